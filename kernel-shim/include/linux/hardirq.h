/* SPDX-License-Identifier: GPL-2.0-only */
/* In which context code runs: the tests are those of <linux/sched.h>. */
#ifndef _LINUX_HARDIRQ_H
#define _LINUX_HARDIRQ_H

#include <linux/irqflags.h>
#include <linux/preempt.h>

#endif
