// SPDX-License-Identifier: GPL-2.0-only
/*
 * The one driver that the harness drives: its table line, its status line.
 *
 * From: world.c and script-dm.c, for standard devices.
 * To:   the text that dmsetup takes.
 */
#include "driver.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/format.h"

#define TARGET "writeboost"

const char *const driver_options[] = {
	"writeback_threshold", "nr_max_batched_writeback", "update_sb_record_interval",
	"sync_data_interval",  "read_cache_threshold",	   "write_around_mode",
	"nr_rambuf_pool",      "barrier_deadline_ms",	   NULL,
};

const char *const driver_threads = "wb_", *const driver_queues = "writeboost";

const char *driver_option(const char *name)
{
	const char *const *known;

	for (known = driver_options; *known; known++)
		if (!strcmp(*known, name))
			return *known;
	return NULL;
}

u64 driver_ssd_sectors(const struct driver_geometry *g)
{
	return WB_LOG_SECTOR + ((u64)g->nr_segments << g->segment_order);
}

static int count_words(const char *text)
{
	int nr = 0;
	bool is_word = false;

	for (; *text; text++) {
		if (*text != ' ' && !is_word)
			nr++;
		is_word = *text != ' ';
	}
	return nr;
}

int driver_table(const struct driver_geometry *g, char *out, size_t bytes)
{
	return snprintf(out, bytes,
			"0 %llu " TARGET " /dev/%s /dev/%s %d segment_size_order %u%s%s",
			(unsigned long long)g->nr_sectors, g->hdd, g->ssd,
			2 + count_words(g->options), g->segment_order, *g->options ? " " : "",
			g->options);
}

/* "/dev/ssd" to "ssd"; anything else has no name among disks. */
static void disk_name(char out[64], const char *path)
{
	if (!strncmp(path, "/dev/", 5) && !strchr(path + 5, '/') && strlen(path + 5) < 64)
		strcpy(out, path + 5);
	else
		out[0] = '\0';
}

static const char *next_line(const char *line)
{
	line = strchrnul(line, '\n');
	return *line ? line + 1 : line;
}

static unsigned int parse_order(const char *line)
{
	const char *at = strstr(line, " segment_size_order ");

	return at ? (unsigned int)atoi(at + strlen(" segment_size_order ")) : WB_ORDER_DEFAULT;
}

enum driver_sector driver_sector_at(unsigned int segment_order, u64 sector, u64 *segment)
{
	u64 within;

	if (sector < WB_LOG_SECTOR)
		return DRIVER_SECTOR_OTHER;
	*segment = (sector - WB_LOG_SECTOR) >> segment_order;
	within = (sector - WB_LOG_SECTOR) & ((1ull << segment_order) - 1);
	if (!within)
		return DRIVER_SECTOR_HEADER;
	return within < WB_BLOCK_SECTORS ? DRIVER_SECTOR_METABLOCK : DRIVER_SECTOR_DATA;
}

void driver_parse_table(const char *table, struct driver_parts *parts)
{
	char type[32], hdd[64], ssd[64];
	unsigned long long begin, nr;
	const char *line;
	int nr_lines = 0, nr_words;

	memset(parts, 0, sizeof(*parts));
	for (line = table; *line; line = next_line(line)) {
		nr_words = sscanf(line, "%llu %llu %31s %63s %63s", &begin, &nr, type, hdd, ssd);
		if (nr_words < 3)
			continue;
		nr_lines++;
		if (begin + nr > parts->nr_sectors)
			parts->nr_sectors = begin + nr;
		if (nr_words == 5 && !strcmp(type, TARGET)) {
			disk_name(parts->hdd, hdd);
			disk_name(parts->ssd, ssd);
			parts->segment_order = parse_order(line);
			parts->is_ours = true;
		}
	}
	if (nr_lines != 1) {
		parts->hdd[0] = parts->ssd[0] = '\0';
		parts->is_ours = false;
	}
}

bool driver_is_dead(const char *status)
{
	const char *at = strstr(status, " " TARGET " ");

	at = at ? strstr(at, " dead") : NULL;
	return at && (at[5] == '\0' || at[5] == '\n');
}

const char *const driver_status_fields[] = {
	"cursor",	   "nr_blocks",		"nr_segments", "current_id",
	"last_written_id", "last_writeback_id", "nr_dirty",    NULL,
};

static bool read_value(const char *text, u64 *value)
{
	char *end;

	*value = strtoull(text, &end, 10);
	return end != text;
}

bool driver_status_field(const char *status, const char *name, u64 *value)
{
	const char *at = strstr(status, " " TARGET " ");
	const char *const *field;
	char key[64];

	if (!at)
		return false;
	at += strlen(" " TARGET " ");
	for (field = driver_status_fields; *field && at; field++) {
		if (!strcmp(*field, name))
			return read_value(at, value);
		at = strchr(at, ' ');
		at = at ? at + 1 : NULL;
	}
	snprintf(key, sizeof(key), " %s ", name);
	at = at ? strstr(at, key) : NULL;
	return at && read_value(at + strlen(key), value);
}
