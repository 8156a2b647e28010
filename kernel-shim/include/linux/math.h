/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_MATH_H
#define _LINUX_MATH_H

#include <linux/types.h>

#define __round_mask(x, y) ((typeof(x))((y)-1))
#define round_up(x, y) ((((x)-1) | __round_mask(x, y)) + 1) /* @y: a power of two */
#define round_down(x, y) ((x) & ~__round_mask(x, y))

#define __KERNEL_DIV_ROUND_UP(n, d) (((n) + (d)-1) / (d))
#define DIV_ROUND_UP(n, d) __KERNEL_DIV_ROUND_UP(n, d)
#define DIV_ROUND_UP_POW2(n, d) ((n) / (d) + !!((n) & ((d)-1)))
#define DIV_ROUND_DOWN_ULL(ll, d) ((unsigned long long)(ll) / (d))
#define DIV_ROUND_UP_ULL(ll, d) DIV_ROUND_DOWN_ULL((unsigned long long)(ll) + (d)-1, (d))
#define DIV_ROUND_UP_SECTOR_T(ll, d) DIV_ROUND_UP_ULL(ll, d)

#define roundup(x, y)                                                    \
	({                                                               \
		typeof(y) __roundup_y = (y);                             \
                                                                         \
		(((x) + (__roundup_y - 1)) / __roundup_y) * __roundup_y; \
	})

#define rounddown(x, y)                                \
	({                                             \
		typeof(x) __rounddown_x = (x);         \
                                                       \
		__rounddown_x - (__rounddown_x % (y)); \
	})

/* To the nearest; for unsigned operands, or a positive divisor. */
#define DIV_ROUND_CLOSEST(x, divisor)                                       \
	({                                                                  \
		typeof(x) __closest_x = (x);                                \
		typeof(divisor) __closest_d = (divisor);                    \
                                                                            \
		(((typeof(x))-1) > 0 || ((typeof(divisor))-1) > 0 ||        \
		 ((__closest_x > 0) == (__closest_d > 0))) ?                \
			((__closest_x + (__closest_d / 2)) / __closest_d) : \
			((__closest_x - (__closest_d / 2)) / __closest_d);  \
	})

#define DIV_ROUND_CLOSEST_ULL(x, divisor)                                  \
	({                                                                 \
		typeof(divisor) __closest_d = (divisor);                   \
                                                                           \
		((unsigned long long)(x) + __closest_d / 2) / __closest_d; \
	})

/* x * n / d without losing the high bits of the product. */
#define mult_frac(x, n, d)                                                                   \
	({                                                                                   \
		typeof(x) __frac_x = (x);                                                    \
		typeof(n) __frac_n = (n);                                                    \
		typeof(d) __frac_d = (d);                                                    \
		typeof(x) __frac_q = __frac_x / __frac_d;                                    \
                                                                                             \
		__frac_q *__frac_n + (__frac_x - __frac_q * __frac_d) * __frac_n / __frac_d; \
	})

#define abs(x)                                    \
	({                                        \
		typeof(x) __abs_x = (x);          \
                                                  \
		__abs_x < 0 ? -__abs_x : __abs_x; \
	})

#define abs_diff(a, b)                                                           \
	({                                                                       \
		typeof(a) __diff_a = (a);                                        \
		typeof(b) __diff_b = (b);                                        \
                                                                                 \
		__diff_a > __diff_b ? __diff_a - __diff_b : __diff_b - __diff_a; \
	})

#define sector_div(n, base)                                  \
	({                                                   \
		u32 __sector_base = (base);                  \
		u32 __sector_rem = (u64)(n) % __sector_base; \
                                                             \
		(n) = (u64)(n) / __sector_base;              \
		__sector_rem;                                \
	})

unsigned long int_sqrt(unsigned long x);
unsigned long gcd(unsigned long a, unsigned long b);
unsigned long lcm(unsigned long a, unsigned long b);
unsigned long lcm_not_zero(unsigned long a, unsigned long b);

#endif
