// SPDX-License-Identifier: GPL-2.0-only
/*
 * Barriers: FLUSH and FUA are answered when what they cover is durable.
 *
 * From: map.c and defer.c, which queue them; target.c at suspend; a timer.
 * To:   flush.c, whose daemon commits them in groups.
 *
 * A barrier covers all segments up to an id. While the daemon writes one segment
 * and flushes, writes and barriers gather in the next open buffer, so that any
 * number of barriers shares one segment and one flush; an idle one takes none.
 * barrier_deadline_ms is how long a barrier may wait for company before its segment
 * is sealed; writing and flushing come on top. 0, the default, seals for the first
 * barrier that finds the daemon idle: under load company comes by itself, and alone
 * waiting would only be slow. A suspend waits for barriers, so they wait no more then.
 *
 * I7: the flush is submitted after the covered segments have completed; only then
 * is the barrier answered (F1.40, F6.4). What went past the log counts for a FLUSH,
 * too. The HDD is slow, and a FUA write has nothing to do with it: so it is flushed
 * by a worker, and the daemon goes on with what needs the SSD alone.
 */
#include <linux/jiffies.h>

#include "writeboost.h"

/* The last id that holds data which has been accepted. An open buffer may be empty. */
static u64 __newest_id(struct wb_device *wb)
{
	if (wb->open && !wb->open->seg->length)
		return wb->next_id - 2;
	return wb->next_id - 1;
}

static bool backing_is_durable(struct wb_device *wb)
{
	return atomic64_read(&wb->nr_bypassed) == atomic64_read(&wb->nr_bypassed_durable);
}

static struct wb_bio *per_bio(struct bio *bio)
{
	return dm_per_bio_data(bio, sizeof(struct wb_bio));
}

static unsigned long deadline(struct wb_device *wb)
{
	if (READ_ONCE(wb->is_suspending))
		return 0;
	return msecs_to_jiffies(wb_param(wb, WB_BARRIER_DEADLINE_MS));
}

/**
 * wb_barrier_add - answer a bio as soon as what it covers is durable
 * @wb: the device
 * @bio: an empty flush, or a FUA write whose data is in the log
 * @covers: the last segment that counts; 0: everything that was answered before
 *
 * Does not sleep. The bio must not be touched afterwards.
 */
void wb_barrier_add(struct wb_device *wb, struct bio *bio, u64 covers)
{
	bool is_durable;

	spin_lock(&wb->index_lock);
	if (!covers)
		covers = __newest_id(wb);
	is_durable = covers <= wb->durable_id && backing_is_durable(wb);
	if (!is_durable && wb_is_live(wb)) {
		per_bio(bio)->covers = covers;
		if (bio_list_empty(&wb->barriers))
			wb->barrier_since = jiffies;
		bio_list_add(&wb->barriers, bio);
		bio = NULL;
	}
	spin_unlock(&wb->index_lock);

	if (bio)
		wb_endio(wb, bio, BLK_STS_OK);
	else
		wake_up(&wb->flush_wait);
}

/* Are its segments complete? On a dead device nobody waits for that. */
static bool __is_committable(struct wb_device *wb, struct bio *bio)
{
	return !wb_is_live(wb) || per_bio(bio)->covers <= wb->last_written_id;
}

static bool __has_committable(struct wb_device *wb)
{
	struct bio *bio;

	bio_list_for_each(bio, &wb->barriers)
		if (__is_committable(wb, bio))
			return true;
	return false;
}

/**
 * __wb_barrier_is_due - is there a barrier that should not wait any longer?
 * @wb: the device
 *
 * Return: true if one can be committed, or its buffer should be sealed now.
 */
bool __wb_barrier_is_due(struct wb_device *wb)
{
	unsigned long nr_jiffies = deadline(wb);

	lockdep_assert_held(&wb->index_lock);
	if (bio_list_empty(&wb->barriers))
		return false;
	return !nr_jiffies || time_after_eq(jiffies, wb->barrier_since + nr_jiffies) ||
	       __has_committable(wb);
}

/**
 * wb_barrier_timeout - how long the flush daemon may sleep
 * @wb: the device
 *
 * Return: jiffies until the oldest barrier's deadline.
 */
long wb_barrier_timeout(struct wb_device *wb)
{
	unsigned long nr_jiffies = deadline(wb);
	long timeout = MAX_SCHEDULE_TIMEOUT;

	spin_lock(&wb->index_lock);
	if (!bio_list_empty(&wb->barriers)) {
		timeout = wb->barrier_since + nr_jiffies - jiffies;
		timeout = clamp_t(long, timeout, 1, nr_jiffies + 1);
	}
	spin_unlock(&wb->index_lock);
	return timeout;
}

static void __take_committable(struct wb_device *wb, struct bio_list *ready)
{
	struct bio_list all = wb->barriers;
	struct bio *bio;

	bio_list_init(&wb->barriers);
	while ((bio = bio_list_pop(&all)))
		bio_list_add(__is_committable(wb, bio) ? ready : &wb->barriers, bio);
}

static void answer(struct wb_device *wb, struct bio *bio)
{
	wb_check_barrier(wb, per_bio(bio)->covers);
	wb_endio(wb, bio, BLK_STS_OK);
}

static void wait_for_backing(struct wb_device *wb, struct bio *bio)
{
	spin_lock(&wb->index_lock);
	bio_list_add(&wb->backing_barriers, bio);
	spin_unlock(&wb->index_lock);
	queue_work(wb->wq, &wb->backing_work);
}

/**
 * wb_backing_work - answer the flushes for which the SSD has done its part
 * @work: backing_work of the device
 */
void wb_backing_work(struct work_struct *work)
{
	struct wb_device *wb = container_of(work, struct wb_device, backing_work);
	struct bio_list ready;
	struct bio *bio;

	spin_lock(&wb->index_lock);
	ready = wb->backing_barriers;
	bio_list_init(&wb->backing_barriers);
	spin_unlock(&wb->index_lock);

	wb_flush_backing(wb, false);
	while ((bio = bio_list_pop(&ready)))
		answer(wb, bio);
}

/**
 * wb_barrier_commit - make durable and answer what can be answered
 * @wb: the device
 *
 * For the flush daemon. FUA covers its own blocks only (F6.6), so only a flush
 * waits for what went past the log.
 *
 * Return: true if there was any.
 */
bool wb_barrier_commit(struct wb_device *wb)
{
	struct bio_list ready = BIO_EMPTY_LIST;
	struct bio *bio;

	spin_lock(&wb->index_lock);
	__take_committable(wb, &ready);
	spin_unlock(&wb->index_lock);
	if (bio_list_empty(&ready))
		return false;

	wb_flush_cache(wb);
	while ((bio = bio_list_pop(&ready))) {
		if ((bio->bi_opf & REQ_PREFLUSH) && !backing_is_durable(wb))
			wait_for_backing(wb, bio);
		else
			answer(wb, bio);
	}
	return true;
}

/**
 * wb_barrier_seal - close the open buffer, if it holds anything
 * @wb: the device
 *
 * Return: the id of the newest segment that holds data.
 */
u64 wb_barrier_seal(struct wb_device *wb)
{
	u64 id;

	spin_lock(&wb->index_lock);
	id = __newest_id(wb);
	if (wb->open && wb->open->seg->length)
		__wb_rambuf_seal(wb);
	spin_unlock(&wb->index_lock);
	return id;
}

/**
 * wb_flush_cache - make all completed segments durable
 * @wb: the device
 *
 * Return: 0, or -EIO if the device is not live any more.
 */
int wb_flush_cache(struct wb_device *wb)
{
	bool is_durable;
	u64 id;
	int r;

	spin_lock(&wb->index_lock);
	id = wb->last_written_id;
	is_durable = wb->durable_id >= id;
	spin_unlock(&wb->index_lock);
	if (is_durable)
		return wb_is_live(wb) ? 0 : -EIO;

	r = wb_io_sync(wb, WB_CACHE, REQ_OP_WRITE | REQ_PREFLUSH, 0, NULL, 0);
	if (r)
		return r;
	spin_lock(&wb->index_lock);
	wb->durable_id = max(wb->durable_id, id);
	__wb_check_ids(wb);
	spin_unlock(&wb->index_lock);
	return 0;
}

/**
 * wb_flush_backing - make durable what was written past the log
 * @wb: the device
 * @must_flush: even if nothing was
 *
 * Return: 0, or -EIO if the device is not live any more.
 */
int wb_flush_backing(struct wb_device *wb, bool must_flush)
{
	s64 nr = atomic64_read(&wb->nr_bypassed);
	int r;

	if (!must_flush && atomic64_read(&wb->nr_bypassed_durable) >= nr)
		return wb_is_live(wb) ? 0 : -EIO;

	r = wb_io_sync(wb, WB_BACKING, REQ_OP_WRITE | REQ_PREFLUSH, 0, NULL, 0);
	if (r)
		return r;
	spin_lock(&wb->index_lock);
	if (atomic64_read(&wb->nr_bypassed_durable) < nr)
		atomic64_set(&wb->nr_bypassed_durable, nr);
	spin_unlock(&wb->index_lock);
	return 0;
}

/**
 * wb_persist_log - make durable what has been put into the log before
 * @wb: the device; its flush daemon runs
 *
 * Ends on a dead device, too: there the daemon empties the buffers into nothing.
 */
void wb_persist_log(struct wb_device *wb)
{
	u64 id = wb_barrier_seal(wb);

	wait_event(wb->progress_wait, wb_read_id(wb, &wb->last_written_id) >= id);
	wb_flush_cache(wb);
}

/**
 * wb_persist - make everything durable that was accepted before
 * @wb: the device; its flush daemon runs
 */
void wb_persist(struct wb_device *wb)
{
	wb_persist_log(wb);
	wb_flush_backing(wb, false);
}

/**
 * wb_sync_work - the body of sync_data_interval
 * @work: sync_work of the device
 */
void wb_sync_work(struct work_struct *work)
{
	struct wb_device *wb = container_of(to_delayed_work(work), struct wb_device, sync_work);

	wb_persist(wb);
	wb_sync_arm(wb);
}

/**
 * wb_sync_arm - start the next interval
 * @wb: the device, which runs; postsuspend cancels this
 */
void wb_sync_arm(struct wb_device *wb)
{
	unsigned int interval = wb_param(wb, WB_SYNC_DATA_INTERVAL);

	if (interval)
		mod_delayed_work(wb->wq, &wb->sync_work, interval * HZ);
}
