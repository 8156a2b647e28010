/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jenkins' lookup3 hash ("burtleburtle.net/bob/c/lookup3.c", public domain).
 */
#ifndef _LINUX_JHASH_H
#define _LINUX_JHASH_H

#include <linux/types.h>

#define JHASH_INITVAL 0xdeadbeef
#define jhash_size(n) ((u32)1 << (n))
#define jhash_mask(n) (jhash_size(n) - 1)

u32 jhash(const void *key, u32 len_bytes, u32 initval);
u32 jhash2(const u32 *words, u32 nr, u32 initval);
u32 jhash_3words(u32 a, u32 b, u32 c, u32 initval);
u32 jhash_2words(u32 a, u32 b, u32 initval);
u32 jhash_1word(u32 a, u32 initval);

#endif
