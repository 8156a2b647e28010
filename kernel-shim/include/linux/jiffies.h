/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jiffies. F7.21: their low 32 bits wrap five minutes after power-on. F7.20: a
 * conversion rounds up, 0 stays 0, a negative time is for ever.
 */
#ifndef _LINUX_JIFFIES_H
#define _LINUX_JIFFIES_H

#include <linux/param.h>
#include <linux/types.h>

#include "../../clock.h"

#define INITIAL_JIFFIES ((unsigned long)(unsigned int)(-300 * HZ))
#define MAX_JIFFY_OFFSET ((~0UL >> 2) - 1)
#define TICK_NSEC (1000000000UL / HZ)

#define jiffies ((unsigned long)clock_jiffies())
#define jiffies_64 clock_jiffies()

static inline u64 get_jiffies_64(void)
{
	return clock_jiffies();
}

#define JIFFIES_CHECK_(a, b)                                                        \
	(sizeof(char[(__builtin_types_compatible_p(__typeof__(a), unsigned long) && \
		      __builtin_types_compatible_p(__typeof__(b), unsigned long)) ? \
			     1 :                                                    \
			     -1]))
#define time_after(a, b) (JIFFIES_CHECK_(a, b) && (long)((b) - (a)) < 0)
#define time_before(a, b) time_after(b, a)
#define time_after_eq(a, b) (JIFFIES_CHECK_(a, b) && (long)((a) - (b)) >= 0)
#define time_before_eq(a, b) time_after_eq(b, a)
#define time_in_range(a, b, c) (time_after_eq(a, b) && time_before_eq(a, c))
#define time_in_range_open(a, b, c) (time_after_eq(a, b) && time_before(a, c))
#define time_after64(a, b) ((s64)((u64)(b) - (u64)(a)) < 0)
#define time_before64(a, b) time_after64(b, a)
#define time_after_eq64(a, b) ((s64)((u64)(a) - (u64)(b)) >= 0)
#define time_before_eq64(a, b) time_after_eq64(b, a)
#define time_is_before_jiffies(a) time_after(jiffies, a)
#define time_is_after_jiffies(a) time_before(jiffies, a)
#define time_is_before_eq_jiffies(a) time_after_eq(jiffies, a)
#define time_is_after_eq_jiffies(a) time_before_eq(jiffies, a)

unsigned long msecs_to_jiffies(unsigned int m);
unsigned long usecs_to_jiffies(unsigned int u);
unsigned long nsecs_to_jiffies(u64 n);
u64 nsecs_to_jiffies64(u64 n);
unsigned int jiffies_to_msecs(unsigned long j);
unsigned int jiffies_to_usecs(unsigned long j);
u64 jiffies64_to_nsecs(u64 j);
u64 jiffies64_to_msecs(u64 j);

static inline u64 jiffies_to_nsecs(unsigned long j)
{
	return (u64)jiffies_to_usecs(j) * 1000;
}

#endif
