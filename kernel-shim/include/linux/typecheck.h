/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_TYPECHECK_H
#define _LINUX_TYPECHECK_H

#define typecheck(type, x)                    \
	({                                    \
		type __typed;                 \
		typeof(x) __given;            \
                                              \
		(void)(&__typed == &__given); \
		1;                            \
	})

#define typecheck_fn(type, function)               \
	({                                         \
		typeof(type) __typed = (function); \
                                                   \
		(void)__typed;                     \
	})

#endif
