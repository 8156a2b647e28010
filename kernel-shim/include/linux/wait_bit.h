/* SPDX-License-Identifier: GPL-2.0-only */
/* Waiting for a bit to be cleared, or for a variable: queues found by address. */
#ifndef _LINUX_WAIT_BIT_H
#define _LINUX_WAIT_BIT_H

#include <linux/wait.h>

struct wait_queue_head *bit_waitqueue(void *word, int bit);
struct wait_queue_head *__var_waitqueue(void *p);
int wait_on_bit(unsigned long *word, int bit, unsigned int mode);
int wait_on_bit_io(unsigned long *word, int bit, unsigned int mode);
int wait_on_bit_timeout(unsigned long *word, int bit, unsigned int mode, unsigned long timeout);
int wait_on_bit_lock(unsigned long *word, int bit, unsigned int mode);
void wake_up_bit(void *word, int bit);
void wake_up_var(void *var);
void clear_and_wake_up_bit(int bit, unsigned long *word);

#define wait_var_event(var, condition) wait_event(*__var_waitqueue(var), condition)

#endif
