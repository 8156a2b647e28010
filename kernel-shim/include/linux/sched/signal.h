/* SPDX-License-Identifier: GPL-2.0-only */
/* Signals: see <linux/sched.h>. */
#ifndef _LINUX_SCHED_SIGNAL_H
#define _LINUX_SCHED_SIGNAL_H

#include <linux/sched.h>

#endif
