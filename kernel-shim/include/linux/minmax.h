/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Both operands have one signedness, or one is a constant (as since the relaxed checks
 * that 6.1.y took over), and are evaluated once, also where a constant expression is
 * asked for.
 */
#ifndef _LINUX_MINMAX_H
#define _LINUX_MINMAX_H

#include <linux/compiler.h>
#include <linux/types.h>

#define __is_signed_type_of(x) ((typeof(x))(-1) < (typeof(x))1)
#define __min_max_fits(x, y) \
	(__is_signed_type_of(x) == __is_signed_type_of(y) || __is_constexpr(x) || __is_constexpr(y))
#define __min_max_typed(x, y) (sizeof(char[__min_max_fits(x, y) ? 1 : -1]))
#define __min_max_is_constant(x, y) (__is_constexpr(x) && __is_constexpr(y))

#define __min_max_plain(x, y, op) ((x)op(y) ? (x) : (y))
#define __min_max_once(x, y, ux, uy, op) \
	({                               \
		typeof(x) ux = (x);      \
		typeof(y) uy = (y);      \
                                         \
		ux op uy ? ux : uy;      \
	})

#define __min_max_checked(x, y, op)                                                              \
	__builtin_choose_expr(                                                                   \
		__min_max_is_constant(x, y) && __min_max_typed(x, y), __min_max_plain(x, y, op), \
		__min_max_once(x, y, __UNIQUE_ID(min_max_x), __UNIQUE_ID(min_max_y), op))

#define min(x, y) __min_max_checked(x, y, <)
#define max(x, y) __min_max_checked(x, y, >)
#define min_t(type, x, y) __min_max_checked((type)(x), (type)(y), <)
#define max_t(type, x, y) __min_max_checked((type)(x), (type)(y), >)
#define min3(x, y, z) min((typeof(x))min(x, y), z)
#define max3(x, y, z) max((typeof(x))max(x, y), z)

#define min_not_zero(x, y)                                                                  \
	({                                                                                  \
		typeof(x) __nonzero_x = (x);                                                \
		typeof(y) __nonzero_y = (y);                                                \
                                                                                            \
		__nonzero_x == 0 ?                                                          \
			__nonzero_y :                                                       \
			((__nonzero_y == 0) ? __nonzero_x : min(__nonzero_x, __nonzero_y)); \
	})

#define clamp(val, lo, hi) min((typeof(val))max(val, lo), hi)
#define clamp_t(type, val, lo, hi) min_t(type, max_t(type, val, lo), hi)
#define clamp_val(val, lo, hi) clamp_t(typeof(val), val, lo, hi)

#define swap(a, b)                         \
	do {                               \
		typeof(a) __swapped = (a); \
                                           \
		(a) = (b);                 \
		(b) = __swapped;           \
	} while (0)

#endif
