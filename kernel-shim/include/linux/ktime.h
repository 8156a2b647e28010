/* SPDX-License-Identifier: GPL-2.0-only */
/* Nanoseconds since power-on as a signed number. F7.22: virtual time does not pass in code. */
#ifndef _LINUX_KTIME_H
#define _LINUX_KTIME_H

#include <linux/jiffies.h>
#include <linux/time.h>
#include <linux/types.h>

#include "../../clock.h"

typedef s64 ktime_t;

#define KTIME_MAX ((s64) ~((u64)1 << 63))
#define KTIME_SEC_MAX (KTIME_MAX / NSEC_PER_SEC)

static inline ktime_t ktime_get(void)
{
	return (ktime_t)clock_now_ns();
}

static inline u64 ktime_get_ns(void)
{
	return clock_now_ns();
}

#define ktime_get_raw() ktime_get()
#define ktime_get_raw_ns() ktime_get_ns()
#define ktime_get_boottime() ktime_get()
#define ktime_get_boottime_ns() ktime_get_ns()
#define ktime_get_mono_fast_ns() ktime_get_ns()
#define ktime_get_seconds() ((time64_t)(ktime_get_ns() / NSEC_PER_SEC))
/* Power-on is 2022-12-11, the release of Linux 6.1, in every run. */
#define KTIME_REAL_AT_BOOT 1670711640LL
#define ktime_get_real() (ktime_get() + KTIME_REAL_AT_BOOT * NSEC_PER_SEC)
#define ktime_get_real_ns() ((u64)ktime_get_real())
#define ktime_get_real_seconds() ((time64_t)(KTIME_REAL_AT_BOOT + ktime_get_seconds()))

static inline ktime_t ktime_set(s64 secs, unsigned long nsecs)
{
	return secs >= KTIME_SEC_MAX ? KTIME_MAX : secs * NSEC_PER_SEC + (s64)nsecs;
}

#define ktime_add(lhs, rhs) ((lhs) + (rhs))
#define ktime_sub(lhs, rhs) ((lhs) - (rhs))
#define ktime_add_ns(kt, nsval) ((kt) + (s64)(nsval))
#define ktime_sub_ns(kt, nsval) ((kt) - (s64)(nsval))
#define ktime_add_us(kt, us) ktime_add_ns(kt, (u64)(us)*NSEC_PER_USEC)
#define ktime_sub_us(kt, us) ktime_sub_ns(kt, (u64)(us)*NSEC_PER_USEC)
#define ktime_add_ms(kt, ms) ktime_add_ns(kt, (u64)(ms)*NSEC_PER_MSEC)
#define ktime_sub_ms(kt, ms) ktime_sub_ns(kt, (u64)(ms)*NSEC_PER_MSEC)
#define ktime_to_ns(kt) ((s64)(kt))
#define ktime_to_us(kt) ((s64)(kt) / NSEC_PER_USEC)
#define ktime_to_ms(kt) ((s64)(kt) / NSEC_PER_MSEC)
#define ns_to_ktime(ns) ((ktime_t)(ns))
#define us_to_ktime(us) ((ktime_t)(us)*NSEC_PER_USEC)
#define ms_to_ktime(ms) ((ktime_t)(ms)*NSEC_PER_MSEC)
#define ktime_us_delta(later, earlier) ktime_to_us(ktime_sub(later, earlier))
#define ktime_ms_delta(later, earlier) ktime_to_ms(ktime_sub(later, earlier))

static inline int ktime_compare(ktime_t a, ktime_t b)
{
	return a < b ? -1 : a > b;
}

static inline bool ktime_after(ktime_t a, ktime_t b)
{
	return a > b;
}

static inline bool ktime_before(ktime_t a, ktime_t b)
{
	return a < b;
}

#endif
