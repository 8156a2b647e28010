/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What of the compiler every header may need before it knows any type.
 */
#ifndef _LINUX_COMPILER_TYPES_H
#define _LINUX_COMPILER_TYPES_H

#include <linux/compiler_attributes.h>

/* Annotations for sparse. */
#define __user
#define __kernel
#define __iomem
#define __percpu
#define __rcu
#define __force
#define __bitwise
#define __nocast
#define __safe
#define __private
#define __must_hold(x)
#define __acquires(x)
#define __releases(x)
#define __acquire(x) (void)0
#define __release(x) (void)0
#define __cond_acquires(x)
#define ACCESS_PRIVATE(p, member) ((p)->member)

#define __always_inline inline __attribute__((__always_inline__))
#define noinline __attribute__((__noinline__))
#define noinline_for_stack noinline
#define __no_kcsan
#define notrace

#define __init
#define __exit
#define __initdata
#define __initconst
#define __exitdata
#define __ref
#define __refdata
#define __read_mostly
#define __ro_after_init

#define __same_type(a, b) __builtin_types_compatible_p(typeof(a), typeof(b))
#define asm_volatile_goto(x...) asm goto(x)

#endif
