/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The cache device as it lies on disk: little endian, in 512-byte sectors.
 *
 *   sector 0       2040      2047 2048
 *   [super header | ... | record ][segment][segment] ... [segment][unused tail]
 *
 *   segment: [header, 512 bytes | metablocks, 16 bytes each | block 0 | block 1 | ...]
 *            0                  512                         4096
 *
 * Nothing that must be read whole straddles a sector, the unit of atomicity.
 * Order 10 is the layout of dm-writeboost 2.2. User space may include this file.
 */
#ifndef WB_FORMAT_H
#define WB_FORMAT_H

#include <linux/types.h>

#define WB_MAGIC 0x57427374
#define WB_SECTOR_BYTES 512
#define WB_BLOCK_SECTORS 8
#define WB_BLOCK_BYTES 4096

#define WB_SUPER_SECTOR 0 /* struct wb_super_disk, one block is written */
#define WB_RECORD_SECTOR 2040 /* one block, struct wb_record_disk in its last sector */
#define WB_RECORD_OFFSET 3584 /* bytes from there to the record */
#define WB_LOG_SECTOR 2048 /* the first segment */

#define WB_ORDER_MIN 4
#define WB_ORDER_MAX 10
#define WB_ORDER_DEFAULT 10 /* what an order of 0 on disk means */

/* Ids grow by one per segment; a device that shows more than this is no log of ours. */
#define WB_ID_MAX (1ULL << 62)

struct wb_super_disk {
	__le32 magic;
	__u8 segment_size_order;
	__u8 padding[3];
	__le64 nr_backing_sectors; /* 0: not recorded */
	__le64 nr_cache_sectors; /* 0: not recorded */
	__u8 zero[488];
};

struct wb_record_disk {
	__le64 last_writeback_id;
	__u8 zero[504];
};

struct wb_metablock_disk {
	__le64 sector; /* of the backing device, a multiple of 8 */
	__u8 dirty_bits; /* one per sector; 0: a clean block of the read cache */
	__u8 padding[7];
};

struct wb_segment_disk {
	__le64 id; /* 0: a cleared slot */
	__le32 checksum; /* CRC-32C of bytes 512 ... 4096 + 4096 * length */
	__u8 length; /* metablocks in use */
	__u8 padding[3];
	/* The mark, ours alone: zeroes or nonsense with another header checksum. */
	__le64 durable_id; /* up to here all was flushed before this was written */
	__le32 metablock_checksum; /* CRC-32C of the metablocks in use */
	__le32 header_checksum; /* CRC-32C of bytes 0 ... 27 */
	__u8 zero[480];
	struct wb_metablock_disk metablocks[224];
};

_Static_assert(sizeof(struct wb_super_disk) == WB_SECTOR_BYTES, "one sector");
_Static_assert(sizeof(struct wb_record_disk) == WB_SECTOR_BYTES, "one sector");
_Static_assert(sizeof(struct wb_metablock_disk) == 16, "none straddles a sector");
_Static_assert(sizeof(struct wb_segment_disk) == WB_BLOCK_BYTES, "one block");

#endif
