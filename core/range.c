// SPDX-License-Identifier: GPL-2.0-only
/*
 * Ranges: blocks that somebody has to himself for a while.
 *
 * From: defer.c, exclusively, while a write goes past the log; readcache.c, to hear
 *       of writes while a read is on its way into the log.
 * To:   append.c, which asks before it takes a block.
 *
 * I5: without the wait, a write past the log and a later one through it could both
 * be acked; the first reaches the HDD last; the second is written back before that,
 * is clean, is evicted: and its sectors read as the first.
 * Ranges are added under index_lock, where appends ask; they are removed in interrupts.
 */
#include "writeboost.h"

static bool overlaps(const struct wb_range *range, sector_t begin, sector_t end)
{
	return range->begin < end && begin < range->end;
}

static struct wb_range *__find_exclusive(struct wb_device *wb, sector_t begin, sector_t end)
{
	struct wb_range *range;

	list_for_each_entry(range, &wb->ranges, node)
		if (range->is_exclusive && overlaps(range, begin, end))
			return range;
	return NULL;
}

/**
 * __wb_range_conflicts - may these blocks be written?
 * @wb: the device
 * @begin: first sector
 * @end: first sector behind
 *
 * Cancels the reads that would otherwise cache what is about to be overwritten.
 *
 * Return: true if somebody has one of the blocks to himself.
 */
bool __wb_range_conflicts(struct wb_device *wb, sector_t begin, sector_t end)
{
	struct wb_range *range;
	unsigned long flags;
	bool conflicts;

	lockdep_assert_held(&wb->index_lock);
	/* None can be added while we hold index_lock. */
	if (likely(!atomic_read(&wb->nr_ranges)))
		return false;

	spin_lock_irqsave(&wb->range_lock, flags);
	conflicts = __find_exclusive(wb, begin, end);
	list_for_each_entry(range, &wb->ranges, node)
		if (!range->is_exclusive && overlaps(range, begin, end))
			range->is_cancelled = true;
	spin_unlock_irqrestore(&wb->range_lock, flags);
	return conflicts;
}

/**
 * __wb_range_add - claim blocks
 * @wb: the device
 * @range: embedded in the bio's per-bio data
 * @begin: first sector, of a block
 * @end: first sector behind, of a block
 * @is_exclusive: writes wait, rather than cancel the claim; no conflict is left then
 */
void __wb_range_add(struct wb_device *wb, struct wb_range *range, sector_t begin, sector_t end,
		    bool is_exclusive)
{
	unsigned long flags;

	lockdep_assert_held(&wb->index_lock);
	range->begin = begin;
	range->end = end;
	range->is_exclusive = is_exclusive;
	range->is_cancelled = false;
	bio_list_init(&range->waiters);

	spin_lock_irqsave(&wb->range_lock, flags);
	wb_assert(!is_exclusive || !__find_exclusive(wb, range->begin, range->end), "I5");
	list_add_tail(&range->node, &wb->ranges);
	atomic_inc(&wb->nr_ranges);
	spin_unlock_irqrestore(&wb->range_lock, flags);
}

/**
 * wb_range_remove - give up a claim; who waits is queued again, in order
 * @wb: the device
 * @range: the claim
 *
 * Any context.
 */
void wb_range_remove(struct wb_device *wb, struct wb_range *range)
{
	struct bio_list waiters;
	unsigned long flags;
	struct bio *bio;

	spin_lock_irqsave(&wb->range_lock, flags);
	list_del(&range->node);
	atomic_dec(&wb->nr_ranges);
	waiters = range->waiters;
	spin_unlock_irqrestore(&wb->range_lock, flags);

	while ((bio = bio_list_pop(&waiters))) {
		struct wb_bio *pb = dm_per_bio_data(bio, sizeof(*pb));

		queue_work(wb->wq, &pb->work);
	}
}

/**
 * wb_range_park - wait for a claim to be given up, without a task
 * @wb: the device
 * @bio: a deferred bio, which runs its work again when that happens
 * @begin: first sector of what it needs
 * @end: first sector behind
 *
 * Return: true if parked: hands off the bio. False if no claim is left: try again.
 */
bool wb_range_park(struct wb_device *wb, struct bio *bio, sector_t begin, sector_t end)
{
	struct wb_range *range;
	unsigned long flags;

	spin_lock_irqsave(&wb->range_lock, flags);
	range = __find_exclusive(wb, begin, end);
	if (range)
		bio_list_add(&range->waiters, bio);
	spin_unlock_irqrestore(&wb->range_lock, flags);
	return range;
}
