/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_STDDEF_H
#define _LINUX_STDDEF_H

#undef NULL
#define NULL ((void *)0)

#undef offsetof
#define offsetof(TYPE, MEMBER) __builtin_offsetof(TYPE, MEMBER)

#define sizeof_field(TYPE, MEMBER) sizeof((((TYPE *)0)->MEMBER))
#define offsetofend(TYPE, MEMBER) (offsetof(TYPE, MEMBER) + sizeof_field(TYPE, MEMBER))

/* Members that can also be named as a whole (for one memcpy over several). */
#define struct_group(NAME, MEMBERS...) \
	union {                        \
		struct {               \
			MEMBERS        \
		};                     \
		struct {               \
			MEMBERS        \
		} NAME;                \
	}

#define DECLARE_FLEX_ARRAY(TYPE, NAME) \
	struct {                       \
		struct {               \
		} __empty_##NAME;      \
		TYPE NAME[];           \
	}

#endif
