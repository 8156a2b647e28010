// SPDX-License-Identifier: GPL-2.0-only
/*
 * The world of one run.
 *
 * From: the script's words, which declare; run.c, which begins and ends.
 * To:   disks, machine_boot(), dmsetup; each device's judge.
 */
#include "world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "clock.h"
#include "disk-fault.h"
#include "driver.h"
#include "exchange.h"
#include "finding.h"
#include "judge.h"
#include "latency.h"
#include "swarm.h"
#include "trouble.h"

#define MAX_ORPHANS 64
#define DEFAULT_SSD_ORDER 6
#define DEFAULT_SSD_SEGMENTS 16
#define DEFAULT_HDD_SECTORS (16u << 11)

struct world {
	struct disk *disks[WORLD_MAX_DISKS];
	struct latency_model *latencies[WORLD_MAX_DISKS];
	u32 nr_disks;
	struct judge *orphans[MAX_ORPHANS];
	u32 nr_orphans;
	struct world_plan plan;
	struct world_counts counts;
	struct world_chain chain;
	bool is_fixed; /* was powered on once: no more disks */
	bool keeps_history;
	u32 nr_histories, base_histories;
	bool is_in_epoch;
	char *log;
	size_t log_bytes, log_room;
	void (*log_fn)(const char *line, void *ctx);
	void *log_ctx;
	char error[256];
};

struct world_plan *world_plan(struct world *w)
{
	return &w->plan;
}

struct world_counts *world_counts(struct world *w)
{
	return &w->counts;
}

bool world_keeps_history(const struct world *w)
{
	return w->keeps_history;
}

void world_keep_history(struct world *w, bool keeps_history)
{
	w->keeps_history = keeps_history;
}

/* --- disks --- */

const char *world_add_disk(struct world *w, struct disk_config *config,
			   struct latency_model *latency)
{
	const char *wrong = NULL;

	if (w->is_fixed)
		wrong = "disks are declared before anything uses them";
	else if (w->nr_disks == WORLD_MAX_DISKS)
		wrong = "too many disks";
	else if (disk_find(config->name))
		wrong = "there is a disk of that name";
	if (wrong) {
		if (latency)
			latency_destroy(latency);
		return wrong;
	}
	config->latency = latency;
	w->latencies[w->nr_disks] = latency;
	w->disks[w->nr_disks++] = disk_create(config);
	return NULL;
}

u32 world_nr_disks(const struct world *w)
{
	return w->nr_disks;
}

static void add_default_disk(struct world *w, const char *name, const char *model, u64 nr_sectors,
			     bool is_rotational)
{
	const struct word word = { "model", model };
	struct disk_config config = { .name = name,
				      .nr_sectors = nr_sectors,
				      .has_discard = !is_rotational,
				      .is_rotational = is_rotational };

	world_add_disk(w, &config, latency_create(&word, 1, w->error, sizeof(w->error)));
}

static const struct driver_geometry default_geometry = { .hdd = "hdd",
							 .ssd = "ssd",
							 .segment_order = DEFAULT_SSD_ORDER,
							 .nr_segments = DEFAULT_SSD_SEGMENTS,
							 .options = "" };

void world_add_default_disks(struct world *w, u64 ssd_sectors)
{
	if (!disk_find("ssd"))
		add_default_disk(w, "ssd", "sata", ssd_sectors, false);
	if (!disk_find("hdd"))
		add_default_disk(w, "hdd", "hdd", DEFAULT_HDD_SECTORS, true);
}

void world_fix_disks(struct world *w)
{
	if (!w->nr_disks)
		world_add_default_disks(w, driver_ssd_sectors(&default_geometry));
	w->is_fixed = true;
}

void world_disk_was_poked(struct world *w)
{
	struct world_device *dev;

	w->plan.was_poked = true;
	for (dev = w->plan.devices; dev < w->plan.devices + w->plan.nr_devices; dev++) {
		if (dev->judge) {
			judge_watch(dev->judge, false);
			judge_watch(dev->judge, true);
		}
	}
}

static void count_ios_from_here(struct world *w)
{
	struct disk_stats stats;
	u32 i;

	for (i = 0; i < w->nr_disks; i++) {
		disk_stats_get(w->disks[i], &stats);
		memcpy(w->plan.ios_before[i], stats.nr_ios, sizeof(stats.nr_ios));
	}
}

u64 world_nr_ios(struct world *w, const struct disk *disk, enum disk_op op)
{
	struct disk_stats stats;

	disk_stats_get(disk, &stats);
	return stats.nr_ios[op] - w->plan.ios_before[disk_number(disk)][op];
}

/* --- faults --- */

static struct disk_fault *make_fault(struct world *w, const struct world_fault *fault)
{
	struct word words[WORLD_MAX_WORDS];
	u32 i;

	for (i = 0; i < fault->nr_words; i++)
		words[i] = (struct word){ fault->words[i][0], fault->words[i][1] };
	return disk_fault_create(words, fault->nr_words, w->error, sizeof(w->error));
}

const char *world_add_fault(struct world *w, const struct world_fault *fault)
{
	struct disk_fault *layer = make_fault(w, fault);

	if (!layer)
		return w->error;
	if (w->plan.nr_faults == WORLD_MAX_FAULTS) {
		disk_fault_destroy(layer);
		return "too many faults";
	}
	w->plan.faults[w->plan.nr_faults++] = *fault;
	swarm_enable_fault(w->disks[fault->disk], disk_fault_effect(layer));
	disk_fault_push(w->disks[fault->disk], layer);
	trouble_allow_errors(w);
	return NULL;
}

void world_clear_faults(struct world *w, const struct disk *disk)
{
	struct world_plan *plan = &w->plan;
	u32 i, kept = 0;

	for (i = 0; i < plan->nr_faults; i++)
		if (plan->faults[i].disk != disk_number(disk))
			plan->faults[kept++] = plan->faults[i];
	plan->nr_faults = kept;
	disk_fault_clear(w->disks[disk_number(disk)]);
}

/* A boot finds the disks as troubled as they were declared, counting from 1 again. */
static void push_faults(struct world *w)
{
	u32 i;

	for (i = 0; i < w->nr_disks; i++)
		disk_fault_clear(w->disks[i]);
	for (i = 0; i < w->plan.nr_faults; i++)
		disk_fault_push(w->disks[w->plan.faults[i].disk],
				make_fault(w, &w->plan.faults[i]));
	if (w->plan.nr_faults)
		trouble_allow_errors(w);
}

/* --- devices --- */

struct world_device *world_device(struct world *w, const char *name)
{
	u32 i;

	for (i = 0; i < w->plan.nr_devices; i++)
		if (!strcmp(w->plan.devices[i].name, name))
			return &w->plan.devices[i];
	return NULL;
}

struct world_device *world_add_device(struct world *w, const char *name)
{
	struct world_device *dev = world_device(w, name);

	world_is_woken(w);
	if (dev || w->plan.nr_devices == WORLD_MAX_DEVICES || strlen(name) >= WORLD_NAME_BYTES)
		return dev;
	dev = &w->plan.devices[w->plan.nr_devices++];
	memset(dev, 0, sizeof(*dev));
	strcpy(dev->name, name);
	return dev;
}

static void begin_judge_history(struct world_device *dev)
{
	if (!dev->judge)
		return;
	dev->judged_from = event_boundary();
	judge_history_begin(dev->judge);
}

void world_set_judge(struct world *w, struct world_device *dev, const char *table)
{
	struct judge_config config = { .dev = dev->name };
	struct driver_parts parts;

	if (dev->judge && (dev->was_up || !strcmp(dev->table, table))) {
		judge_listen(dev->judge); /* another device may have come for its disks meanwhile */
		return;
	}
	driver_parse_table(table, &parts);
	if (!parts.nr_sectors || w->nr_orphans == MAX_ORPHANS)
		return;
	if (dev->judge) /* of a table that never came up; a crash point may know it */
		w->orphans[w->nr_orphans++] = dev->judge;
	if (table != dev->table)
		snprintf(dev->table, sizeof(dev->table), "%s", table);
	config.nr_sectors = parts.nr_sectors;
	config.ssd = parts.ssd[0] ? disk_find(parts.ssd) : NULL;
	config.hdd = parts.hdd[0] ? disk_find(parts.hdd) : NULL;
	config.has_observer = config.ssd && config.hdd;
	config.never_dies = !parts.is_ours;
	dev->judge = judge_create(&config);
	if (w->keeps_history)
		begin_judge_history(dev);
	if (w->plan.nr_faults)
		trouble_allow_errors(w);
}

void world_revive(struct world_device *dev)
{
	if (dev->judge)
		judge_revive(dev->judge);
}

void world_device_gone(struct world_device *dev)
{
	dev->is_live = false;
	dev->nr_open = 0;
}

const char *world_standard_table(struct world *w, char *table, size_t bytes)
{
	struct driver_geometry geometry = default_geometry;
	const struct disk *hdd;

	world_fix_disks(w);
	hdd = disk_find("hdd");
	if (!hdd || !disk_find("ssd"))
		return NULL;
	geometry.nr_sectors = disk_config_of(hdd)->nr_sectors;
	driver_table(&geometry, table, bytes);
	return table;
}

/* --- the machine's log --- */

static void keep_log(const char *line, void *ctx)
{
	struct world *w = ctx;
	size_t chars = strlen(line);

	if (w->log_bytes + chars + 2 > w->log_room) {
		w->log_room = (w->log_room + chars + 4096) * 2;
		w->log = realloc(w->log, w->log_room);
	}
	memcpy(w->log + w->log_bytes, line, chars);
	w->log_bytes += chars;
	w->log[w->log_bytes++] = '\n';
	w->log[w->log_bytes] = '\0';
	if (w->log_fn)
		w->log_fn(line, w->log_ctx);
}

u64 world_log_count(const struct world *w, const char *text)
{
	const char *at = w->log_bytes ? strstr(w->log, text) : NULL;
	u64 nr = 0;

	for (; at; at = strstr(at + 1, text))
		nr++;
	return nr;
}

void world_log_listen(struct world *w, void (*fn)(const char *line, void *ctx), void *ctx)
{
	w->log_fn = fn;
	w->log_ctx = ctx;
}

size_t world_log_bytes(const struct world *w)
{
	return w->log_bytes;
}

void world_log_cut_to(struct world *w, size_t bytes)
{
	w->log_bytes = bytes;
	if (w->log)
		w->log[bytes] = '\0';
}

/* --- power --- */

static void begin_history(struct world *w)
{
	u32 i;

	for (i = 0; i < w->nr_disks; i++)
		disk_history_begin(w->disks[i]);
	for (i = 0; i < w->plan.nr_devices; i++)
		begin_judge_history(&w->plan.devices[i]);
	w->nr_histories++;
}

u32 world_base_histories(const struct world *w)
{
	return w->base_histories;
}

void world_set_base_histories(struct world *w, u32 nr)
{
	w->base_histories = nr;
}

u32 world_nr_histories(const struct world *w)
{
	return w->nr_histories;
}

void world_end_histories(struct world *w, u32 nr_left)
{
	u32 i;

	for (; w->nr_histories > nr_left; w->nr_histories--)
		for (i = 0; i < w->nr_disks; i++)
			disk_history_end(w->disks[i]);
}

bool world_power_on(struct world *w)
{
	static const struct machine_config config;
	int error;

	if (machine_is_on())
		return true;
	world_fix_disks(w);
	push_faults(w);
	exchange_before_boot(w);
	count_ios_from_here(w);
	w->plan.nr_labels = 0;
	if (w->keeps_history)
		begin_history(w);
	w->counts.nr_boots++;
	w->is_in_epoch = true;
	machine_log_listen(keep_log, w);
	machine_alloc_fault = NULL;
	trouble_ignore(); /* booting is not what is to fail */
	error = machine_boot(&config);
	if (error)
		finding_report("boot", "module_init failed with %s", errno_word(error));
	world_fail_alloc(w, w->plan.nth_alloc_fails);
	trouble_listen(w);
	return !finding_first();
}

struct create_call {
	const char *name, *table;
	int error;
};

static void create_fn(void *arg)
{
	struct create_call *call = arg;

	call->error = dmsetup_create(call->name, call->table, false);
}

void world_device_created(struct world *w, struct world_device *dev, const char *table)
{
	if (table != dev->table)
		snprintf(dev->table, sizeof(dev->table), "%s", table);
	dev->next_table[0] = '\0';
	dev->is_wanted = dev->is_live = dev->was_up = true;
	dev->is_suspended = false;
	world_set_judge(w, dev, table);
}

static bool raise_device(struct world *w, struct world_device *dev)
{
	struct create_call call = { dev->name, dev->table, 0 };
	u32 nr_troubles = w->plan.nr_troubles;

	world_set_judge(w, dev, dev->table);
	world_revive(dev);
	trouble_new_life(w);
	machine_call("dmsetup", create_fn, &call);
	if (finding_first() || (call.error && w->plan.nr_troubles > nr_troubles))
		return false;
	if (call.error) {
		finding_report(dev->was_up ? "recovery" : "create",
			       "creating the device%s ended with %s%s%s; the table is \"%s\"",
			       dev->was_up ? " again" : "", errno_word(call.error),
			       *dmsetup_last_error() ? ": " : "", dmsetup_last_error(), dev->table);
		return false;
	}
	world_device_created(w, dev, dev->table);
	return true;
}

static bool add_standard_device(struct world *w)
{
	struct world_device *dev;
	char table[WORLD_TABLE_BYTES];

	if (!world_standard_table(w, table, sizeof(table)))
		return false;
	dev = world_add_device(w, WORLD_DEVICE);
	strcpy(dev->table, table);
	dev->is_wanted = true;
	return true;
}

struct world_device *world_raise(struct world *w, const char *name)
{
	struct world_device *dev;
	u32 i;

	if (!world_power_on(w))
		return NULL;
	if (!w->plan.nr_devices && !strcmp(name, WORLD_DEVICE) && !add_standard_device(w))
		return NULL;
	for (i = 0; i < w->plan.nr_devices; i++) {
		dev = &w->plan.devices[i];
		if (dev->is_wanted && !dev->is_live && !raise_device(w, dev))
			return NULL;
	}
	dev = world_device(w, name);
	return dev && dev->is_live ? dev : NULL;
}

static void remove_fn(void *arg)
{
	struct create_call *call = arg;

	call->error = dmsetup_remove(call->name, false, false);
}

bool world_remove_devices(struct world *w)
{
	u32 i;

	for (i = w->plan.nr_devices; i-- && machine_is_on();) {
		struct world_device *dev = &w->plan.devices[i];
		struct create_call call = { dev->name, NULL, 0 };

		if (!dev->is_live)
			continue;
		machine_call("dmsetup", remove_fn, &call);
		if (finding_first())
			return false;
		if (call.error) {
			finding_report("remove", "removing the device ended with %s",
				       errno_word(call.error));
			return false;
		}
		world_device_gone(dev);
	}
	return true;
}

void world_epoch_end(struct world *w)
{
	struct {
		struct world_chain chain;
		char digest[EVENT_DIGEST_CHARS];
	} link;
	XXH128_hash_t hash;

	if (!w->is_in_epoch)
		return;
	w->is_in_epoch = false;
	memset(&link, 0, sizeof(link));
	link.chain = w->chain;
	event_digest(link.digest);
	hash = XXH3_128bits(&link, sizeof(link));
	w->chain = (struct world_chain){ hash.low64, hash.high64 };
	w->counts.virtual_ns += clock_now_ns();
}

void world_went_off(struct world *w)
{
	u32 i;

	for (i = 0; i < w->plan.nr_devices; i++) {
		w->plan.devices[i].is_live = false;
		w->plan.devices[i].nr_open = 0;
		w->plan.devices[i].is_suspended = false;
		w->plan.devices[i].next_table[0] = '\0';
		quiet_forget(&w->plan.devices[i].quiet);
	}
}

bool world_shutdown(struct world *w)
{
	bool is_good = world_remove_devices(w);
	u32 i;

	if (machine_is_on())
		w->counts.virtual_ns += clock_now_ns(); /* a machine that is off has no time */
	if (is_good && machine_is_on())
		machine_shutdown();
	for (i = 0; is_good && i < w->plan.nr_devices; i++)
		if (w->plan.devices[i].judge)
			is_good = judge_finish(w->plan.devices[i].judge);
	for (i = 0; w->keeps_history && i < w->plan.nr_devices; i++)
		if (w->plan.devices[i].judge)
			judge_history_end(w->plan.devices[i].judge);
	world_end_histories(w, w->base_histories);
	world_epoch_end(w);
	world_went_off(w);
	event_begin();
	trouble_went_off(w);
	return is_good && !finding_first();
}

/* --- marks, digest, trouble --- */

void world_mark(struct world *w, const char *name, u64 boundary)
{
	struct world_plan *plan = &w->plan;
	u32 i = 0;

	while (i < plan->nr_labels && strcmp(plan->labels[i].name, name))
		i++;
	if (i == WORLD_MAX_LABELS)
		return;
	if (i == plan->nr_labels)
		plan->nr_labels++;
	snprintf(plan->labels[i].name, WORLD_NAME_BYTES, "%s", name);
	plan->labels[i].boundary = boundary;
}

bool world_marked(const struct world *w, const char *name, u64 *boundary)
{
	u32 i;

	for (i = 0; i < w->plan.nr_labels; i++) {
		if (!strcmp(w->plan.labels[i].name, name)) {
			*boundary = w->plan.labels[i].boundary;
			return true;
		}
	}
	return false;
}

struct world_chain world_chain(const struct world *w)
{
	return w->chain;
}

void world_set_chain(struct world *w, struct world_chain chain)
{
	w->chain = chain;
}

void world_digest(const struct world *w, char out[EVENT_DIGEST_CHARS])
{
	snprintf(out, EVENT_DIGEST_CHARS, "%016llx%016llx", w->chain.high, w->chain.low);
}

bool world_tick(struct world *w)
{
	u32 i;

	for (i = 0; i < w->plan.nr_devices; i++)
		if (w->plan.devices[i].judge && !judge_tick(w->plan.devices[i].judge))
			return false;
	return true;
}

void world_report_hang(struct world *w, const char *word)
{
	(void)w;
	finding_report("hung", "%s never ends: nothing can run and no timer is set", word);
}

/* --- life --- */

struct world *world_create(void)
{
	return calloc(1, sizeof(struct world));
}

static void drop_judges(struct world *w)
{
	u32 i;

	for (i = 0; i < w->plan.nr_devices; i++)
		if (w->plan.devices[i].judge)
			judge_destroy(w->plan.devices[i].judge);
	while (w->nr_orphans)
		judge_destroy(w->orphans[--w->nr_orphans]);
	memset(&w->plan, 0, sizeof(w->plan));
}

void world_end(struct world *w)
{
	if (machine_is_on())
		machine_cut();
	machine_log_listen(NULL, NULL);
	world_fail_alloc(w, 0);
	trouble_ignore();
	swarm_begin();
	drop_judges(w);
	exchange_forget();
	while (w->nr_disks) {
		w->nr_disks--;
		disk_fault_clear(w->disks[w->nr_disks]);
		disk_destroy(w->disks[w->nr_disks]);
		if (w->latencies[w->nr_disks])
			latency_destroy(w->latencies[w->nr_disks]);
	}
}

void world_begin(struct world *w, bool keeps_history)
{
	world_end(w);
	world_log_cut_to(w, 0);
	memset(&w->counts, 0, sizeof(w->counts));
	w->chain = (struct world_chain){ 0, 0 };
	w->is_fixed = w->is_in_epoch = false;
	w->nr_histories = w->base_histories = 0;
	w->keeps_history = keeps_history;
	finding_clear();
	event_begin();
}

void world_destroy(struct world *w)
{
	world_end(w);
	free(w->log);
	free(w);
}
