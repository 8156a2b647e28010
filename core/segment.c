// SPDX-License-Identifier: GPL-2.0-only
/*
 * Segments: where things lie on the cache device, and the header that says so.
 *
 * From: everyone who needs an address or a reader count.
 * To:   format.h, of which this file writes the segment part.
 *
 * Segment id n lies in slot (n - 1) mod nr_segments, so the log is a ring.
 */
#include <linux/crc32c.h>
#include <linux/math64.h>
#include <linux/string.h>

#include "writeboost.h"

/**
 * wb_segment_slot - the place of a segment in the ring
 * @wb: the device
 * @id: its id, not 0
 *
 * Return: the slot.
 */
u32 wb_segment_slot(struct wb_device *wb, u64 id)
{
	u64 lap = div_u64(id - 1, wb->nr_segments);

	return id - 1 - lap * wb->nr_segments;
}

/**
 * wb_segment_metablock - a metablock by its place
 * @wb: the device
 * @slot: the segment's slot
 * @idx: less than wb->nr_blocks
 *
 * Return: the metablock.
 */
struct wb_metablock *wb_segment_metablock(struct wb_device *wb, u32 slot, unsigned int idx)
{
	return &wb->metablocks[(size_t)slot * wb->nr_blocks + idx];
}

/**
 * wb_segment_sector - the address of a slot on the cache device
 * @wb: the device
 * @slot: the slot
 *
 * Return: its first sector.
 */
sector_t wb_segment_sector(struct wb_device *wb, u32 slot)
{
	return WB_LOG_SECTOR + ((sector_t)slot << wb->segment_size_order);
}

/**
 * wb_metablock_sector - the address of a cached block on the cache device
 * @wb: the device
 * @mb: the block
 *
 * Return: its first sector.
 */
sector_t wb_metablock_sector(struct wb_device *wb, struct wb_metablock *mb)
{
	return wb_segment_sector(wb, mb->slot) + (1 + mb->idx) * WB_BLOCK_SECTORS;
}

/**
 * wb_segment_get_reader - keep a slot from being overwritten (I4)
 * @seg: the segment; index_lock is held, and it is not in a RAM buffer only
 */
void wb_segment_get_reader(struct wb_segment *seg)
{
	atomic_inc(&seg->nr_readers);
}

/**
 * wb_segment_put_reader - the read of a slot is over
 * @wb: the device
 * @seg: the segment
 *
 * Any context.
 */
void wb_segment_put_reader(struct wb_device *wb, struct wb_segment *seg)
{
	if (atomic_dec_and_test(&seg->nr_readers) && wq_has_sleeper(&wb->drain_wait))
		wake_up(&wb->drain_wait);
}

/**
 * wb_segment_nr_bytes - how much of a segment is written and checked
 * @length: its metablocks
 *
 * Return: bytes from its start.
 */
unsigned int wb_segment_nr_bytes(unsigned int length)
{
	return WB_BLOCK_BYTES * (1 + length);
}

static u32 checksum(const void *from, const void *to)
{
	return ~crc32c(~0U, from, to - from);
}

/**
 * wb_segment_checksum - the CRC-32C of all that a header claims
 * @header: the header, its blocks following; the length has been checked
 *
 * Return: the checksum.
 */
u32 wb_segment_checksum(const struct wb_segment_disk *header)
{
	return checksum(header->metablocks,
			(const void *)header + wb_segment_nr_bytes(header->length));
}

static u32 metablock_checksum(const struct wb_segment_disk *header)
{
	return checksum(header->metablocks, header->metablocks + header->length);
}

static u32 header_checksum(const struct wb_segment_disk *header)
{
	return checksum(header, &header->header_checksum);
}

/**
 * wb_segment_has_mark - was this header written by us, and whole?
 * @header: the first sector at least
 *
 * Return: true if its durable_id may be believed.
 */
bool wb_segment_has_mark(const struct wb_segment_disk *header)
{
	return le32_to_cpu(header->header_checksum) == header_checksum(header) &&
	       le64_to_cpu(header->durable_id) < le64_to_cpu(header->id);
}

/**
 * wb_segment_is_marked - do header and metablocks belong together, whatever the data?
 * @header: the first block; the length has been checked
 *
 * Return: true if so.
 */
bool wb_segment_is_marked(const struct wb_segment_disk *header)
{
	return wb_segment_has_mark(header) &&
	       le32_to_cpu(header->metablock_checksum) == metablock_checksum(header);
}

/**
 * wb_segment_write_header - make a sealed buffer ready for the disk
 * @wb: the device
 * @seg: its segment, which nobody changes any more (I6)
 * @header: the buffer
 *
 * A block that was superseded after the seal keeps its dirty bits: the log says
 * what was written, in order, and recovery takes the last.
 */
void wb_segment_write_header(struct wb_device *wb, struct wb_segment *seg,
			     struct wb_segment_disk *header)
{
	u32 slot = wb_segment_slot(wb, seg->id);
	unsigned int i;

	memset(header, 0, sizeof(*header));
	for (i = 0; i < seg->length; i++) {
		struct wb_metablock *mb = wb_segment_metablock(wb, slot, i);

		header->metablocks[i].sector = cpu_to_le64(wb_block_sector(mb->block));
		header->metablocks[i].dirty_bits = mb->is_dirty ? mb->valid : 0;
	}
	header->id = cpu_to_le64(seg->id);
	header->length = seg->length;
	header->checksum = cpu_to_le32(wb_segment_checksum(header));
	header->durable_id = cpu_to_le64(wb_read_id(wb, &wb->durable_id));
	header->metablock_checksum = cpu_to_le32(metablock_checksum(header));
	header->header_checksum = cpu_to_le32(header_checksum(header));
}
