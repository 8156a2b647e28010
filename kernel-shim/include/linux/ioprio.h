/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * I/O priorities: carried in bio->bi_ioprio, acted upon by nobody here.
 */
#ifndef _LINUX_IOPRIO_H
#define _LINUX_IOPRIO_H

#include <linux/types.h>

#define IOPRIO_CLASS_SHIFT 13
#define IOPRIO_CLASS_MASK 0x07
#define IOPRIO_PRIO_MASK ((1UL << IOPRIO_CLASS_SHIFT) - 1)

#define IOPRIO_PRIO_CLASS(ioprio) (((ioprio) >> IOPRIO_CLASS_SHIFT) & IOPRIO_CLASS_MASK)
#define IOPRIO_PRIO_DATA(ioprio) ((ioprio)&IOPRIO_PRIO_MASK)
#define IOPRIO_PRIO_VALUE(prio_class, data) \
	((((prio_class)&IOPRIO_CLASS_MASK) << IOPRIO_CLASS_SHIFT) | ((data)&IOPRIO_PRIO_MASK))

enum {
	IOPRIO_CLASS_NONE,
	IOPRIO_CLASS_RT,
	IOPRIO_CLASS_BE,
	IOPRIO_CLASS_IDLE,
};

#define IOPRIO_NR_LEVELS 8
#define IOPRIO_NORM 4
#define IOPRIO_DEFAULT IOPRIO_PRIO_VALUE(IOPRIO_CLASS_NONE, 0)

#endif
