/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Constant expressions where the argument is one.
 */
#ifndef _LINUX_LOG2_H
#define _LINUX_LOG2_H

#include <linux/bitops.h>
#include <linux/types.h>

#define ilog2(n) ((int)(63 - __builtin_clzll((unsigned long long)(n) | ((n) == 0))))
#define __ilog2_u32(n) ilog2((u32)(n))
#define __ilog2_u64(n) ilog2((u64)(n))

static inline __attribute_const__ bool is_power_of_2(unsigned long n)
{
	return n != 0 && (n & (n - 1)) == 0;
}

#define roundup_pow_of_two(n) ((unsigned long)((n) <= 1 ? 1UL : 1UL << (ilog2((n)-1) + 1)))
#define rounddown_pow_of_two(n) ((unsigned long)(1UL << ilog2(n)))

/* The number of bits to hold @n values; 0 for 0 and 1. */
#define order_base_2(n) ((n) > 1 ? ilog2((n)-1) + 1 : 0)
#define bits_per(n) ((n) > 1 ? ilog2(n) + 1 : 1)

#endif
