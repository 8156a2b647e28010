/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Names for the compiler's attributes.
 */
#ifndef _LINUX_COMPILER_ATTRIBUTES_H
#define _LINUX_COMPILER_ATTRIBUTES_H

#define __alias(symbol) __attribute__((__alias__(#symbol)))
#define __aligned(x) __attribute__((__aligned__(x)))
#define __aligned_largest __attribute__((__aligned__))
#define __alloc_size(x, ...) __attribute__((__malloc__))
#define __always_unused __attribute__((__unused__))
#define __maybe_unused __attribute__((__unused__))
#define __always_used __attribute__((__used__))
#define __used __attribute__((__used__))
#define __cold __attribute__((__cold__))
#define __attribute_const__ __attribute__((__const__))
#define __pure __attribute__((__pure__))
#define __malloc __attribute__((__malloc__))
#define __mode(x) __attribute__((__mode__(x)))
#define __must_check __attribute__((__warn_unused_result__))
#define __noreturn __attribute__((__noreturn__))
#define __packed __attribute__((__packed__))
#define __printf(a, b) __attribute__((__format__(printf, a, b)))
#define __scanf(a, b) __attribute__((__format__(scanf, a, b)))
#define __section(section) __attribute__((__section__(section)))
#define __weak __attribute__((__weak__))
#define __deprecated
#define __nonstring
#define __visible

#define fallthrough __attribute__((__fallthrough__))

#endif
