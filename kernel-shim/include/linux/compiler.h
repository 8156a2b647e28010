/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Branch hints, and accesses that other CPUs may see: each is a scheduling point.
 */
#ifndef _LINUX_COMPILER_H
#define _LINUX_COMPILER_H

#include <linux/compiler_types.h>
#include <linux/types.h>

#include "../../sched.h"

#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
#define likely_notrace(x) likely(x)
#define unlikely_notrace(x) unlikely(x)

#define barrier() __asm__ __volatile__("" : : : "memory")
#define barrier_data(ptr) __asm__ __volatile__("" : : "r"(ptr) : "memory")
#define unreachable() __builtin_unreachable()
#define OPTIMIZER_HIDE_VAR(var) __asm__("" : "=r"(var) : "0"(var))
#define RELOC_HIDE(ptr, off) ((typeof(ptr))((unsigned long)(ptr) + (off)))

#define __UNIQUE_ID_PASTE(a, b) a##b
#define __UNIQUE_ID_NAME(prefix, n) __UNIQUE_ID_PASTE(prefix, n)
#define __UNIQUE_ID(prefix) __UNIQUE_ID_NAME(__UNIQUE_ID_##prefix, __COUNTER__)

#define __READ_ONCE(x) (*(const volatile typeof(x) *)&(x))
#define __WRITE_ONCE(x, val) (*(volatile typeof(x) *)&(x) = (val))

#define READ_ONCE(x)                       \
	({                                 \
		sched_point(POINT_ACCESS); \
		__READ_ONCE(x);            \
	})

#define WRITE_ONCE(x, val)                 \
	do {                               \
		sched_point(POINT_ACCESS); \
		__WRITE_ONCE(x, val);      \
	} while (0)

/* A racy access that is meant to be one. */
#define data_race(expr) (expr)

#define __must_be_array(a) BUILD_BUG_ON_ZERO(__same_type((a), &(a)[0]))
#define BUILD_BUG_ON_ZERO(e) ((int)(sizeof(struct { int : (-!!(e)); })))
#define __is_constexpr(x) (sizeof(int) == sizeof(*(8 ? ((void *)((long)(x)*0l)) : (int *)8)))
#define is_signed_type(type) (((type)(-1)) < (type)1)
#define is_unsigned_type(type) (!is_signed_type(type))

#endif
