/* SPDX-License-Identifier: GPL-2.0-only */
/* Interrupts: only the contexts. No driver of ours owns an interrupt line. */
#ifndef _LINUX_INTERRUPT_H
#define _LINUX_INTERRUPT_H

#include <linux/hardirq.h>
#include <linux/irqflags.h>
#include <linux/preempt.h>

#endif
