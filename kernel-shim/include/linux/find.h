/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Searching bitmaps. All return the number of bits if there is none.
 */
#ifndef _LINUX_FIND_H
#define _LINUX_FIND_H

#include <linux/types.h>

unsigned long find_next_bit(const unsigned long *addr, unsigned long nr_bits, unsigned long begin);
unsigned long find_next_zero_bit(const unsigned long *addr, unsigned long nr_bits,
				 unsigned long begin);
unsigned long find_last_bit(const unsigned long *addr, unsigned long nr_bits);

static inline unsigned long find_first_bit(const unsigned long *addr, unsigned long nr_bits)
{
	return find_next_bit(addr, nr_bits, 0);
}

static inline unsigned long find_first_zero_bit(const unsigned long *addr, unsigned long nr_bits)
{
	return find_next_zero_bit(addr, nr_bits, 0);
}

#define for_each_set_bit_from(bit, addr, size) \
	for (; (bit) = find_next_bit((addr), (size), (bit)), (bit) < (size); (bit)++)
#define for_each_set_bit(bit, addr, size) \
	for ((bit) = 0; (bit) = find_next_bit((addr), (size), (bit)), (bit) < (size); (bit)++)
#define for_each_clear_bit_from(bit, addr, size) \
	for (; (bit) = find_next_zero_bit((addr), (size), (bit)), (bit) < (size); (bit)++)
#define for_each_clear_bit(bit, addr, size) \
	for ((bit) = 0; (bit) = find_next_zero_bit((addr), (size), (bit)), (bit) < (size); (bit)++)

#endif
