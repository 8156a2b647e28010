// SPDX-License-Identifier: GPL-2.0-only
/*
 * The flush daemon: sealed RAM buffers go to the SSD, in id order, one at a time.
 *
 * From: rambuf.c, which seals full buffers; this file seals for barriers.
 * To:   the SSD, then barrier.c; writeback.c takes what is written.
 *
 * After each step: a written segment is complete on the SSD, though volatile; a
 * commit makes all written ones durable. On a dead device the steps go on in
 * memory, so that buffers and barriers come to an end.
 * I6: a buffer is not checksummed before its last writer has gone.
 * I4: a slot is not overwritten while its old content is read, a buffer not reused
 *     while it is read.
 */
#include <linux/kthread.h>

#include "writeboost.h"

/*
 * So much of the log, 32 MiB, is written without a flush at most: recovery must read it,
 * and write it again.
 */
#define FLUSH_SECTORS (1 << 16)

static void flush_segment(struct wb_device *wb, struct wb_rambuf *buf)
{
	struct wb_segment *seg = buf->seg;

	wait_event(wb->drain_wait, !atomic_read(&buf->nr_pins));
	wb_segment_write_header(wb, seg, buf->data);
	wb_check_sealed(wb, buf);
	wait_event(wb->drain_wait, !atomic_read(&seg->nr_readers));
	wb_check_overwrite(wb, seg);
	wb_io_sync(wb, WB_CACHE, REQ_OP_WRITE | REQ_SYNC, wb_segment_sector(wb, seg - wb->segments),
		   buf->data, wb_segment_nr_bytes(seg->length));

	spin_lock(&wb->index_lock);
	list_del_init(&buf->node);
	seg->buf = NULL;
	wb->last_written_id = seg->id;
	__wb_check_ids(wb);
	spin_unlock(&wb->index_lock);
	wake_up(&wb->progress_wait);
	wake_up(&wb->writeback_wait);

	wait_event(wb->drain_wait, !atomic_read(&buf->nr_pins));
	spin_lock(&wb->index_lock);
	buf->seg = NULL;
	list_add(&buf->node, &wb->free_rambufs);
	spin_unlock(&wb->index_lock);
	wake_up(&wb->room_wait);
}

static bool has_work(struct wb_device *wb)
{
	bool has;

	spin_lock(&wb->index_lock);
	has = !list_empty(&wb->sealed) || __wb_barrier_is_due(wb);
	spin_unlock(&wb->index_lock);
	return has;
}

static bool is_flush_due(struct wb_device *wb)
{
	/* The first is ours alone, and the second never passes it. */
	u64 nr_volatile = wb_read_id(wb, &wb->last_written_id) - wb_read_id(wb, &wb->durable_id);

	return nr_volatile << wb->segment_size_order >= FLUSH_SECTORS;
}

static void do_work(struct wb_device *wb)
{
	struct wb_rambuf *buf;

	if (wb_barrier_commit(wb))
		return;
	if (is_flush_due(wb) && !wb_flush_cache(wb))
		return;
	spin_lock(&wb->index_lock);
	buf = list_first_entry_or_null(&wb->sealed, struct wb_rambuf, node);
	spin_unlock(&wb->index_lock);
	if (buf)
		flush_segment(wb, buf);
	else
		wb_barrier_seal(wb);
}

/**
 * wb_flush_daemon - the daemon's body
 * @data: the device
 *
 * Parks and stops only when there is nothing to do.
 *
 * Return: 0.
 */
int wb_flush_daemon(void *data)
{
	struct wb_device *wb = data;

	while (!kthread_should_stop()) {
		long timeout = wb_barrier_timeout(wb);

		/* A barrier that comes while we sleep shortens the sleep. */
		wait_event_idle_timeout(wb->flush_wait,
					has_work(wb) || kthread_should_park() ||
						kthread_should_stop() ||
						wb_barrier_timeout(wb) < timeout,
					timeout);
		if (has_work(wb))
			do_work(wb);
		else if (kthread_should_park())
			kthread_parkme();
	}
	return 0;
}
