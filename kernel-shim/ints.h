/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The integer types that both sides of the shim share: kernel-side files take
 * them from the shim's <linux/types.h>, host-side files from <stdint.h>.
 */
#ifndef SHIM_INTS_H
#define SHIM_INTS_H

#ifdef __KERNEL__
#include <linux/types.h>
#else
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef unsigned long long u64;
typedef int32_t s32;
typedef long long s64;
#endif

#endif
