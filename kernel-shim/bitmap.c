// SPDX-License-Identifier: GPL-2.0-only
/*
 * Bitmaps.
 */
#include <linux/bitmap.h>

#include <linux/slab.h>

#include "arena.h"

/* The first bit at or behind @begin that differs from those of @invert. */
static unsigned long find_from(const unsigned long *addr, unsigned long nr_bits,
			       unsigned long begin, unsigned long invert)
{
	unsigned long word;

	if (begin >= nr_bits)
		return nr_bits;
	word = (addr[BIT_WORD(begin)] ^ invert) & BITMAP_FIRST_WORD_MASK(begin);
	begin -= begin % BITS_PER_LONG;
	while (!word) {
		begin += BITS_PER_LONG;
		if (begin >= nr_bits)
			return nr_bits;
		word = addr[BIT_WORD(begin)] ^ invert;
	}
	begin += __ffs(word);
	return begin < nr_bits ? begin : nr_bits;
}

unsigned long find_next_bit(const unsigned long *addr, unsigned long nr_bits, unsigned long begin)
{
	return find_from(addr, nr_bits, begin, 0);
}

unsigned long find_next_zero_bit(const unsigned long *addr, unsigned long nr_bits,
				 unsigned long begin)
{
	return find_from(addr, nr_bits, begin, ~0UL);
}

unsigned long find_last_bit(const unsigned long *addr, unsigned long nr_bits)
{
	unsigned long bit = nr_bits;

	while (bit--)
		if (addr[BIT_WORD(bit)] & BIT_MASK(bit))
			return bit;
	return nr_bits;
}

void bitmap_set(unsigned long *map, unsigned int begin, unsigned int nr_bits)
{
	for (; nr_bits; nr_bits--, begin++)
		__set_bit(begin, map);
}

void bitmap_clear(unsigned long *map, unsigned int begin, unsigned int nr_bits)
{
	for (; nr_bits; nr_bits--, begin++)
		__clear_bit(begin, map);
}

/* The bits of the i-th word that belong to a bitmap of @nr_bits. */
static unsigned long mask_of(unsigned int i, unsigned int nr_bits)
{
	return i == BITS_TO_LONGS(nr_bits) - 1 ? BITMAP_LAST_WORD_MASK(nr_bits) : ~0UL;
}

unsigned int bitmap_weight(const unsigned long *map, unsigned int nr_bits)
{
	unsigned int i, nr = 0;

	for (i = 0; i < BITS_TO_LONGS(nr_bits); i++)
		nr += hweight_long(map[i] & mask_of(i, nr_bits));
	return nr;
}

bool bitmap_equal(const unsigned long *a, const unsigned long *b, unsigned int nr_bits)
{
	unsigned int i;

	for (i = 0; i < BITS_TO_LONGS(nr_bits); i++)
		if ((a[i] ^ b[i]) & mask_of(i, nr_bits))
			return false;
	return true;
}

bool bitmap_and(unsigned long *dst, const unsigned long *a, const unsigned long *b,
		unsigned int nr_bits)
{
	unsigned long any = 0;
	unsigned int i;

	for (i = 0; i < BITS_TO_LONGS(nr_bits); i++)
		any |= dst[i] = a[i] & b[i] & mask_of(i, nr_bits);
	return any;
}

bool bitmap_andnot(unsigned long *dst, const unsigned long *a, const unsigned long *b,
		   unsigned int nr_bits)
{
	unsigned long any = 0;
	unsigned int i;

	for (i = 0; i < BITS_TO_LONGS(nr_bits); i++)
		any |= dst[i] = a[i] & ~b[i] & mask_of(i, nr_bits);
	return any;
}

void bitmap_or(unsigned long *dst, const unsigned long *a, const unsigned long *b,
	       unsigned int nr_bits)
{
	unsigned int i;

	for (i = 0; i < BITS_TO_LONGS(nr_bits); i++)
		dst[i] = a[i] | b[i];
}

unsigned long *bitmap_alloc(unsigned int nr_bits, gfp_t gfp)
{
	return kmalloc_at(BITS_TO_LONGS(nr_bits) * sizeof(long), gfp, CALLER);
}

unsigned long *bitmap_zalloc(unsigned int nr_bits, gfp_t gfp)
{
	return kmalloc_at(BITS_TO_LONGS(nr_bits) * sizeof(long), gfp | __GFP_ZERO, CALLER);
}

void bitmap_free(const unsigned long *bitmap)
{
	kfree_at(bitmap, CALLER);
}
