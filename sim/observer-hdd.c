// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the observer knows of the backing device: which block is in which segments, what
 * is in flight to it, and what was written past the log.
 *
 * From: observer.c, observer-log.c.
 * To:   finding_report(), rules I3 and I5.
 */
#include "observer-private.h"

#include <stdlib.h>
#include <string.h>

#include "finding.h"
#include "payload.h"

#define BLOCK_SECTORS 8u

static u32 place_of(const struct observer *o, u64 block)
{
	u32 i = (u32)(block * 0x9e3779b97f4a7c15ULL >> 32) & (o->room_blocks - 1);

	while (o->blocks[i].is_used && o->blocks[i].block != block)
		i = (i + 1) & (o->room_blocks - 1);
	return i;
}

struct hdd_block *hdd_find(const struct observer *o, u64 block)
{
	struct hdd_block *b = o->room_blocks ? &o->blocks[place_of(o, block)] : NULL;

	return b && b->is_used ? b : NULL;
}

static void grow(struct observer *o)
{
	struct hdd_block *old = o->blocks;
	u32 i, room = o->room_blocks;

	o->room_blocks = room ? room * 2 : 256;
	o->blocks = calloc(o->room_blocks, sizeof(*o->blocks));
	for (i = 0; i < room; i++)
		if (old[i].is_used)
			o->blocks[place_of(o, old[i].block)] = old[i];
	free(old);
}

struct hdd_block *hdd_get(struct observer *o, u64 block)
{
	struct hdd_block *b;

	if (o->nr_blocks * 2 >= o->room_blocks)
		grow(o);
	b = &o->blocks[place_of(o, block)];
	if (!b->is_used) {
		b->is_used = true;
		b->block = block;
		o->nr_blocks++;
	}
	return b;
}

void hdd_forget(struct observer *o)
{
	free(o->blocks);
	free(o->ranges);
	o->blocks = NULL;
	o->ranges = NULL;
	o->nr_blocks = o->room_blocks = 0;
	o->nr_ranges = o->room_ranges = 0;
}

/* --- which segments have a block --- */

static struct seen_block *seen_at(const struct observer *o, u64 id, u32 reference)
{
	struct slot *slot = &o->slots[reference >> 8];

	return id && slot->id == id && slot->blocks ? &slot->blocks[reference & 0xff] : NULL;
}

/* Into the chain of its block, newest first: a segment may be learned after a newer one. */
static void link_block(struct observer *o, u32 slot_idx, u32 idx)
{
	struct seen_block *seen = &o->slots[slot_idx].blocks[idx], *above = NULL, *next;
	u64 id = o->slots[slot_idx].id, next_id;
	struct hdd_block *b = hdd_get(o, seen->block);
	u32 reference = b->newest;

	next_id = b->newest_id;
	while ((next = seen_at(o, next_id, reference)) && next_id > id) {
		above = next;
		next_id = next->older_id;
		reference = next->older;
	}
	seen->older_id = next ? next_id : 0;
	seen->older = reference;
	if (above) {
		above->older_id = id;
		above->older = slot_idx << 8 | idx;
	} else {
		b->newest_id = id;
		b->newest = slot_idx << 8 | idx;
	}
}

void hdd_add_segment(struct observer *o, u32 slot_idx)
{
	u32 i;

	for (i = 0; i < o->slots[slot_idx].length; i++)
		link_block(o, slot_idx, i);
}

static void unlink_block(struct observer *o, u32 slot_idx, u32 idx)
{
	const struct seen_block *seen = &o->slots[slot_idx].blocks[idx];
	struct hdd_block *b = hdd_get(o, seen->block);
	u64 id = o->slots[slot_idx].id, newer_id = b->newest_id;
	u32 reference = b->newest;
	struct seen_block *above = NULL;

	while (newer_id > id && (above = seen_at(o, newer_id, reference))) {
		newer_id = above->older_id;
		reference = above->older;
	}
	if (newer_id != id)
		return;
	if (above) {
		above->older_id = seen->older_id;
		above->older = seen->older;
	} else {
		b->newest_id = seen->older_id;
		b->newest = seen->older;
	}
}

/* A slot loses its content. Not always the oldest: recovery clears what is newest. */
void hdd_remove_segment(struct observer *o, u32 slot_idx)
{
	u32 i;

	for (i = 0; i < o->slots[slot_idx].length; i++)
		unlink_block(o, slot_idx, i);
}

/* --- writes --- */

/* The newest segment that has this content there; 0: none. */
static u64 find_in_log(const struct observer *o, const struct hdd_block *b, u32 bit, u64 hash)
{
	struct seen_block *seen;
	u32 reference = b->newest;
	u64 id = b->newest_id;

	while (o->is_formatted && (seen = seen_at(o, id, reference))) {
		if (seen->dirty_bits >> bit & 1 && seen->hash[bit] == hash)
			return id;
		id = seen->older_id;
		reference = seen->older;
	}
	return 0;
}

static void note_bypass(struct observer *o, struct hdd_block *b, u8 mask)
{
	b->bypass |= mask;
	b->bypass_order = o->order;
}

static void note_range(struct observer *o, const struct disk_io *io)
{
	if (o->nr_ranges == o->room_ranges) {
		o->room_ranges = o->room_ranges ? o->room_ranges * 2 : 16;
		o->ranges = realloc(o->ranges, o->room_ranges * sizeof(*o->ranges));
	}
	o->ranges[o->nr_ranges++] =
		(struct hdd_range){ io->sector, io->sector + io->nr_sectors, o->order };
}

static bool was_ranged(const struct observer *o, u64 sector, u64 since)
{
	u32 i;

	for (i = o->nr_ranges; i && o->ranges[i - 1].order > since; i--)
		if (sector >= o->ranges[i - 1].begin && sector < o->ranges[i - 1].end)
			return true;
	return false;
}

/* Sectors of @io in @block, as bits. */
static u8 bits_in(const struct disk_io *io, u64 block)
{
	u64 first = block * BLOCK_SECTORS, end = io->sector + io->nr_sectors;
	u32 from = io->sector > first ? (u32)(io->sector - first) : 0;
	u32 to = end < first + BLOCK_SECTORS ? (u32)(end - first) : BLOCK_SECTORS;

	return (u8)((1u << to) - (1u << from));
}

/* Which segment is this a writeback of, or is it a write past the log? */
static void classify(struct observer *o, const struct disk_io *io, struct hdd_block *b, u8 mask)
{
	u8 room[SECTOR_BYTES];
	u64 id;
	u32 i;

	b->written_id = ~0ULL;
	b->written = mask;
	b->completed = 0;
	for (i = 0; i < BLOCK_SECTORS; i++) {
		u64 at = b->block * BLOCK_SECTORS + i - io->sector;

		if (!(mask >> i & 1))
			continue;
		id = find_in_log(o, b, i,
				 payload_hash(io_bytes(io, at * SECTOR_BYTES, SECTOR_BYTES, room)));
		if (!id)
			note_bypass(o, b, (u8)(1u << i));
		if (id < b->written_id)
			b->written_id = id;
	}
}

static bool report_overlap(const struct disk_io *io, u64 block)
{
	finding_report("I5",
		       "hdd: write %llu (sectors %llu+%u) is submitted while another write to "
		       "sectors %llu+8 is in flight",
		       io->id, io->sector, io->nr_sectors, block * BLOCK_SECTORS);
	return false;
}

bool hdd_write(struct observer *o, const struct disk_io *io)
{
	u64 block, end = (io->sector + io->nr_sectors + BLOCK_SECTORS - 1) / BLOCK_SECTORS;

	if (io->op != DISK_WRITE) {
		note_range(o, io);
		return true;
	}
	for (block = io->sector / BLOCK_SECTORS; block < end; block++) {
		struct hdd_block *b = hdd_get(o, block);
		u8 mask = bits_in(io, block);

		if (b->inflight & mask)
			return report_overlap(io, block);
		b->inflight |= mask;
		classify(o, io, b, mask);
	}
	return true;
}

void hdd_written(struct observer *o, const struct disk_io *io)
{
	u64 block, end = (io->sector + io->nr_sectors + BLOCK_SECTORS - 1) / BLOCK_SECTORS;

	for (block = io->sector / BLOCK_SECTORS; io->op == DISK_WRITE && block < end; block++) {
		struct hdd_block *b = hdd_find(o, block);

		if (!b)
			continue;
		b->inflight &= ~bits_in(io, block);
		b->completed = o->order;
		if (io->error)
			b->written_id = 0;
	}
}

/* --- is it written back? --- */

/* A newer segment has this sector, and either is durable or its content is on the HDD. */
static bool is_superseded(struct observer *o, const struct hdd_block *b, u64 id, u32 bit,
			  u64 durable_hash)
{
	u32 reference = b->newest;
	u64 newer_id = b->newest_id;
	struct seen_block *seen;

	while (newer_id > id && (seen = seen_at(o, newer_id, reference))) {
		bool is_durable = log_is_durable(o, reference >> 8);

		if (seen->dirty_bits >> bit & 1 && (is_durable || seen->hash[bit] == durable_hash))
			return true;
		newer_id = seen->older_id;
		reference = seen->older;
	}
	return false;
}

/* The last write to the block was of this segment or a newer one, and was flushed. */
static bool is_flushed(const struct observer *o, const struct hdd_block *b, u64 id, u8 dirty_bits)
{
	return b->written_id >= id && !(dirty_bits & ~b->written) && b->completed &&
	       b->completed < o->hdd_flushed;
}

/* Return: the sectors of this block that are not safe without the segment. */
static u8 unsafe_bits(struct observer *o, const struct slot *slot, const struct seen_block *seen)
{
	const struct hdd_block *b = hdd_find(o, seen->block);
	u64 nr_left = disk_config_of(o->hdd)->nr_sectors - seen->block * BLOCK_SECTORS;
	u32 i, nr = nr_left < BLOCK_SECTORS ? (u32)nr_left : BLOCK_SECTORS;
	u8 unsafe = 0, durable[BLOCK_SECTORS * SECTOR_BYTES];

	if (is_flushed(o, b, slot->id, seen->dirty_bits))
		return 0;
	disk_peek_durable(o->hdd, seen->block * BLOCK_SECTORS, nr, durable);
	for (i = 0; i < nr; i++) {
		u64 at = seen->block * BLOCK_SECTORS + i, hash;

		if (!(seen->dirty_bits >> i & 1))
			continue;
		hash = payload_hash(durable + i * SECTOR_BYTES);
		if (hash == seen->hash[i] || is_superseded(o, b, slot->id, i, hash))
			continue;
		if ((b->bypass >> i & 1 && b->bypass_order > slot->order) ||
		    was_ranged(o, at, slot->order))
			continue;
		unsafe |= (u8)(1u << i);
	}
	return unsafe;
}

/*
 * Is all that is dirty in this segment durable elsewhere? When the answer is no, the
 * reason may be a newer segment that was not looked at yet, as none had to be.
 */
bool hdd_holds(struct observer *o, u32 slot_idx)
{
	const struct slot *slot = &o->slots[slot_idx];
	u32 i;

	for (i = 0; i < slot->length; i++) {
		const struct seen_block *seen = &slot->blocks[i];
		u8 unsafe = unsafe_bits(o, slot, seen);

		if (unsafe) {
			log_learn_all(o);
			unsafe = unsafe_bits(o, slot, seen);
		}
		if (!unsafe)
			continue;
		finding_report("I3",
			       "ssd: the superblock record covers segment %llu, whose block %u, "
			       "sector %llu, dirty bits %02x, is not durable on the HDD (%02x)",
			       slot->id, i, seen->block * BLOCK_SECTORS, seen->dirty_bits, unsafe);
		return false;
	}
	return true;
}
