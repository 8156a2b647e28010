// SPDX-License-Identifier: GPL-2.0-only
/*
 * The world that an input plays in.
 *
 * From: play.c.
 * To:   world.c; disk images of each geometry, kept until the program ends.
 *
 *   head[0]  order 2 bits, segments 2, backing size 1, 4 KiB blocks: cache 1, backing 1
 *   head[1]  latency model: cache 2, backing 2; write-through 1, 1; no FUA 1, 1
 *   head[2]  discard 1, 1; size of the volatile cache 2, 2; small I/Os only 1, 1
 *   head[3]  writeback_threshold 2, nr_rambuf_pool 2, barrier_deadline_ms 2,
 *            nr_max_batched_writeback 2
 *   head[4]  read_cache_threshold 2, write_around_mode 1, sync_data_interval 1, ambient
 *            entries 3, an orderly end 1
 */
#include "stage.h"

#include <stdlib.h>
#include <string.h>

#include "choice.h"
#include "disk.h"
#include "driver.h"
#include "finding.h"
#include "judge.h"
#include "latency.h"

static const u32 orders[4] = { 4, 5, 6, 4 };
static const u32 segments[4] = { 3, 4, 8, 2 };
static const u64 backing_sectors[2] = { 64, 256 };
static const char *const ssd_models[4] = { "null", "sata", "fixed", "nvme" };
static const char *const hdd_models[4] = { "null", "hdd", "fixed", "sata" };
static const u32 cache_kib[4] = { 0, 8, 32, 4 };

/* Each option of the table: values of 1, 2, 3; 0 leaves it out. In driver.h's order. */
static const struct {
	const char *key;
	u8 at, shift, mask;
	u32 value[4];
} options[] = {
	{ "writeback_threshold", 3, 0, 3, { 0, 100, 70, 1 } },
	{ "nr_max_batched_writeback", 3, 6, 3, { 0, 1, 2, 4 } },
	{ "sync_data_interval", 4, 3, 1, { 0, 1 } },
	{ "read_cache_threshold", 4, 0, 3, { 0, 1, 8, 127 } },
	{ "write_around_mode", 4, 2, 1, { 0, 1 } },
	{ "nr_rambuf_pool", 3, 2, 3, { 0, 1, 2, 3 } },
	{ "barrier_deadline_ms", 3, 4, 3, { 0, 1, 10, 200 } },
};

#define NR_OPTIONS (sizeof(options) / sizeof(options[0]))

struct images {
	struct disk_image *ssd, *hdd;
};

static struct images formatted[STAGE_NR_GEOMETRIES];

static u32 option_value(const u8 *head, size_t i)
{
	return options[i].value[head[options[i].at] >> options[i].shift & options[i].mask];
}

static void read_options(struct stage *st, const u8 *head)
{
	size_t i, used = 0;

	st->options[0] = '\0';
	for (i = 0; i < NR_OPTIONS; i++)
		if (option_value(head, i))
			used += snprintf(st->options + used, sizeof(st->options) - used, "%s%s %u",
					 used ? " " : "", options[i].key, option_value(head, i));
}

void stage_read(struct stage *st, const struct input *in)
{
	const u8 *head = in->head;
	struct driver_geometry geometry = { .hdd = "hdd", .ssd = "ssd" };

	st->head = head;
	st->geometry = head[0] % STAGE_NR_GEOMETRIES;
	st->order = orders[head[0] & 3];
	st->nr_segments = segments[head[0] >> 2 & 3];
	st->hdd_sectors = backing_sectors[head[0] >> 4 & 1];
	st->ssd_block = head[0] & 32 ? 4096 : 512;
	st->hdd_block = head[0] & 64 ? 4096 : 512;
	st->ends_in_order = head[4] & 128;
	read_options(st, head);
	geometry.nr_sectors = st->hdd_sectors;
	geometry.segment_order = st->order;
	geometry.nr_segments = st->nr_segments;
	geometry.options = st->options;
	st->ssd_sectors = driver_ssd_sectors(&geometry);
	driver_table(&geometry, st->table, sizeof(st->table));
}

/* --- disks --- */

struct disk_words {
	struct disk_config config;
	const char *model;
};

static void read_disk(const struct stage *st, bool is_hdd, struct disk_words *words)
{
	const u8 *head = st->head;
	u32 cache = cache_kib[head[2] >> (is_hdd ? 4 : 2) & 3];

	words->model = is_hdd ? hdd_models[head[1] >> 2 & 3] : ssd_models[head[1] & 3];
	words->config = (struct disk_config){
		.name = is_hdd ? "hdd" : "ssd",
		.nr_sectors = is_hdd ? st->hdd_sectors : st->ssd_sectors,
		.logical_block_bytes = is_hdd ? st->hdd_block : st->ssd_block,
		.is_write_through = head[1] >> (is_hdd ? 5 : 4) & 1,
		.has_no_fua = head[1] >> (is_hdd ? 7 : 6) & 1,
		.has_discard = head[2] >> (is_hdd ? 1 : 0) & 1,
		.cache_bytes = (u64)cache << 10,
		.max_sectors = head[2] >> (is_hdd ? 7 : 6) & 1 ? 8 : 0,
		.is_rotational = is_hdd,
	};
}

static void add_disk(struct world *w, const struct stage *st, bool is_hdd)
{
	struct latency_model *latency = NULL;
	struct disk_words words;
	char error[128];

	read_disk(st, is_hdd, &words);
	if (strcmp(words.model, "null"))
		latency = latency_create(&(struct word){ "model", words.model }, 1, error,
					 sizeof(error));
	if (world_add_disk(w, &words.config, latency)) {
		fprintf(stderr, "fuzz: no such disk: %s\n", disk_config_error(&words.config));
		exit(3);
	}
}

void stage_add_disks(struct world *w, const struct stage *st)
{
	add_disk(w, st, false);
	add_disk(w, st, true);
}

static struct world_device *add_device(struct world *w, const struct stage *st)
{
	struct world_device *dev = world_add_device(w, WORLD_DEVICE);

	strcpy(dev->table, st->table);
	dev->is_wanted = true;
	return dev;
}

void stage_set_formatted(struct world *w, const struct stage *st)
{
	const struct images *images = &formatted[st->geometry];

	disk_image_restore(disk_find("ssd"), images->ssd);
	disk_image_restore(disk_find("hdd"), images->hdd);
	add_device(w, st)->was_up = true;
}

/* --- formatting --- */

static void format(struct world *w, u32 geometry)
{
	static const u8 zeroes[INPUT_HEAD_BYTES];
	struct input in;
	struct stage st;

	input_cut(&in, zeroes, sizeof(zeroes));
	in.head[0] = geometry;
	stage_read(&st, &in);
	world_begin(w, false);
	choice_begin(NULL);
	stage_add_disks(w, &st);
	add_device(w, &st);
	if (!world_raise(w, WORLD_DEVICE) || !world_shutdown(w)) {
		fprintf(stderr, "fuzz: cannot format geometry %u: %s\n", geometry,
			finding_first() ? finding_first()->text : "no finding");
		exit(3);
	}
	formatted[geometry].ssd = disk_image_take(disk_find("ssd"));
	formatted[geometry].hdd = disk_image_take(disk_find("hdd"));
}

void stage_prepare(struct world *w)
{
	u32 geometry;

	for (geometry = 0; geometry < STAGE_NR_GEOMETRIES; geometry++)
		format(w, geometry);
	world_end(w);
}

/* --- as a scenario --- */

static void print_disk(const struct stage *st, bool is_hdd, FILE *script)
{
	struct disk_words words;
	const struct disk_config *c = &words.config;

	read_disk(st, is_hdd, &words);
	fprintf(script, "disk(\"%s\", %llu, {", c->name, c->nr_sectors * SECTOR_BYTES);
	if (strcmp(words.model, "null"))
		fprintf(script, "model=\"%s\", ", words.model);
	if (c->logical_block_bytes != 512)
		fprintf(script, "block=%u, ", c->logical_block_bytes);
	if (c->cache_bytes)
		fprintf(script, "cache=%llu, ", c->cache_bytes);
	if (c->max_sectors)
		fprintf(script, "max_sectors=%u, ", c->max_sectors);
	fprintf(script, "write_through=%s, no_fua=%s, discard=%s, rotational=%s})\n",
		c->is_write_through ? "true" : "false", c->has_no_fua ? "true" : "false",
		c->has_discard ? "true" : "false", c->is_rotational ? "true" : "false");
}

void stage_print(const struct stage *st, FILE *script)
{
	size_t i;

	print_disk(st, false, script);
	print_disk(st, true, script);
	fprintf(script, "device{order=%u, segments=%u", st->order, st->nr_segments);
	for (i = 0; i < NR_OPTIONS; i++)
		if (option_value(st->head, i))
			fprintf(script, ", %s=%u", options[i].key, option_value(st->head, i));
	fprintf(script, "}\nreboot()\n");
}
