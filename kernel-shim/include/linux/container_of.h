/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_CONTAINER_OF_H
#define _LINUX_CONTAINER_OF_H

#include <linux/build_bug.h>
#include <linux/err.h>
#include <linux/stddef.h>

#define typeof_member(T, m) typeof(((T *)0)->m)

/* The structure of which *@ptr is the member @member; the type is checked. */
#define container_of(ptr, type, member)                                    \
	({                                                                 \
		void *__member_of = (void *)(ptr);                         \
                                                                           \
		_Static_assert(__same_type(*(ptr), ((type *)0)->member) || \
				       __same_type(*(ptr), void),          \
			       "pointer type mismatch in container_of()"); \
		(type *)((char *)__member_of - offsetof(type, member));    \
	})

#define container_of_safe(ptr, type, member)                                 \
	({                                                                   \
		typeof(ptr) __safe = (ptr);                                  \
                                                                             \
		IS_ERR_OR_NULL(__safe) ? (type *)ERR_CAST(__safe) :          \
					 container_of(__safe, type, member); \
	})

#endif
