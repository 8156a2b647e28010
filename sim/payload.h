/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What written sectors hold: each says which write put it there, and proves that it
 * is whole. A sector is eight lines of eight words, and each line names its writer:
 *
 *   magic + line | write id | first sector of the write | tag << 16 | sector offset |
 *   four check words derived from those, different in every line
 *
 * so a sector whose lines come from two writers tells both, and where it changes.
 *
 * From: scripts and workloads, which fill; judge.c, which hashes and describes.
 * To:   reports.
 */
#ifndef SIM_PAYLOAD_H
#define SIM_PAYLOAD_H

#include "ints.h"

#define PAYLOAD_SECTOR_BYTES 512u
#define PAYLOAD_TEXT_BYTES 256u
/* payload_hash() of a sector of zeroes; oracle.c knows the same number. */
#define PAYLOAD_ZERO_HASH 0xb2987a9d949e807cULL

/**
 * payload_fill - the contents of one write
 * @buf: @nr_sectors * 512 bytes, 8-byte aligned
 * @write_id: the write's, as the oracle knows it
 * @sector: the first sector of the write
 * @tag: whatever else the sector shall say (a scenario's letter); up to 48 bits
 *
 * Context: any.
 */
void payload_fill(void *buf, u32 nr_sectors, u64 write_id, u64 sector, u64 tag);

/* The 64-bit XXH3 of one sector: how the oracle knows contents. */
u64 payload_hash(const void *buf);
void payload_hash_sectors(u64 *hashes, const void *buf, u32 nr_sectors);

enum payload_kind {
	PAYLOAD_INTACT, /* one write's sector, whole */
	PAYLOAD_TORN, /* begins as one write's sector, goes on as something else */
	PAYLOAD_ZEROES,
	PAYLOAD_FOREIGN, /* nothing that payload_fill() made */
};

struct payload_info {
	enum payload_kind kind;
	u64 write_id; /* INTACT, TORN: what the first line says */
	u64 sector; /* where this very sector belongs */
	u64 tag;
	u32 offset_sectors; /* of it within its write */
	u32 torn_bytes; /* TORN: so many bytes are intact */
};

void payload_inspect(const void *buf, struct payload_info *info);

/**
 * payload_describe - the same in words
 * @text: "write 17 of sector 1234 (offset +3), intact", "…, torn at byte 64: then write 9
 *	of sector 1234", "zeroes" or "foreign data (hash 0123456789abcdef)"
 */
void payload_describe(const void *buf, char text[PAYLOAD_TEXT_BYTES]);

#endif
