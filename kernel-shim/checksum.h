/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Checksums by tables: crc32c.c and crc32.c. The tables are the same for ever, so
 * power-on leaves them alone.
 */
#ifndef SHIM_CHECKSUM_H
#define SHIM_CHECKSUM_H

#include "ints.h"

struct crc_tables {
	u32 table[8][256];
	bool is_ready;
};

void crc_tables_init(struct crc_tables *t, u32 polynomial); /* bit-reversed */
u32 crc_update(const struct crc_tables *t, u32 crc, const u8 *p, size_t len_bytes);

u32 crc32c_by_tables(u32 crc, const void *buf, size_t len_bytes); /* what crc32c() must equal */

#endif
