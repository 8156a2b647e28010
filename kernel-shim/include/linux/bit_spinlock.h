/* SPDX-License-Identifier: GPL-2.0-only */
/* A spinlock in one bit of a word: no owner, no class, only contention. */
#ifndef _LINUX_BIT_SPINLOCK_H
#define _LINUX_BIT_SPINLOCK_H

#include <linux/preempt.h>
#include <linux/types.h>

void bit_spin_lock(int bitnum, unsigned long *addr);
int bit_spin_trylock(int bitnum, unsigned long *addr);
void bit_spin_unlock(int bitnum, unsigned long *addr);
#define __bit_spin_unlock(bitnum, addr) bit_spin_unlock(bitnum, addr)
#define bit_spin_is_locked(bitnum, addr) ((*(addr) >> (bitnum)) & 1)

#endif
