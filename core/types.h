/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The small things that the driver keeps in memory. Locks are taken in this order,
 * outer first:
 *
 *   stripe        spinlock, hashed by block: who copies a block into or out of a
 *                 RAM buffer holds it, so operations on one block exclude each other
 *   index_lock    spinlock: what is where; never held while data is copied
 *   range_lock, door.lock, busy.lock   spinlocks, leaves, taken in interrupts too
 *
 * stripe and index_lock are never taken in interrupts, so interrupts stay on.
 */
#ifndef WB_TYPES_H
#define WB_TYPES_H

#include <linux/types.h>
#include <linux/atomic.h>
#include <linux/bio.h>
#include <linux/completion.h>
#include <linux/device-mapper.h>
#include <linux/ktime.h>
#include <linux/list.h>
#include <linux/mempool.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

#include "format.h"

/* A 4 KiB block of the backing device; not a sector, hence not a plain number. */
typedef u64 __bitwise wb_block_t;

static inline wb_block_t wb_block(sector_t sector)
{
	return (__force wb_block_t)(sector / WB_BLOCK_SECTORS);
}

static inline sector_t wb_block_sector(wb_block_t block)
{
	return (__force u64)block * WB_BLOCK_SECTORS;
}

/* The sectors [first, first + nr) of one block as bits. */
static inline u8 wb_sector_bits(unsigned int first, unsigned int nr)
{
	return ((1U << nr) - 1) << first;
}

#define WB_ALL_SECTORS 0xff
#define WB_NR_STREAMS 4

/* The counters of status are a table of these bits. */
enum {
	WB_STAT_WHOLE = 1,
	WB_STAT_ON_BUFFER = 2,
	WB_STAT_HIT = 4,
	WB_STAT_WRITE = 8,
	WB_NR_STATS = 16
};

enum wb_disk { WB_BACKING, WB_CACHE, WB_NR_DISKS, WB_NO_DISK = WB_NR_DISKS };

enum wb_key {
	WB_WRITEBACK_THRESHOLD,
	WB_NR_MAX_BATCHED_WRITEBACK,
	WB_UPDATE_SB_RECORD_INTERVAL,
	WB_SYNC_DATA_INTERVAL,
	WB_READ_CACHE_THRESHOLD,
	WB_WRITE_AROUND_MODE,
	WB_NR_READ_CACHE_CELLS,
	WB_SEGMENT_SIZE_ORDER,
	WB_NR_RAMBUF_POOL,
	WB_BARRIER_DEADLINE_MS,
	WB_NR_KEYS
};

/* One cached block. Linked into the index while it is the newest of its block. */
struct wb_metablock {
	struct hlist_node node;
	wb_block_t block;
	u32 slot; /* its segment, */
	u8 idx; /* and its place there */
	u8 valid; /* the sectors that it holds; the others are on the HDD */
	u8 nr_moves; /* to the end of the log, since it was written */
	bool is_dirty; /* not known to be durable on the HDD */
};

struct wb_segment {
	u64 id; /* of what memory holds for this slot; 0: nothing */
	struct wb_rambuf *buf; /* while its blocks are (also) in a RAM buffer */
	atomic_t nr_readers; /* reads of the slot in flight: it may not be overwritten */
	u8 length; /* metablocks in use */
	bool is_marked; /* recovery: the header alone has checked the metablocks */
};

struct wb_rambuf {
	struct list_head node; /* free or sealed */
	void *data; /* header block, then one block per metablock */
	struct wb_segment *seg;
	atomic_t nr_pins; /* tasks that copy into or out of it */
};

/* LIVE -> DYING at the first -EIO -> DEAD when no submission can follow any more. */
enum wb_door_state { WB_LIVE, WB_DYING, WB_DEAD };

struct wb_door {
	spinlock_t lock;
	enum wb_door_state state;
	atomic_t has_warned; /* of an errno nobody expects */
	unsigned int nr_inside; /* tasks between the check and the return of a submission */
	struct bio_list held; /* must end with -EIO, which nobody may see while DYING */
};

/* I/Os that are waited for as one. */
struct wb_io_group {
	struct wb_device *wb;
	atomic_t nr_pending;
	struct completion done;
};

/* Pieces that lie next to each other, on the disk and in memory: one I/O of a group. */
struct wb_run {
	struct wb_io_group *group;
	enum wb_disk disk;
	blk_opf_t opf;
	sector_t sector;
	void *data;
	unsigned int nr_bytes;
};

/* Time during which at least one I/O to the backing device is in flight. */
struct wb_busy {
	spinlock_t lock;
	unsigned int nr_inflight;
	ktime_t since;
	u64 total_ns;
};

/* A run of blocks that a streaming write or a read being cached has to itself. */
struct wb_range {
	struct list_head node;
	sector_t begin, end; /* whole blocks, half open */
	bool is_exclusive; /* other writes wait; else they only cancel it */
	bool is_cancelled;
	struct bio_list waiters;
};

/* The old copy of a block, read from the SSD to be completed by a partial write. */
struct wb_preread {
	struct wb_metablock *mb;
	struct wb_segment *seg;
	u64 id;
	void *data;
};

/* The part of one block that comes next in a bio. */
struct wb_piece {
	wb_block_t block;
	unsigned int first, nr; /* sectors in the block */
};

enum wb_deferral { WB_DEFER_WRITE, WB_DEFER_BYPASS, WB_DEFER_STAGE, WB_DEFER_RETRY };

/* Per-bio data. dm hands it out dirty: map initialises what it needs (F1.26). */
struct wb_bio {
	struct wb_device *wb;
	struct bvec_iter iter; /* progress, or what was submitted (F1.34) */
	u64 covers; /* barrier: all ids up to this one must be durable */
	struct wb_segment *seg; /* whose reader count we hold */
	enum wb_disk disk; /* where the clone was sent */
	enum wb_deferral deferral;
	bool has_range;
	struct wb_range range;
	struct work_struct work;
};

#endif
