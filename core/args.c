// SPDX-License-Identifier: GPL-2.0-only
/*
 * Keys and values, of the table line and of messages.
 *
 * From: target.c (constructor) and status.c (messages).
 * To:   wb->param, read with wb_param() by whoever needs a value.
 *
 * Names, limits and defaults are those of dm-writeboost 2.2 as far as it has them,
 * so its table lines and scripts work unchanged.
 */
#include <linux/bitops.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/stringify.h>

#include "writeboost.h"

static const struct key_spec {
	const char *name;
	unsigned int min, max, preset;
	bool is_fixed; /* the table alone may say it */
	char *error;
} keys[WB_NR_KEYS] = {
#define KEY(key, lo, hi, def, fixed)                                                              \
	{                                                                                         \
		.name = #key, .min = lo, .max = hi, .preset = def, .is_fixed = fixed,             \
		.error = "Invalid " #key ", " __stringify(lo) " to " __stringify(hi) " expected", \
	}
	[WB_WRITEBACK_THRESHOLD] = KEY(writeback_threshold, 0, 100, 0, false),
	[WB_NR_MAX_BATCHED_WRITEBACK] = KEY(nr_max_batched_writeback, 1, 32, 32, false),
	/* Met at any value: the record follows each batch of writeback at once. */
	[WB_UPDATE_SB_RECORD_INTERVAL] = KEY(update_sb_record_interval, 0, 3600, 0, false),
	[WB_SYNC_DATA_INTERVAL] = KEY(sync_data_interval, 0, 3600, 0, false),
	[WB_READ_CACHE_THRESHOLD] = KEY(read_cache_threshold, 0, 127, 0, false),
	[WB_WRITE_AROUND_MODE] = KEY(write_around_mode, 0, 1, 0, false),
	/* What is read goes into the log's buffers at once: there are no cells. */
	[WB_NR_READ_CACHE_CELLS] = KEY(nr_read_cache_cells, 1, 2048, 2048, true),
	/* The preset, which nobody can ask for, means: what the superblock says. */
	[WB_SEGMENT_SIZE_ORDER] = KEY(segment_size_order, WB_ORDER_MIN, WB_ORDER_MAX, 0, true),
	[WB_NR_RAMBUF_POOL] = KEY(nr_rambuf_pool, 1, 256, 8, true),
	[WB_BARRIER_DEADLINE_MS] = KEY(barrier_deadline_ms, 0, 3600000, 0, false),
#undef KEY
};

static int find_key(const char *name)
{
	int i;

	for (i = 0; i < WB_NR_KEYS; i++)
		if (!strcasecmp(name, keys[i].name))
			return i;
	return -ENOENT;
}

/**
 * wb_args_name - a key as it is written
 * @key: the key
 *
 * Return: its name.
 */
const char *wb_args_name(enum wb_key key)
{
	return keys[key].name;
}

/**
 * wb_args_set - set one value
 * @wb: the device; life_mutex is held, or nobody else knows it yet
 * @key: its name
 * @value: decimal; unlike dm_read_arg() it does not wrap (F3.21)
 * @is_message: some keys are for the table alone
 * @error: set to a text if something is wrong
 *
 * Return: 0 or -EINVAL.
 */
int wb_args_set(struct wb_device *wb, const char *key, const char *value, bool is_message,
		char **error)
{
	int i = find_key(key);
	unsigned int number;

	if (i < 0)
		return wb_invalid(error, "Unknown key");
	if (is_message && keys[i].is_fixed)
		return wb_invalid(error, "this key is fixed by the table");
	if (kstrtouint(value, 10, &number) || number < keys[i].min || number > keys[i].max)
		return wb_invalid(error, keys[i].error);
	WRITE_ONCE(wb->param[i], number);
	set_bit(i, &wb->set_keys);
	return 0;
}

/**
 * wb_args_parse - parse the optional arguments of the table line
 * @wb: the device
 * @as: what follows the two devices: nothing, or a count and that many words
 * @error: set to a text if something is wrong
 *
 * Return: 0 or -EINVAL.
 */
int wb_args_parse(struct wb_device *wb, struct dm_arg_set *as, char **error)
{
	unsigned int nr_args;
	int i, r = 0;

	for (i = 0; i < WB_NR_KEYS; i++)
		wb->param[i] = keys[i].preset;
	if (!as->argc)
		return 0;

	if (kstrtouint(dm_shift_arg(as), 10, &nr_args) || nr_args != as->argc)
		return wb_invalid(error, "Invalid number of optional arguments");
	if (nr_args % 2)
		return wb_invalid(error, "Optional arguments must come in pairs of key and value");
	while (!r && as->argc) {
		const char *key = dm_shift_arg(as);

		r = wb_args_set(wb, key, dm_shift_arg(as), false, error);
	}
	return r;
}
