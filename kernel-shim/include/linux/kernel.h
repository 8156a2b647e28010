/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What every kernel file takes for granted.
 */
#ifndef _LINUX_KERNEL_H
#define _LINUX_KERNEL_H

#include <linux/align.h>
#include <linux/bitops.h>
#include <linux/bug.h>
#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/container_of.h>
#include <linux/errno.h>
#include <linux/kstrtox.h>
#include <linux/limits.h>
#include <linux/log2.h>
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/printk.h>
#include <linux/sprintf.h>
#include <linux/stdarg.h>
#include <linux/stddef.h>
#include <linux/stringify.h>
#include <linux/typecheck.h>
#include <linux/types.h>
#include <asm/byteorder.h>

#define READ 0
#define WRITE 1

#define ARRAY_SIZE(arr) (sizeof(arr) / sizeof((arr)[0]) + __must_be_array(arr))
#define PTR_IF(cond, ptr) ((cond) ? (ptr) : NULL)
#define REPEAT_BYTE(x) ((~0ul / 0xff) * (x))
#define u64_to_user_ptr(x) ((void __user *)(uintptr_t)(x))

#define upper_32_bits(n) ((u32)(((n) >> 16) >> 16))
#define lower_32_bits(n) ((u32)((n)&0xffffffff))
#define upper_16_bits(n) ((u16)((n) >> 16))
#define lower_16_bits(n) ((u16)((n)&0xffff))

#define _RET_IP_ ((unsigned long)__builtin_return_address(0))

#define __COUNT_ARGS_(_0, _1, _2, _3, _4, _5, _6, _7, _8, _9, n, X...) n
#define COUNT_ARGS(X...) __COUNT_ARGS_(, ##X, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)
#define __CONCAT_(a, b) a##b
#define CONCATENATE(a, b) __CONCAT_(a, b)

static inline u32 reciprocal_scale(u32 val, u32 ep_ro)
{
	return (u32)(((u64)val * ep_ro) >> 32);
}

/* Stops the machine: finding "bug". */
__printf(1, 2) __noreturn void panic(const char *fmt, ...);

#endif
