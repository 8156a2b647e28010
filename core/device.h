/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One instance of the target, from constructor to destructor. Fields are grouped by
 * the lock that guards them; types.h gives the order of the locks.
 */
#ifndef WB_DEVICE_H
#define WB_DEVICE_H

#include <linux/cache.h>

#include "types.h"

struct wb_stripe {
	spinlock_t lock;
} ____cacheline_aligned_in_smp;

struct wb_stream {
	sector_t next;
	sector_t nr_sectors;
};

struct wb_device {
	struct dm_target *ti;
	struct dm_dev *disk[WB_NR_DISKS];

	/* Tunables: one writer at a time (life_mutex), read with READ_ONCE. */
	unsigned int param[WB_NR_KEYS];
	unsigned long set_keys; /* named by the table or a message */

	/* Fixed from preresume on. */
	u32 nr_segments;
	u8 segment_size_order;
	u8 nr_blocks; /* per segment */
	u8 bucket_bits, stripe_bits;
	bool is_recovered;
	struct wb_segment *segments;
	struct wb_metablock *metablocks;
	struct hlist_head *buckets;
	struct wb_stripe *stripes;
	struct wb_rambuf *rambufs;
	unsigned int nr_rambufs;

	/* index_lock. Ids: record <= last_writeback <= durable <= last_written (I3). */
	spinlock_t index_lock;
	u64 next_id; /* of the segment that is opened next */
	u64 last_written_id; /* completed on the SSD */
	u64 durable_id; /* and flushed there */
	u64 last_writeback_id; /* on the HDD, flushed */
	u64 record_id; /* and recorded durably: slots up to here are free */
	u64 drop_id; /* drop_caches asks for writeback up to here */
	u64 nr_dirty; /* metablocks that are in the index and dirty (I9) */
	u32 nr_spare; /* slots that users leave to compaction */
	u64 nr_partial; /* segments sealed before they were full */
	u64 stat[WB_NR_STATS];
	struct wb_rambuf *open; /* takes writes; NULL: the next write opens one */
	struct list_head sealed; /* in id order */
	struct list_head free_rambufs;
	struct bio_list barriers;
	struct bio_list backing_barriers; /* durable on the SSD, not yet on the HDD */
	unsigned long barrier_since; /* jiffies when the oldest of them came */
	struct wb_stream stream[WB_NR_STREAMS];
	unsigned int stream_victim;
	sector_t read_next; /* sequential reads are not cached */
	sector_t read_nr_sectors;

	/* range_lock; ranges are added under index_lock too. */
	spinlock_t range_lock;
	struct list_head ranges;
	atomic_t nr_ranges;

	struct wb_door door;
	struct wb_busy busy;
	struct bio_set bios;
	mempool_t blocks; /* for merging with a block on the SSD */

	/* Writes sent past the log, and how many of them an HDD flush has covered. */
	atomic64_t nr_bypassed;
	atomic64_t nr_bypassed_durable;

	wait_queue_head_t room_wait; /* map: a RAM buffer can be opened */
	wait_queue_head_t flush_wait; /* flush daemon: work */
	wait_queue_head_t drain_wait; /* flush daemon: pins, readers */
	wait_queue_head_t writeback_wait; /* writeback daemon: work */
	wait_queue_head_t progress_wait; /* written or written back */

	/*
	 * Second attempts have a queue of their own: all workers of the first may wait
	 * for room, which comes only when some I/O is tried again.
	 */
	struct workqueue_struct *wq, *retry_wq;
	struct delayed_work sync_work;
	struct work_struct backing_work, event_work;
	struct task_struct *flush_task;
	struct task_struct *writeback_task;
	struct list_head owners; /* owner.c's, under its mutex */
	struct mutex life_mutex;
	bool is_running; /* life_mutex; between resume and postsuspend */
	bool is_suspending; /* from presuspend to resume: barriers do not wait */

	/* The writeback daemon alone. */
	struct wb_batch *batch;
	ktime_t sample_time;
	u64 sample_busy_ns;
	bool is_hdd_idle;
	void *record_block;
};

/* One of the ids, for those who do not hold index_lock. */
static inline u64 wb_read_id(struct wb_device *wb, const u64 *id)
{
	u64 now;

	spin_lock(&wb->index_lock);
	now = *id;
	spin_unlock(&wb->index_lock);
	return now;
}

#endif
