// SPDX-License-Identifier: GPL-2.0-only
/*
 * CRC-32 of IEEE 802.3, both bit orders.
 */
#include <linux/crc32.h>

#include "checksum.h"

#define POLYNOMIAL_LE 0xedb88320
#define POLYNOMIAL_BE 0x04c11db7

static struct crc_tables tables;

u32 crc32_le(u32 crc, const void *buf, size_t len_bytes)
{
	if (!tables.is_ready)
		crc_tables_init(&tables, POLYNOMIAL_LE);
	return crc_update(&tables, crc, buf, len_bytes);
}

/* Bit by bit: nobody is in a hurry for this one. */
u32 crc32_be(u32 crc, const void *buf, size_t len_bytes)
{
	const u8 *p = buf;
	int bit;

	for (; len_bytes; len_bytes--) {
		crc ^= (u32)*p++ << 24;
		for (bit = 0; bit < 8; bit++)
			crc = crc << 1 ^ (crc >> 31 ? POLYNOMIAL_BE : 0);
	}
	return crc;
}
