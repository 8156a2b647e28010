/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Arrays of bits. Plain accesses: no scheduling points.
 */
#ifndef _LINUX_BITMAP_H
#define _LINUX_BITMAP_H

#include <linux/bitops.h>
#include <linux/gfp.h>
#include <linux/string.h>
#include <linux/types.h>

#define BITMAP_FIRST_WORD_MASK(start) (~0UL << ((start) & (BITS_PER_LONG - 1)))
#define BITMAP_LAST_WORD_MASK(nr_bits) (~0UL >> (-(nr_bits) & (BITS_PER_LONG - 1)))

unsigned long *bitmap_alloc(unsigned int nr_bits, gfp_t gfp);
unsigned long *bitmap_zalloc(unsigned int nr_bits, gfp_t gfp);
void bitmap_free(const unsigned long *bitmap);

void bitmap_set(unsigned long *map, unsigned int begin, unsigned int nr_bits);
void bitmap_clear(unsigned long *map, unsigned int begin, unsigned int nr_bits);
unsigned int bitmap_weight(const unsigned long *map, unsigned int nr_bits);
bool bitmap_equal(const unsigned long *a, const unsigned long *b, unsigned int nr_bits);
bool bitmap_and(unsigned long *dst, const unsigned long *a, const unsigned long *b,
		unsigned int nr_bits); /* is anything left? */
void bitmap_or(unsigned long *dst, const unsigned long *a, const unsigned long *b,
	       unsigned int nr_bits);
bool bitmap_andnot(unsigned long *dst, const unsigned long *a, const unsigned long *b,
		   unsigned int nr_bits); /* is anything left? */

static inline void bitmap_zero(unsigned long *dst, unsigned int nr_bits)
{
	memset(dst, 0, BITS_TO_LONGS(nr_bits) * sizeof(long));
}

static inline void bitmap_fill(unsigned long *dst, unsigned int nr_bits)
{
	memset(dst, 0xff, BITS_TO_LONGS(nr_bits) * sizeof(long));
}

static inline void bitmap_copy(unsigned long *dst, const unsigned long *src, unsigned int nr_bits)
{
	memcpy(dst, src, BITS_TO_LONGS(nr_bits) * sizeof(long));
}

static inline bool bitmap_empty(const unsigned long *map, unsigned int nr_bits)
{
	return find_first_bit(map, nr_bits) == nr_bits;
}

static inline bool bitmap_full(const unsigned long *map, unsigned int nr_bits)
{
	return find_first_zero_bit(map, nr_bits) == nr_bits;
}

#endif
