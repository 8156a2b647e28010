// SPDX-License-Identifier: GPL-2.0-only
/*
 * Recovery: rebuild the index from the log, believing nothing on the disk.
 *
 * From: target.c, in preresume, once.
 * To:   index.c; the ids that the daemons start at.
 *
 *   ids:  ... record | start ... end | torn or missing | lost
 *         on the HDD   replayed        cleared, all of it
 *
 * I1: a segment is applied if its checksum holds and each field is in bounds. Its data
 *     need not be read if the newest header says that the segment was flushed before:
 *     then it cannot be torn, and the header's own checksums tell whether it is whole.
 * I2: what lies behind the first gap is cleared, durably, before anything else is
 *     written. Crash story without: 10 was torn, 11 and 12 survived. Recovery ends
 *     at 9; new segments 10 and 11 are written; power fails. Now 10, 11 and the old
 *     12 make an unbroken run, and 12 puts old data over new.
 * Idempotent: clearing changes neither start nor end.
 */
#include <linux/bitops.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

#include "writeboost.h"

#define WINDOW_BYTES (1 << 20) /* the largest I/O */
#define WHOLE_ORDER_MAX 6 /* segments so small that the scan reads them whole */
#define SUSPECT_SHARE 64 /* of the slots this part is looked at more closely */

/* Segments [first, end) on their way into memory, one behind the other. */
struct window {
	struct wb_io_group group;
	u64 first, end;
	void *data; /* WINDOW_BYTES, or the whole log if that is less */
};

struct recovery {
	struct wb_device *wb;
	u64 nr_backing_sectors;
	unsigned int backing_lb_sectors; /* its logical block */
	u64 record, max_id;
	bool has_mark; /* the segment with max_id is ours, and says that */
	u64 durable_id; /* all up to here was flushed */
	u64 start, end; /* the run, both inclusive; empty if end < start */
	u64 trusted_from;
	bool may_skip; /* segments at the beginning of the run may be torn */
	bool is_over; /* the run has ended */
	u32 newest_checksum; /* of the segment with max_id */
	u8 newest_length;
	struct window windows[2]; /* one is read while the other is checked */
};

/*
 * The one test between a torn segment and the data. Not covered: the id, whose
 * sector is written or not, as one (F6.1), and which must fit slot and run.
 */
static bool is_checksum_valid(const struct wb_segment_disk *header)
{
	return le32_to_cpu(header->checksum) == wb_segment_checksum(header);
}

/* Returns what is wrong with a metablock, or NULL. */
static const char *metablock_fault(struct recovery *rec, sector_t sector, u8 bits)
{
	u8 lb_bits = wb_sector_bits(0, min(rec->backing_lb_sectors, 8U));
	unsigned int i;

	if (sector % WB_BLOCK_SECTORS)
		return "is not aligned";
	if (sector >= rec->nr_backing_sectors ||
	    (bits && rec->nr_backing_sectors - sector < fls(bits)))
		return "is beyond the backing device";
	for (i = 0; lb_bits != 1 && i < WB_BLOCK_SECTORS; i += rec->backing_lb_sectors)
		if ((bits >> i & lb_bits) && (bits >> i & lb_bits) != lb_bits)
			return "has dirty bits that cut a block of the disk";
	return NULL;
}

/* Memory gets what the header says; @sector is the one with a fault. */
static const char *load_metablocks(struct recovery *rec, u32 slot,
				   const struct wb_segment_disk *header, sector_t *sector)
{
	unsigned int i;

	for (i = 0; i < header->length; i++) {
		struct wb_metablock *mb = wb_segment_metablock(rec->wb, slot, i);
		u8 bits = header->metablocks[i].dirty_bits;
		const char *fault;

		*sector = le64_to_cpu(header->metablocks[i].sector);
		fault = metablock_fault(rec, *sector, bits);
		if (fault)
			return fault;
		mb->slot = slot;
		mb->idx = i;
		mb->block = wb_block(*sector);
		mb->valid = bits;
		mb->is_dirty = bits;
	}
	return NULL;
}

static void note_newest(struct recovery *rec, const struct wb_segment_disk *header)
{
	rec->max_id = le64_to_cpu(header->id);
	rec->newest_checksum = le32_to_cpu(header->checksum);
	rec->newest_length = header->length;
	rec->has_mark = wb_segment_has_mark(header);
	rec->durable_id = rec->has_mark ? le64_to_cpu(header->durable_id) : 0;
}

static int note_header(struct recovery *rec, u32 slot, const struct wb_segment_disk *header)
{
	struct wb_device *wb = rec->wb;
	struct wb_segment *seg = &wb->segments[slot];
	u64 id = le64_to_cpu(header->id);
	sector_t sector;

	seg->id = id;
	seg->length = header->length;
	if (!id)
		return 0;
	if (id > WB_ID_MAX || wb_segment_slot(wb, id) != slot)
		return wb_refuse("segment header: id %llu in slot %u of %u: "
				 "cache device of another size?",
				 id, slot, wb->nr_segments);
	if (header->length > wb->nr_blocks)
		return wb_refuse("segment header: length %u of id %llu is more than %u",
				 header->length, id, wb->nr_blocks);
	/* A fault is reported if the segment turns out to be part of the run. */
	seg->is_marked = id > rec->record && wb_segment_is_marked(header) &&
			 !load_metablocks(rec, slot, header, &sector);
	if (id > rec->max_id)
		note_newest(rec, header);
	return 0;
}

/* Reads the first @stride bytes of each slot. */
static int scan_slots(struct recovery *rec, u32 begin, u32 nr, unsigned int stride)
{
	struct wb_io_group group;
	struct wb_run run = { .group = &group, .disk = WB_CACHE, .opf = REQ_OP_READ };
	void *data = rec->windows[0].data;
	u32 i;
	int r;

	wb_io_begin(&group, rec->wb);
	for (i = 0; i < nr; i++)
		wb_run_add(&run, wb_segment_sector(rec->wb, begin + i), data + i * stride, stride);
	wb_run_end(&run);
	r = wb_io_wait(&group);
	for (i = 0; !r && i < nr; i++)
		r = note_header(rec, begin + i, data + i * stride);
	return r;
}

/* Large segments: the headers alone, many in flight. Small ones: whatever comes. */
static int scan(struct recovery *rec)
{
	u32 slot, nr, nr_segments = rec->wb->nr_segments;
	unsigned int order = rec->wb->segment_size_order;
	unsigned int stride = WB_BLOCK_BYTES;
	int r = 0;

	if (order <= WHOLE_ORDER_MAX)
		stride = WB_SECTOR_BYTES << order;
	for (slot = 0; !r && slot < nr_segments; slot += nr) {
		nr = min(WINDOW_BYTES / stride, nr_segments - slot);
		r = scan_slots(rec, slot, nr, stride);
	}
	return r;
}

/*
 * The layout of 2013 had a lap number in place of the checksum, and the length before
 * it. Nobody can tell there whether a segment is torn, so such a device is refused
 * rather than taken for an empty one.
 */
static bool is_of_2013(struct recovery *rec)
{
	u32 word = rec->newest_checksum;
	u64 lap;

	if (!rec->max_id || rec->newest_length)
		return false;
	lap = div_u64(rec->max_id - 1, rec->wb->nr_segments) + 1;
	return (word & 0xff) && word >> 8 == (lap & 0xffffff);
}

/* Begins to read the segments of [id, last] that are there, as many as fit. */
static void window_begin(struct recovery *rec, struct window *win, u64 id, u64 last)
{
	struct wb_run run = { .group = &win->group, .disk = WB_CACHE, .opf = REQ_OP_READ };
	struct wb_device *wb = rec->wb;
	unsigned int nr_used = 0;

	wb_io_begin(&win->group, wb);
	win->first = id;
	for (; id <= last; id++) {
		u32 slot = wb_segment_slot(wb, id);
		unsigned int nr_bytes = wb_segment_nr_bytes(wb->segments[slot].length);

		if (wb->segments[slot].id != id || nr_used + nr_bytes > WINDOW_BYTES)
			break;
		/* Segments that fill their slots are neighbours. */
		wb_run_add(&run, wb_segment_sector(wb, slot), win->data + nr_used, nr_bytes);
		nr_used += nr_bytes;
	}
	wb_run_end(&run);
	win->end = id;
}

static int __apply_metablock(struct wb_device *wb, struct wb_metablock *mb)
{
	struct wb_metablock *old;

	if (!mb->is_dirty)
		return 0;
	old = __wb_index_lookup(wb, mb->block);
	if (old && old->slot == mb->slot)
		return wb_refuse("metablock: sector %llu is twice in segment %llu",
				 wb_block_sector(mb->block), wb->segments[mb->slot].id);
	if (old)
		__wb_index_remove(wb, old);
	__wb_index_insert(wb, mb);
	return 0;
}

/* Its metablocks are in memory. */
static int apply_segment(struct recovery *rec, u64 id)
{
	struct wb_device *wb = rec->wb;
	u32 slot = wb_segment_slot(wb, id);
	unsigned int i;
	int r = 0;

	wb_assert(id == rec->end + 1 && wb->segments[slot].length <= wb->nr_blocks, "I1");
	rec->may_skip = false;
	rec->end = id;
	spin_lock(&wb->index_lock);
	for (i = 0; !r && i < wb->segments[slot].length; i++)
		r = __apply_metablock(wb, wb_segment_metablock(wb, slot, i));
	spin_unlock(&wb->index_lock);
	return r;
}

static int replay_checked(struct recovery *rec, u64 id, const struct wb_segment_disk *header)
{
	sector_t sector;
	const char *fault = load_metablocks(rec, wb_segment_slot(rec->wb, id), header, &sector);

	if (fault)
		return wb_refuse("metablock: sector %llu in segment %llu %s", sector, id, fault);
	return apply_segment(rec, id);
}

/* Is @header what the scan has found, with all of its data? */
static bool is_whole(struct recovery *rec, u64 id, const struct wb_segment_disk *header)
{
	u8 length = rec->wb->segments[wb_segment_slot(rec->wb, id)].length;

	return le64_to_cpu(header->id) == id && header->length == length &&
	       is_checksum_valid(header);
}

/* @header: the segment in memory, or NULL if it is not on the disk */
static int replay_segment(struct recovery *rec, u64 id, const struct wb_segment_disk *header)
{
	if (header && is_whole(rec, id, header))
		return replay_checked(rec, id, header);
	if (rec->may_skip) {
		rec->start = id + 1;
		rec->end = id;
	} else {
		rec->is_over = true;
	}
	return 0;
}

static int replay_window(struct recovery *rec, struct window *win)
{
	struct wb_device *wb = rec->wb;
	void *data = win->data;
	u64 id;
	int r = 0;

	if (win->first == win->end)
		return replay_segment(rec, win->first, NULL);
	for (id = win->first; !r && !rec->is_over && id < win->end; id++) {
		r = replay_segment(rec, id, data);
		data += wb_segment_nr_bytes(wb->segments[wb_segment_slot(wb, id)].length);
	}
	return r;
}

/*
 * The record may be ahead of everything in the log: all that came after it was lost
 * and cleared, and it had overwritten what came before. Then the run is empty.
 * While we run, the log begins exactly behind the record. dm-writeboost 2.2 need not
 * keep one: then it begins with the oldest that a ring with max_id in it can hold.
 * After it has run, and only then, segments at the beginning may be torn: their slots
 * were being overwritten, so they had been written back. It has if it wrote the newest
 * segment; or if what had been flushed is torn, and the few slots that it would take
 * first are checked for that.
 */
static void find_start(struct recovery *rec)
{
	u64 nr_segments = rec->wb->nr_segments;
	u64 oldest = rec->max_id >= nr_segments ? rec->max_id - nr_segments + 1 : 0;

	rec->start = rec->record + 1;
	rec->may_skip = oldest > rec->start ||
			(oldest == rec->start && (!rec->has_mark || rec->durable_id >= oldest));
	rec->start = max(rec->start, oldest);
	rec->end = rec->start - 1;
	rec->trusted_from = rec->start + DIV_ROUND_UP(rec->wb->nr_segments, SUSPECT_SHARE);
}

static bool is_trusted(struct recovery *rec, u64 id)
{
	const struct wb_segment *seg = &rec->wb->segments[wb_segment_slot(rec->wb, id)];

	return id >= rec->trusted_from && id <= rec->durable_id && seg->id == id && seg->is_marked;
}

/* Reads segments [id, last] and replays what is whole of them. */
static int replay_read(struct recovery *rec, u64 id, u64 last)
{
	struct window *win = &rec->windows[0], *next = &rec->windows[1];
	int r = 0;

	window_begin(rec, win, id, last);
	while (!r && !rec->is_over && id <= last) {
		r = wb_io_wait(&win->group);
		id = max(win->end, win->first + 1);
		window_begin(rec, next, id, last);
		if (!r)
			r = replay_window(rec, win);
		swap(win, next);
	}
	if (wb_io_wait(&win->group))
		return -EIO;
	return r;
}

static int replay(struct recovery *rec)
{
	u64 id, last;
	int r = 0;

	find_start(rec);
	for (id = rec->start; !r && !rec->is_over && id <= rec->max_id; id = last + 1) {
		last = id;
		if (is_trusted(rec, id)) {
			r = apply_segment(rec, id);
			continue;
		}
		while (last < rec->max_id && !is_trusted(rec, last + 1))
			last++;
		r = replay_read(rec, id, last);
	}
	return r;
}

static int window_write(struct recovery *rec, struct window *win)
{
	struct wb_device *wb = rec->wb;
	void *data = win->data;
	u64 id;

	wb_io_begin(&win->group, wb);
	for (id = win->first; id < win->end; id++) {
		u32 slot = wb_segment_slot(wb, id);
		unsigned int nr_bytes = wb_segment_nr_bytes(wb->segments[slot].length);

		/* It was when it was replayed; a disk that says something else now is ill. */
		if (!is_whole(rec, id, data)) {
			DMERR("segment %llu changes from one read to the next", id);
			break;
		}
		wb_io_submit(&win->group, WB_CACHE, REQ_OP_WRITE, wb_segment_sector(wb, slot), data,
			     nr_bytes);
		data += nr_bytes;
	}
	return wb_io_wait(&win->group) || id < win->end ? -EIO : 0;
}

/*
 * Writes once more what no flush is known to have covered. Crash story without: a flush
 * failed, and the device died; a new table finds the log in the disk's cache, flushes
 * with success, and goes on behind it. But that flush does not make up for the failed one
 * (F6.7): power fails, there is a gap, and what was acked behind it is lost. Not done
 * behind dm-writeboost 2.2, which does not say what it has flushed: that could be much.
 */
static int rewrite(struct recovery *rec)
{
	struct window *win = &rec->windows[0];
	u64 id;
	int r = 0;

	if (!rec->has_mark)
		return 0;
	for (id = max(rec->start, rec->durable_id + 1); !r && id <= rec->end; id = win->end) {
		window_begin(rec, win, id, rec->end);
		r = wb_io_wait(&win->group);
		if (!r)
			r = window_write(rec, win);
	}
	return r;
}

/* Memory keeps the segments of the run; all other slots hold nothing of interest. */
static void forget_others(struct recovery *rec)
{
	struct wb_device *wb = rec->wb;
	u32 slot;

	for (slot = 0; slot < wb->nr_segments; slot++) {
		struct wb_segment *seg = &wb->segments[slot];

		if (seg->id < rec->start || seg->id > rec->end) {
			seg->id = 0;
			seg->length = 0;
		}
	}
}

static void set_ids(struct wb_device *wb, u64 writeback_id, u64 end)
{
	spin_lock(&wb->index_lock);
	wb->next_id = end + 1;
	wb->last_written_id = end;
	wb->durable_id = end;
	wb->last_writeback_id = writeback_id;
	wb->record_id = writeback_id;
	__wb_check_ids(wb);
	spin_unlock(&wb->index_lock);
}

/*
 * Even if nothing is to be cleared, both disks are flushed: what they show may be the
 * volatile rest of a device that died, or of a kernel, and would be gone after a power cut.
 * What the device rests on is written once more, for the same reason as the segments: the
 * record, or slots that it frees would be overwritten while the durable one still covers
 * them; and as long as the log is empty the superblock, whose flush ends the formatting.
 */
static int settle(struct recovery *rec)
{
	struct wb_device *wb = rec->wb;
	int r;

	r = rec->max_id ? rewrite(rec) : wb_superblock_rewrite(wb);
	if (!r)
		r = wb_superblock_clear(wb, rec->end, false);
	if (!r && rec->start > 1)
		r = wb_record_write(wb, rec->start - 1);
	if (!r)
		r = wb_flush_backing(wb, true);
	if (r)
		return r;
	forget_others(rec);
	set_ids(wb, rec->start - 1, rec->end);
	DMINFO("%s: recovered %llu segments, the newest has id %llu",
	       dm_table_device_name(wb->ti->table), rec->end + 1 - rec->start, rec->end);
	return 0;
}

static int recover(struct recovery *rec)
{
	int r;

	r = wb_record_read(rec->wb, &rec->record);
	if (r)
		return r;
	if (rec->record > WB_ID_MAX)
		return wb_refuse("superblock: record %llu is no segment id", rec->record);
	r = scan(rec);
	if (r)
		return r;
	r = replay(rec);
	if (r)
		return r;
	if (rec->end < rec->start && is_of_2013(rec))
		return wb_refuse("cache device is of the layout of 2013, which has no checksums");
	if (rec->may_skip)
		return wb_refuse("cache device: none of the segments up to %llu has a valid "
				 "checksum",
				 rec->max_id);
	return settle(rec);
}

static void recovery_destroy(struct recovery *rec)
{
	vfree(rec->windows[0].data);
	vfree(rec->windows[1].data);
	kfree(rec);
}

static struct recovery *recovery_create(struct wb_device *wb)
{
	struct block_device *backing = wb->disk[WB_BACKING]->bdev;
	u64 nr_log_bytes = (u64)wb->nr_segments * WB_SECTOR_BYTES << wb->segment_size_order;
	unsigned long nr_bytes = min_t(u64, nr_log_bytes, WINDOW_BYTES);
	struct recovery *rec = kzalloc(sizeof(*rec), GFP_KERNEL);

	if (!rec)
		return NULL;
	rec->wb = wb;
	rec->nr_backing_sectors = bdev_nr_sectors(backing);
	rec->backing_lb_sectors = bdev_logical_block_size(backing) / WB_SECTOR_BYTES;
	rec->windows[0].data = vmalloc(nr_bytes);
	rec->windows[1].data = vmalloc(nr_bytes);
	if (rec->windows[0].data && rec->windows[1].data)
		return rec;
	recovery_destroy(rec);
	return NULL;
}

/**
 * wb_recover - bring memory and cache device into agreement
 * @wb: the device; superblock loaded, memory allocated and zeroed
 *
 * Reads every header, and of the segments to be replayed those that may be torn.
 *
 * Return: 0, -EIO, -ENOMEM, or -EINVAL with a message that names the field.
 */
int wb_recover(struct wb_device *wb)
{
	struct recovery *rec = recovery_create(wb);
	int r;

	if (!rec)
		return -ENOMEM;
	r = recover(rec);
	recovery_destroy(rec);
	return r;
}
