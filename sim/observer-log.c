// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the observer knows of the cache device: superblock, record, slots.
 *
 * From: observer.c.
 * To:   finding_report(), rules on-disk, I2, I3 and I4.
 *
 * Slots are learned when they are first needed; nothing was written to them until then.
 */
#include "observer-private.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "core/format.h"
#include "disk-fault.h"
#include "finding.h"
#include "payload.h"

/* --- learning --- */

static u64 peek_record(const struct disk *ssd, bool is_durable)
{
	u8 sector[SECTOR_BYTES];
	u64 record;

	(is_durable ? disk_peek_durable : disk_peek)(ssd, WB_RECORD_SECTOR + 7, 1, sector);
	memcpy(&record, sector, sizeof(record));
	return le64toh(record);
}

/* Takes over a superblock header; false: it is none. */
static bool take_superblock(struct observer *o, const void *sector)
{
	u64 nr_sectors = disk_config_of(o->ssd)->nr_sectors;
	struct wb_super_disk super;
	u32 order;

	memcpy(&super, sector, sizeof(super));
	order = super.segment_size_order ? super.segment_size_order : WB_ORDER_DEFAULT;
	if (le32toh(super.magic) != WB_MAGIC || order < WB_ORDER_MIN || order > WB_ORDER_MAX ||
	    nr_sectors < WB_LOG_SECTOR + (1u << order))
		return false;
	o->geometry.order = order;
	o->geometry.nr_segments = (nr_sectors - WB_LOG_SECTOR) >> order;
	o->geometry.nr_backing_sectors = disk_config_of(o->hdd)->nr_sectors;
	o->slots = calloc(o->geometry.nr_segments, sizeof(*o->slots));
	o->volatile_slots = calloc(o->geometry.nr_segments, sizeof(*o->volatile_slots));
	o->scratch = malloc((size_t)SECTOR_BYTES << order);
	o->is_formatted = true;
	return true;
}

void log_learn(struct observer *o)
{
	u8 sector[SECTOR_BYTES];

	o->is_learned = true;
	disk_peek(o->ssd, WB_SUPER_SECTOR, 1, sector);
	if (take_superblock(o, sector))
		o->record = peek_record(o->ssd, false);
}

void log_forget(struct observer *o)
{
	u64 i;

	for (i = 0; o->is_formatted && i < o->geometry.nr_segments; i++) {
		free(o->slots[i].blocks);
		free(o->slots[i].assembly);
	}
	free(o->slots);
	free(o->volatile_slots);
	free(o->scratch);
	o->slots = NULL;
	o->volatile_slots = NULL;
	o->scratch = NULL;
	o->nr_volatile = 0;
	o->is_formatted = false;
	o->is_learned = false;
	o->record = 0;
	o->last_id = 0;
	o->claimed_id = 0;
}

static u64 slot_sector(const struct observer *o, u64 idx)
{
	return WB_LOG_SECTOR + (idx << o->geometry.order);
}

static void list_volatile(struct observer *o, u64 idx)
{
	if (o->slots[idx].is_listed)
		return;
	o->slots[idx].is_listed = true;
	o->volatile_slots[o->nr_volatile++] = (u32)idx;
}

/* Makes a checked segment the content of slot @idx. */
static void install(struct observer *o, u64 idx, const void *bytes)
{
	struct slot *slot = &o->slots[idx];
	struct segment_header header;
	u32 i, k;

	segment_parse_header(bytes, &header);
	free(slot->blocks);
	slot->blocks = calloc(header.length + 1, sizeof(*slot->blocks));
	slot->id = header.id;
	slot->length = header.length;
	for (i = 0; i < header.length; i++) {
		struct seen_block *seen = &slot->blocks[i];
		const u8 *data = (const u8 *)bytes + (size_t)(1 + i) * WB_BLOCK_BYTES;
		u64 sector;

		segment_metablock(bytes, i, &sector, &seen->dirty_bits);
		seen->block = sector / WB_BLOCK_SECTORS;
		for (k = 0; k < WB_BLOCK_SECTORS; k++)
			if (seen->dirty_bits >> k & 1)
				seen->hash[k] = payload_hash(data + k * SECTOR_BYTES);
	}
	hdd_add_segment(o, (u32)idx);
}

static bool is_durable_on_ssd(const struct observer *o, u64 sector, u32 nr_sectors, const u8 *bytes)
{
	u8 durable[WB_BLOCK_BYTES];
	u32 i, nr;

	for (i = 0; i < nr_sectors; i += nr) {
		nr = nr_sectors - i < WB_BLOCK_SECTORS ? nr_sectors - i : WB_BLOCK_SECTORS;
		disk_peek_durable(o->ssd, sector + i, nr, durable);
		if (memcmp(durable, bytes + (size_t)i * SECTOR_BYTES, nr * SECTOR_BYTES))
			return false;
	}
	return true;
}

struct slot *log_slot(struct observer *o, u64 idx)
{
	struct slot *slot = &o->slots[idx];
	struct segment_header header;
	char wrong[160];
	u32 extent;

	if (slot->is_learned)
		return slot;
	slot->is_learned = true;
	disk_peek(o->ssd, slot_sector(o, idx), 1, o->scratch);
	if (!segment_check_header(&o->geometry, idx, o->scratch, wrong, sizeof(wrong)))
		return slot;
	segment_parse_header(o->scratch, &header);
	extent = segment_extent(header.length);
	disk_peek(o->ssd, slot_sector(o, idx), extent, o->scratch);
	if (!segment_check(&o->geometry, o->scratch, wrong, sizeof(wrong)))
		return slot;
	install(o, idx, o->scratch);
	slot->completed = o->order;
	slot->is_durable = is_durable_on_ssd(o, slot_sector(o, idx), extent, o->scratch);
	if (!slot->is_durable)
		list_volatile(o, idx);
	return slot;
}

void log_learn_all(struct observer *o)
{
	u64 i;

	for (i = 0; i < o->geometry.nr_segments; i++)
		log_slot(o, i);
}

/* --- superblock and record --- */

static bool check_size(const char *name, u64 nr_recorded, const struct disk *disk)
{
	u64 nr_sectors = disk_config_of(disk)->nr_sectors;

	if (!nr_recorded || nr_recorded == nr_sectors)
		return true;
	finding_report("on-disk", "superblock header: %s device of %llu sectors, not %llu", name,
		       nr_recorded, nr_sectors);
	return false;
}

static bool write_superblock(struct observer *o, const struct disk_io *io)
{
	struct wb_super_disk super;

	io_copy(io, 0, sizeof(super), &super);
	log_forget(o);
	hdd_forget(o); /* its chains lead into the slots that are gone */
	o->is_learned = true;
	if (!super.magic)
		return true; /* zeroes: somebody asks for formatting */
	if (!take_superblock(o, &super)) {
		finding_report("on-disk", "superblock header: magic %08x, order %u",
			       le32toh(super.magic), super.segment_size_order);
		return false;
	}
	if (!check_size("backing", le64toh(super.nr_backing_sectors), o->hdd) ||
	    !check_size("cache", le64toh(super.nr_cache_sectors), o->ssd))
		return false;
	o->record = peek_record(o->ssd, false);
	return true;
}

/* Is what the slot was given there to be read, all of it? */
static bool is_whole(struct observer *o, u64 idx)
{
	const struct slot *slot = &o->slots[idx];
	struct segment_header header;
	char wrong[160];

	disk_peek(o->ssd, slot_sector(o, idx), segment_extent(slot->length), o->scratch);
	segment_parse_header(o->scratch, &header);
	return header.id == slot->id && header.length == slot->length &&
	       segment_check(&o->geometry, o->scratch, wrong, sizeof(wrong));
}

/*
 * A write that failed leaves each block old or new. If all are new, and durable since a
 * flush, then it is a segment like any other: recovery cannot tell them apart. So the medium
 * is asked then, and where only parts were written once more.
 */
bool log_is_durable(struct observer *o, u64 idx)
{
	struct slot *slot = &o->slots[idx];

	if (slot->is_durable || !(slot->is_failed || slot->is_patched) || slot->nr_inflight)
		return slot->is_durable;
	slot->is_durable =
		is_whole(o, idx) &&
		is_durable_on_ssd(o, slot_sector(o, idx), segment_extent(slot->length), o->scratch);
	return slot->is_durable;
}

static bool check_covered(struct observer *o, u64 id, u64 record)
{
	u64 idx = segment_slot(&o->geometry, id);
	struct slot *slot = log_slot(o, idx);

	if (slot->id != id)
		return true; /* overwritten since; then I4 was asked, or a former life did it */
	if (log_is_durable(o, idx))
		return hdd_holds(o, (u32)idx);
	if (disk_permits_loss(o->ssd))
		return true;
	finding_report("I3",
		       "ssd: the superblock record is to say %llu; segment %llu is not durable",
		       record, id);
	return false;
}

/* What the record covers from now on may be overwritten. */
static bool check_record(struct observer *o, u64 record)
{
	u64 id = o->record, nr_segments = o->geometry.nr_segments;

	if (record < id) {
		finding_report("I3", "ssd: the superblock record goes back from %llu to %llu", id,
			       record);
		return false;
	}
	if (o->last_id && record > o->last_id) {
		finding_report("I3",
			       "ssd: the superblock record is to say %llu; the last segment "
			       "submitted is %llu",
			       record, o->last_id);
		return false;
	}
	if (record > nr_segments && id < record - nr_segments)
		id = record - nr_segments;
	while (id < record)
		if (!check_covered(o, ++id, record))
			return false;
	o->record = record;
	return true;
}

static bool write_record(struct observer *o, const struct disk_io *io)
{
	u64 record;

	if (io->sector + io->nr_sectors != WB_LOG_SECTOR || !o->is_formatted)
		return true;
	io_copy(io, (io->nr_sectors - 1) * (u64)SECTOR_BYTES, sizeof(record), &record);
	return check_record(o, le64toh(record));
}

/* --- slots --- */

/*
 * The end of the run that recovery would find. Crash story: what lies beyond may be
 * cleared, and must be, before anything is written that could join it to the run.
 */
static u64 run_end(struct observer *o)
{
	u64 id = peek_record(o->ssd, true);

	while (log_slot(o, segment_slot(&o->geometry, id + 1))->id == id + 1)
		id++;
	return id;
}

static bool check_overwrite(struct observer *o, u64 idx, const struct slot *slot, bool is_clear)
{
	if (!slot->id || slot->is_failed || slot->id <= peek_record(o->ssd, true))
		return true;
	if (is_clear && slot->id > run_end(o))
		return true;
	finding_report("I4",
		       "ssd: slot %llu is to be %s; it holds segment %llu, and the durable "
		       "record says %llu",
		       idx, is_clear ? "cleared" : "overwritten", slot->id,
		       peek_record(o->ssd, true));
	return false;
}

/* Is @id what comes next? Again, if its write failed; what recovery left, if none was seen. */
static bool is_next_id(struct observer *o, u64 id)
{
	if (o->last_id && id == o->last_id)
		return o->slots[segment_slot(&o->geometry, id)].is_failed;
	if (o->last_id || id == o->record + 1)
		return id == (o->last_id ? o->last_id : o->record) + 1;
	return id > 1 && log_slot(o, segment_slot(&o->geometry, id - 1))->id == id - 1;
}

/* Would a power cut now find segment @id? Cleared is not enough: that may be volatile. */
static bool is_on_medium(struct observer *o, u64 id)
{
	u64 idx = segment_slot(&o->geometry, id);
	struct segment_header header;
	char wrong[160];

	disk_peek_durable(o->ssd, slot_sector(o, idx), 1, o->scratch);
	segment_parse_header(o->scratch, &header);
	if (header.id != id ||
	    !segment_check_header(&o->geometry, idx, o->scratch, wrong, sizeof(wrong)))
		return false;
	disk_peek_durable(o->ssd, slot_sector(o, idx), segment_extent(header.length), o->scratch);
	return segment_check(&o->geometry, o->scratch, wrong, sizeof(wrong));
}

/* An id that follows on what is there, and nothing that would follow on it. */
static bool check_id(struct observer *o, u64 id)
{
	if (!is_next_id(o, id)) {
		finding_report("I2", "ssd: segment %llu is submitted, expected id %llu", id,
			       (o->last_id ? o->last_id : o->record) + 1);
		return false;
	}
	o->last_id = id;
	if (!is_on_medium(o, id + 1))
		return true;
	finding_report("I2",
		       "ssd: segment %llu is submitted while an older segment %llu is left, "
		       "which would follow on it after a power cut",
		       id, id + 1);
	return false;
}

static void become(struct observer *o, u64 idx, bool is_cleared)
{
	struct slot *slot = &o->slots[idx];

	hdd_remove_segment(o, (u32)idx);
	slot->id = 0;
	slot->length = 0;
	slot->order = o->order;
	slot->completed = 0;
	slot->is_durable = false;
	slot->is_failed = false;
	slot->is_patched = false;
	if (!is_cleared)
		list_volatile(o, idx);
}

/* Recovery takes for whole what a header says was durable before it. */
static bool check_claim(struct observer *o, const struct segment_header *header)
{
	u64 id = o->record > o->claimed_id ? o->record : o->claimed_id;

	while (++id <= header->durable_id) {
		u64 idx = segment_slot(&o->geometry, id);
		const struct slot *slot = log_slot(o, idx);

		if (id < header->id &&
		    (slot->id != id || log_is_durable(o, idx) || disk_permits_loss(o->ssd)))
			continue;
		finding_report("I3",
			       "ssd: segment %llu says that all up to %llu is durable; %llu is not",
			       header->id, header->durable_id, id);
		return false;
	}
	if (header->durable_id > o->claimed_id)
		o->claimed_id = header->durable_id;
	return true;
}

static bool judge_segment(struct observer *o, u64 idx, const void *bytes)
{
	struct segment_header header;
	char wrong[160];

	segment_parse_header(bytes, &header);
	if (segment_check(&o->geometry, bytes, wrong, sizeof(wrong)) &&
	    segment_check_mark(bytes, wrong, sizeof(wrong))) {
		install(o, idx, bytes);
		return check_claim(o, &header);
	}
	finding_report("on-disk", "segment %llu in slot %llu: %s", header.id, idx, wrong);
	return false;
}

/* --- segments in pieces --- */

static void gather(struct observer *o, struct slot *slot, const struct disk_io *io, u32 offset)
{
	size_t bytes = (size_t)SECTOR_BYTES << o->geometry.order;
	u32 i;

	if (!slot->assembly)
		slot->assembly = calloc(1, sizeof(*slot->assembly) + bytes);
	io_copy(io, 0, (u64)io->nr_sectors * SECTOR_BYTES,
		slot->assembly->bytes + (size_t)offset * SECTOR_BYTES);
	for (i = offset; i < offset + io->nr_sectors; i++) {
		slot->assembly->nr_have += !slot->assembly->have[i];
		slot->assembly->have[i] = true;
	}
}

static bool is_complete(const struct assembly *assembly)
{
	struct segment_header header;
	u32 i;

	if (!assembly->have[0])
		return false;
	segment_parse_header(assembly->bytes, &header);
	for (i = 0; i < segment_extent(header.length); i++)
		if (!assembly->have[i])
			return false;
	return true;
}

static bool write_piece(struct observer *o, u64 idx, const struct disk_io *io, u32 offset)
{
	struct slot *slot = &o->slots[idx];
	bool is_good = true;

	if (!slot->assembly)
		become(o, idx, false);
	gather(o, slot, io, offset);
	if (is_complete(slot->assembly)) {
		is_good = judge_segment(o, idx, slot->assembly->bytes);
		free(slot->assembly);
		slot->assembly = NULL;
	}
	return is_good;
}

/* --- one write to a slot --- */

static bool clear_slot(struct observer *o, u64 idx, const struct slot *slot)
{
	if (!check_overwrite(o, idx, slot, true))
		return false;
	become(o, idx, true);
	return true;
}

/* A second attempt, of which nothing is there yet. */
static void drop_pieces(struct slot *slot)
{
	free(slot->assembly);
	slot->assembly = NULL;
}

static bool write_header(struct observer *o, u64 idx, const struct disk_io *io, const u8 *sector)
{
	struct segment_header header;
	char wrong[160];

	segment_parse_header(sector, &header);
	if (!segment_check_header(&o->geometry, idx, sector, wrong, sizeof(wrong))) {
		finding_report("on-disk", "segment %llu in slot %llu: %s", header.id, idx, wrong);
		return false;
	}
	if (!check_id(o, header.id))
		return false;
	if (o->slots[idx].is_failed)
		drop_pieces(&o->slots[idx]);
	if (o->slots[idx].assembly || io->nr_sectors < segment_extent(header.length))
		return write_piece(o, idx, io, 0);
	become(o, idx, false);
	return judge_segment(o, idx,
			     io_bytes(io, 0, segment_extent(header.length) * (u64)SECTOR_BYTES,
				      o->scratch));
}

/*
 * The same bytes once more, over themselves, in one piece or in those that the disk takes.
 * After a cut a sector is what is durable or a version written since; one that equals the
 * newest adds no state to these. So nothing is submitted here but what is there already,
 * with all that follows on it, and neither ids nor order are asked for; only a flush may now
 * make durable what one before could not. Where an attempt failed, the blocks are old or new,
 * and the same bytes say so of their own alone: then all of it must be there.
 */
static bool is_rewrite(struct observer *o, u64 idx, const struct disk_io *io)
{
	struct slot *slot = &o->slots[idx];
	u32 i, extent = segment_extent(slot->length);
	u8 now[SECTOR_BYTES], then[SECTOR_BYTES];

	if (!slot->id || slot->assembly ||
	    io->sector + io->nr_sectors > slot_sector(o, idx) + extent ||
	    (slot->is_failed && !is_whole(o, idx)))
		return false;
	for (i = 0; i < io->nr_sectors; i++) {
		io_copy(io, i * (u64)SECTOR_BYTES, sizeof(now), now);
		disk_peek(o->ssd, io->sector + i, 1, then);
		if (memcmp(now, then, sizeof(now)))
			return false;
	}
	slot->completed = 0;
	slot->is_patched = io->nr_sectors != extent;
	slot->is_failed &= slot->is_patched;
	list_volatile(o, idx);
	return true;
}

static bool write_slot(struct observer *o, const struct disk_io *io)
{
	u64 idx = (io->sector - WB_LOG_SECTOR) >> o->geometry.order;
	u32 offset = (u32)(io->sector - slot_sector(o, idx));
	struct segment_header header;
	u8 sector[SECTOR_BYTES];
	struct slot *slot;

	if (idx >= o->geometry.nr_segments ||
	    offset + io->nr_sectors > segment_nr_sectors(&o->geometry)) {
		finding_report("on-disk", "ssd: sectors %llu+%u are written, which are no segment",
			       io->sector, io->nr_sectors);
		return false;
	}
	slot = log_slot(o, idx);
	slot->nr_inflight++;
	if (is_rewrite(o, idx, io))
		return true;
	io_copy(io, 0, SECTOR_BYTES, sector);
	segment_parse_header(sector, &header);
	if (!offset && !header.id)
		return clear_slot(o, idx, slot);
	if (!check_overwrite(o, idx, slot, false))
		return false;
	return offset ? write_piece(o, idx, io, offset) : write_header(o, idx, io, sector);
}

bool log_write(struct observer *o, const struct disk_io *io)
{
	u64 end = io->sector + io->nr_sectors;

	if (io->sector == WB_SUPER_SECTOR && end <= WB_BLOCK_SECTORS)
		return write_superblock(o, io);
	if (io->sector >= WB_RECORD_SECTOR && end <= WB_LOG_SECTOR)
		return write_record(o, io);
	if (!o->is_formatted)
		return true; /* being formatted: free to clear */
	if (io->sector >= WB_LOG_SECTOR)
		return write_slot(o, io);
	finding_report("on-disk", "ssd: sectors %llu+%u are written, which nothing uses",
		       io->sector, io->nr_sectors);
	return false;
}

/* --- completions --- */

void log_written(struct observer *o, const struct disk_io *io)
{
	struct slot *slot;
	u64 idx;

	if (!o->is_formatted || io->sector < WB_LOG_SECTOR)
		return;
	idx = (io->sector - WB_LOG_SECTOR) >> o->geometry.order;
	slot = idx < o->geometry.nr_segments ? &o->slots[idx] : NULL;
	if (!slot || !slot->nr_inflight)
		return; /* submitted before this was watched */
	slot->is_failed |= io->error != 0;
	if (--slot->nr_inflight || slot->assembly || slot->is_failed || slot->is_patched)
		return;
	slot->completed = o->order;
	slot->is_durable |= io->is_fua || disk_config_of(o->ssd)->is_write_through;
}

/* A flush that was submitted at @flush_order has succeeded. */
void log_flushed(struct observer *o, u64 flush_order)
{
	u32 i, nr = 0;

	for (i = 0; o->is_formatted && i < o->nr_volatile; i++) {
		struct slot *slot = &o->slots[o->volatile_slots[i]];

		if (slot->completed && slot->completed < flush_order)
			slot->is_durable = true;
		slot->is_listed = !slot->is_durable;
		if (slot->is_listed)
			o->volatile_slots[nr++] = o->volatile_slots[i];
	}
	o->nr_volatile = o->is_formatted ? nr : 0;
}
