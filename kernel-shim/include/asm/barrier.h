/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Memory barriers: scheduling points, so that another task may see what is
 * visible so far. A missing one cannot be exposed here (F7.27).
 */
#ifndef _ASM_BARRIER_H
#define _ASM_BARRIER_H

#include <linux/compiler.h>

#define __barrier_point()                   \
	do {                                \
		barrier();                  \
		sched_point(POINT_BARRIER); \
	} while (0)

#define smp_mb() __barrier_point()
#define smp_rmb() __barrier_point()
#define smp_wmb() __barrier_point()
#define mb() __barrier_point()
#define rmb() __barrier_point()
#define wmb() __barrier_point()
#define smp_mb__before_atomic() __barrier_point()
#define smp_mb__after_atomic() __barrier_point()
#define smp_mb__after_spinlock() __barrier_point()
#define smp_acquire__after_ctrl_dep() __barrier_point()

#define smp_store_mb(var, value)        \
	do {                            \
		WRITE_ONCE(var, value); \
		__barrier_point();      \
	} while (0)

#define smp_store_release(p, v)        \
	do {                           \
		__barrier_point();     \
		__WRITE_ONCE(*(p), v); \
	} while (0)

#define smp_load_acquire(p)                     \
	({                                      \
		typeof(*(p)) __acquired;        \
                                                \
		__barrier_point();              \
		__acquired = __READ_ONCE(*(p)); \
		__acquired;                     \
	})

#endif
