/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The observer inside: what it remembers of the two disks. For observer*.c only.
 */
#ifndef SIM_OBSERVER_PRIVATE_H
#define SIM_OBSERVER_PRIVATE_H

#include "observer.h"
#include "observer-segment.h"

/* One block of a segment, and the next older version of it. */
struct seen_block {
	u64 block; /* sector / 8 */
	u64 hash[8]; /* of the dirty sectors */
	u64 older_id; /* 0: none */
	u32 older; /* reference: slot << 8 | index; valid while that slot has @older_id */
	u8 dirty_bits;
};

/* Pieces of a segment that is written in several I/Os. */
struct assembly {
	u32 nr_have;
	bool have[1024];
	u8 bytes[];
};

struct slot {
	u64 id; /* 0: nothing valid */
	u64 order; /* of its submission; 0: found, not seen */
	u64 completed; /* order; 0: in flight */
	struct seen_block *blocks;
	struct assembly *assembly;
	u32 length, nr_inflight;
	bool is_learned, is_durable, is_failed, is_listed;
	bool is_patched; /* parts of it were written once more */
};

/* A block of the HDD. */
struct hdd_block {
	u64 block;
	u64 newest_id; /* of the newest segment that has it; 0: none */
	u64 bypass_order; /* of the last write of something that no segment has */
	u64 written_id; /* the last write was of this segment or newer; 0: not known */
	u64 completed; /* order; 0: in flight */
	u32 newest; /* reference, as above */
	u8 inflight, bypass, written; /* sectors */
	bool is_used;
};

struct hdd_range { /* discarded or zeroed */
	u64 begin, end, order;
};

/* Flushes of one disk that are in flight. */
struct flush_list {
	struct {
		u64 io_id, order;
	} entries[64];
	u32 nr;
};

struct observer {
	struct disk *ssd, *hdd;
	u64 order; /* of events */
	bool is_suspended;
	bool is_learned;
	bool is_formatted;
	struct log_geometry geometry;
	u64 record; /* the highest that was checked */
	u64 last_id; /* of the last segment submitted; 0: not known */
	u64 claimed_id; /* headers have said, and rightly so, that all up to here is durable */

	struct slot *slots;
	u32 *volatile_slots; /* written, not known to be durable */
	u32 nr_volatile;
	u8 *scratch; /* one segment */

	struct hdd_block *blocks; /* by number; open addressing */
	u32 nr_blocks, room_blocks;
	struct hdd_range *ranges;
	u32 nr_ranges, room_ranges;
	struct flush_list ssd_flushes, hdd_flushes;
	u64 hdd_flushed; /* what had completed before is durable */
};

/* observer-log.c: the SSD */
void log_learn(struct observer *o);
void log_forget(struct observer *o);
bool log_write(struct observer *o, const struct disk_io *io);
void log_written(struct observer *o, const struct disk_io *io);
void log_flushed(struct observer *o, u64 flush_order);
struct slot *log_slot(struct observer *o, u64 idx); /* learned */
bool log_is_durable(struct observer *o, u64 idx);
void log_learn_all(struct observer *o);

/* observer-hdd.c */
struct hdd_block *hdd_get(struct observer *o, u64 block);
struct hdd_block *hdd_find(const struct observer *o, u64 block);
void hdd_add_segment(struct observer *o, u32 slot_idx);
void hdd_remove_segment(struct observer *o, u32 slot_idx); /* before its id changes */
bool hdd_write(struct observer *o, const struct disk_io *io);
void hdd_written(struct observer *o, const struct disk_io *io);
bool hdd_holds(struct observer *o, u32 slot_idx);
void hdd_forget(struct observer *o);

/* Copies @nr bytes of an I/O's data from @begin on. */
void io_copy(const struct disk_io *io, u64 begin, u64 nr, void *dst);
/* The same without a copy, if it lies in one piece; else copied to @room. */
const void *io_bytes(const struct disk_io *io, u64 begin, u64 nr, void *room);

#endif
