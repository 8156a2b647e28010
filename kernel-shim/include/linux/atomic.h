/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Atomics. Each operation is a scheduling point, before it acts: what another CPU
 * could do between two operations, a task may do here. The _relaxed, _acquire and
 * _release forms do the same: there is no reordering to be seen (F7.27).
 */
#ifndef _LINUX_ATOMIC_H
#define _LINUX_ATOMIC_H

#include <linux/compiler.h>
#include <linux/types.h>
#include <asm/barrier.h>

#define ATOMIC_INIT(i) \
	{              \
		(i)    \
	}
#define ATOMIC64_INIT(i) \
	{                \
		(i)      \
	}
#define ATOMIC_LONG_INIT(i) ATOMIC64_INIT(i)

/* Any word, as the kernel's xchg() and cmpxchg(). */
#define xchg(ptr, value)                                                \
	({                                                              \
		typeof(ptr) __xchg_ptr = (ptr);                         \
		typeof(*__xchg_ptr) __xchg_value = (value), __xchg_old; \
                                                                        \
		sched_point(POINT_ATOMIC);                              \
		__xchg_old = *__xchg_ptr;                               \
		*__xchg_ptr = __xchg_value;                             \
		__xchg_old;                                             \
	})

#define cmpxchg(ptr, old, value)                                                       \
	({                                                                             \
		typeof(ptr) __cmpxchg_ptr = (ptr);                                     \
		typeof(*__cmpxchg_ptr) __cmpxchg_old = (old), __cmpxchg_new = (value); \
		typeof(*__cmpxchg_ptr) __cmpxchg_was;                                  \
                                                                                       \
		sched_point(POINT_ATOMIC);                                             \
		__cmpxchg_was = *__cmpxchg_ptr;                                        \
		if (__cmpxchg_was == __cmpxchg_old)                                    \
			*__cmpxchg_ptr = __cmpxchg_new;                                \
		__cmpxchg_was;                                                         \
	})

#define try_cmpxchg(ptr, expected, value)                             \
	({                                                            \
		typeof(expected) __try_expected = (expected);         \
		typeof(*__try_expected) __try_old = *__try_expected;  \
                                                                      \
		*__try_expected = cmpxchg((ptr), __try_old, (value)); \
		*__try_expected == __try_old;                         \
	})

#define xchg_relaxed xchg
#define cmpxchg_relaxed cmpxchg
#define cmpxchg_acquire cmpxchg
#define cmpxchg_release cmpxchg
#define cmpxchg64 cmpxchg

/* prefix, type, value type: the functions of atomic_t, then those of atomic64_t. */
#define __ATOMIC_T atomic
#define __ATOMIC_TYPE atomic_t
#define __ATOMIC_VALUE int
#define __ATOMIC_UNSIGNED unsigned int
#include <linux/atomic_ops.h>

#define __ATOMIC_T atomic64
#define __ATOMIC_TYPE atomic64_t
#define __ATOMIC_VALUE s64
#define __ATOMIC_UNSIGNED u64
#include <linux/atomic_ops.h>

typedef atomic64_t atomic_long_t;

#include <linux/atomic_long.h>

#endif
