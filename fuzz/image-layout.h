/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A cache device as an input: sector 0, the sector of the record, then the log from its
 * first sector on, as far as the input goes; zeroes beyond. Where the fields are is said
 * in docs/format.md; here again, so that neither trusts the other.
 */
#ifndef FUZZ_IMAGE_LAYOUT_H
#define FUZZ_IMAGE_LAYOUT_H

#include "input.h"

#define IMAGE_SECTOR 512u
#define IMAGE_BLOCK 4096u
#define IMAGE_RECORD_SECTOR 2047u
#define IMAGE_LOG_SECTOR 2048u
#define IMAGE_LOG_SECTORS 128u
#define IMAGE_SSD_SECTORS (IMAGE_LOG_SECTOR + IMAGE_LOG_SECTORS)
#define IMAGE_HDD_SECTORS 64u
#define IMAGE_LOG_AT (2 * IMAGE_SECTOR) /* in the input */
#define IMAGE_BYTES (IMAGE_LOG_AT + IMAGE_LOG_SECTORS * IMAGE_SECTOR)

/* Places of fields, in bytes from sector 0, the record, a segment. */
enum image_field {
	SUPER_MAGIC = 0,
	SUPER_ORDER = 4,
	SUPER_BACKING = 8,
	SUPER_CACHE = 16,
	RECORD_ID = 0,
	RECORD_ASK = 510, /* no field: the order that the table asks for, 4 to 7; 0: none */
	RECORD_ACT = 511, /* no field: what the target does after recovery */
	SEGMENT_ID = 0,
	SEGMENT_CHECKSUM = 8,
	SEGMENT_LENGTH = 12,
	SEGMENT_DURABLE = 16,
	SEGMENT_META_CHECKSUM = 24,
	SEGMENT_HEADER_CHECKSUM = 28,
	SEGMENT_METABLOCKS = 512,
	METABLOCK_BYTES = 16,
	METABLOCK_BITS = 8,
};

#define IMAGE_MAGIC 0x57427374u

u64 image_get(const u8 *at, u32 nr_bytes); /* little endian */
void image_put(u8 *at, u32 nr_bytes, u64 value);

/* The order that the table asks for; 0: none. */
u32 image_order_asked(const u8 *image);
/* The order that a log can be read with: the superblock's, the one asked for, or 4. */
u32 image_order(const u8 *image);
u32 image_nr_slots(u32 order);
u8 *image_slot(u8 *image, u32 order, u32 slot);

/* Makes all three checksums of a segment right; a length that is too large is cut. */
void image_seal(u8 *segment, u32 order);

/* Is the header whole, and what it says of the rest is not so? */
bool image_is_rotten(const u8 *segment, u32 order);

/* Changes a field or a few, and seals the segments that it touches, mostly. */
struct draw;
size_t image_mutate(u8 *bytes, size_t nr_bytes, size_t room, struct draw *d);
size_t image_cross(const u8 *a, size_t nr_a, const u8 *b, size_t nr_b, u8 *out, size_t room,
		   struct draw *d);

#endif
