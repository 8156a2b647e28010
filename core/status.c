// SPDX-License-Identifier: GPL-2.0-only
/*
 * Status and messages: what an administrator sees and says.
 *
 * From: device mapper, at any time between the constructor and the destructor, on a
 *       suspended or never resumed device too, concurrently with all else (F2.21).
 * To:   args.c, barrier.c; drop_caches waits for writeback.c.
 *
 * The fields are those of dm-writeboost 2.2, in its order; ours come after them.
 */
#include <linux/bitops.h>
#include <linux/string.h>

#include "writeboost.h"

/* Cursor: the place in the cache, in blocks, that is taken next. */
static void status_info(struct wb_device *wb, char *result, unsigned int maxlen)
{
	unsigned int sz = 0, i;
	u64 id, cursor = 0;

	spin_lock(&wb->index_lock);
	id = wb->open ? wb->next_id - 1 : wb->next_id;
	if (wb->open)
		cursor = wb->open->seg->length;
	if (wb->nr_segments)
		cursor += (u64)wb_segment_slot(wb, id) * wb->nr_blocks;
	DMEMIT("%llu %llu %u %llu %llu %llu %llu", cursor, (u64)wb->nr_segments * wb->nr_blocks,
	       wb->nr_segments, id, wb->last_written_id, wb->last_writeback_id, wb->nr_dirty);
	for (i = 0; i < WB_NR_STATS; i++)
		DMEMIT(" %llu", wb->stat[i]);
	DMEMIT(" %llu 14", wb->nr_partial);
	spin_unlock(&wb->index_lock);

	DMEMIT(" writeback_threshold %u", wb_param(wb, WB_WRITEBACK_THRESHOLD));
	DMEMIT(" nr_cur_batched_writeback %u", wb_param(wb, WB_NR_MAX_BATCHED_WRITEBACK));
	DMEMIT(" sync_data_interval %u", wb_param(wb, WB_SYNC_DATA_INTERVAL));
	DMEMIT(" update_sb_record_interval %u", wb_param(wb, WB_UPDATE_SB_RECORD_INTERVAL));
	DMEMIT(" read_cache_threshold %u", wb_param(wb, WB_READ_CACHE_THRESHOLD));
	DMEMIT(" write_around_mode %u", wb_param(wb, WB_WRITE_AROUND_MODE));
	DMEMIT(" barrier_deadline_ms %u", wb_param(wb, WB_BARRIER_DEADLINE_MS));
	DMEMIT(" %s", wb_is_dead(wb) ? "dead" : "live");
}

/* What the table or a message has set, so that it re-creates the device as it is. */
static void status_table(struct wb_device *wb, char *result, unsigned int maxlen)
{
	unsigned long set_keys = READ_ONCE(wb->set_keys);
	unsigned int sz = 0, key;

	DMEMIT("%s %s", wb->disk[WB_BACKING]->name, wb->disk[WB_CACHE]->name);
	if (set_keys)
		DMEMIT(" %u", 2 * (unsigned int)hweight_long(set_keys));
	for (key = 0; key < WB_NR_KEYS; key++)
		if (test_bit(key, &set_keys))
			DMEMIT(" %s %u", wb_args_name(key), wb_param(wb, key));
}

/**
 * wb_status - device mapper's status method
 * @ti: the target
 * @type: which status
 * @flags: not used; nothing is flushed for the sake of status
 * @result: the text
 * @maxlen: room for it
 */
void wb_status(struct dm_target *ti, status_type_t type, unsigned int flags, char *result,
	       unsigned int maxlen)
{
	result[0] = '\0';
	if (type == STATUSTYPE_INFO)
		status_info(ti->private, result, maxlen);
	else if (type == STATUSTYPE_TABLE)
		status_table(ti->private, result, maxlen);
}

/*
 * Waits until all that has been accepted before is on the HDD. A suspend ends it,
 * for the daemons rest then (F2.22), and so does death; so does a signal.
 */
static int drop_caches(struct wb_device *wb)
{
	u64 id = 0;
	int r;

	mutex_lock(&wb->life_mutex);
	if (wb->is_running) {
		id = wb_barrier_seal(wb);
		spin_lock(&wb->index_lock);
		wb->drop_id = max(wb->drop_id, id);
		spin_unlock(&wb->index_lock);
	}
	mutex_unlock(&wb->life_mutex);

	wake_up(&wb->writeback_wait);
	r = wait_event_interruptible(wb->progress_wait,
				     wb_read_id(wb, &wb->last_writeback_id) >= id ||
					     !wb_is_live(wb) || !READ_ONCE(wb->is_running));
	if (!r && !wb_is_live(wb))
		r = -EIO;
	if (!r && !READ_ONCE(wb->is_running))
		r = -EBUSY;
	return r;
}

static int clear_stat(struct wb_device *wb)
{
	spin_lock(&wb->index_lock);
	memset(wb->stat, 0, sizeof(wb->stat));
	wb->nr_partial = 0;
	spin_unlock(&wb->index_lock);
	return 0;
}

static int tune(struct wb_device *wb, const char *key, const char *value)
{
	char *error;
	int r;

	mutex_lock(&wb->life_mutex);
	r = wb_args_set(wb, key, value, true, &error);
	if (!r && wb->is_running)
		wb_sync_arm(wb);
	mutex_unlock(&wb->life_mutex);

	if (r)
		DMWARN("message %s: %s", key, error);
	wake_up(&wb->writeback_wait);
	wake_up(&wb->flush_wait);
	return r;
}

/**
 * wb_message - device mapper's message method
 * @ti: the target
 * @argc: number of words
 * @argv: the words
 * @result: not used
 * @maxlen: not used
 *
 * Return: 0 or an errno.
 */
int wb_message(struct dm_target *ti, unsigned int argc, char **argv, char *result,
	       unsigned int maxlen)
{
	struct wb_device *wb = ti->private;

	if (argc == 1 && !strcasecmp(argv[0], "drop_caches"))
		return drop_caches(wb);
	if (argc == 1 && !strcasecmp(argv[0], "clear_stat"))
		return clear_stat(wb);
	if (argc == 2)
		return tune(wb, argv[0], argv[1]);
	DMWARN("message %s: unknown, or wrong number of arguments", argv[0]);
	return -EINVAL;
}
