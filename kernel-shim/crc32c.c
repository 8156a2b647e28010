// SPDX-License-Identifier: GPL-2.0-only
/*
 * CRC-32C (F7.30): eight tables, or the processor's instruction where there is one; both
 * give the same.
 */
#include <linux/crc32c.h>

#include <linux/crc32.h>
#include <linux/string.h>

#include "checksum.h"

#define CRC32C_POLYNOMIAL 0x82f63b78 /* bit-reversed */

static struct crc_tables tables;

/* table[k][b]: the effect of byte b, followed by k bytes of zero. */
void crc_tables_init(struct crc_tables *t, u32 polynomial)
{
	u32 crc;
	int b, bit, k;

	for (b = 0; b < 256; b++) {
		for (crc = b, bit = 0; bit < 8; bit++)
			crc = (crc >> 1) ^ (crc & 1 ? polynomial : 0);
		t->table[0][b] = crc;
	}
	for (k = 1; k < 8; k++)
		for (b = 0; b < 256; b++)
			t->table[k][b] = (t->table[k - 1][b] >> 8) ^
					 t->table[0][t->table[k - 1][b] & 0xff];
	t->is_ready = true;
}

/* Slicing by eight: Kounavis and Berry, "A systematic approach to building high
 * performance software-based CRC generators", ISCC 2005. */
u32 crc_update(const struct crc_tables *t, u32 crc, const u8 *p, size_t len_bytes)
{
	const u32(*table)[256] = t->table;
	u64 word;

	for (; len_bytes >= 8; len_bytes -= 8, p += 8) {
		memcpy(&word, p, 8);
		word ^= crc;
		crc = table[7][word & 0xff] ^ table[6][word >> 8 & 0xff] ^
		      table[5][word >> 16 & 0xff] ^ table[4][word >> 24 & 0xff] ^
		      table[3][word >> 32 & 0xff] ^ table[2][word >> 40 & 0xff] ^
		      table[1][word >> 48 & 0xff] ^ table[0][word >> 56];
	}
	for (; len_bytes; len_bytes--, p++)
		crc = (crc >> 8) ^ table[0][(crc ^ *p) & 0xff];
	return crc;
}

u32 crc32c_by_tables(u32 crc, const void *buf, size_t len_bytes)
{
	if (!tables.is_ready)
		crc_tables_init(&tables, CRC32C_POLYNOMIAL);
	return crc_update(&tables, crc, buf, len_bytes);
}

#ifdef __x86_64__

#define LANE_BYTES 1024 /* three lanes at a time hide the instruction's latency */

/* shift[k][b]: the effect of byte k of a checksum after LANE_BYTES zeros. */
static u32 shift[4][256];
static bool is_shift_ready;

static void init_shift(void)
{
	static const u8 zeros[LANE_BYTES];
	int k, b;

	for (k = 0; k < 4; k++)
		for (b = 0; b < 256; b++)
			shift[k][b] = crc32c_by_tables((u32)b << (8 * k), zeros, LANE_BYTES);
	is_shift_ready = true;
}

static u32 shift_lane(u32 crc)
{
	return shift[0][crc & 0xff] ^ shift[1][crc >> 8 & 0xff] ^ shift[2][crc >> 16 & 0xff] ^
	       shift[3][crc >> 24];
}

__attribute__((target("sse4.2"))) static u32 three_lanes(u32 crc, const u8 *p)
{
	u64 a = crc, b = 0, c = 0, words[3];
	int i;

	for (i = 0; i < LANE_BYTES; i += 8) {
		memcpy(&words[0], p + i, 8);
		memcpy(&words[1], p + i + LANE_BYTES, 8);
		memcpy(&words[2], p + i + 2 * LANE_BYTES, 8);
		a = __builtin_ia32_crc32di(a, words[0]);
		b = __builtin_ia32_crc32di(b, words[1]);
		c = __builtin_ia32_crc32di(c, words[2]);
	}
	return shift_lane(shift_lane(a) ^ (u32)b) ^ (u32)c;
}

__attribute__((target("sse4.2"))) static u32 by_instruction(u32 crc, const u8 *p, size_t len_bytes)
{
	u64 wide, word;

	for (; len_bytes >= 3 * LANE_BYTES; len_bytes -= 3 * LANE_BYTES, p += 3 * LANE_BYTES)
		crc = three_lanes(crc, p);
	for (wide = crc; len_bytes >= 8; len_bytes -= 8, p += 8) {
		memcpy(&word, p, 8);
		wide = __builtin_ia32_crc32di(wide, word);
	}
	for (crc = wide; len_bytes; len_bytes--, p++)
		crc = __builtin_ia32_crc32qi(crc, *p);
	return crc;
}

u32 crc32c(u32 crc, const void *buf, unsigned int len_bytes)
{
	if (!__builtin_cpu_supports("sse4.2"))
		return crc32c_by_tables(crc, buf, len_bytes);
	if (!is_shift_ready)
		init_shift();
	return by_instruction(crc, buf, len_bytes);
}

#else

u32 crc32c(u32 crc, const void *buf, unsigned int len_bytes)
{
	return crc32c_by_tables(crc, buf, len_bytes);
}

#endif

u32 __crc32c_le(u32 crc, const void *buf, size_t len_bytes)
{
	return crc32c(crc, buf, len_bytes);
}
