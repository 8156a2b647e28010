// SPDX-License-Identifier: GPL-2.0-only
/*
 * Words about the disks below: declaring them, troubling them, looking into them.
 *
 * From: a scenario.
 * To:   world.c, disk_peek() and disk_poke().
 */
#include "script.h"

#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "disk.h"
#include "exchange.h"
#include "latency.h"
#include "observer.h"
#include "sandbox.h"
#include "script-args.h"
#include "words.h"
#include "world.h"

/* --- disk() --- */

static const char *const disk_options[] = { "block",  "physical", "cache",	"write_through",
					    "no_fua", "discard",  "rotational", "max_sectors",
					    "fill",   NULL };

static bool is_disk_option(const char *key)
{
	const char *const *option;

	for (option = disk_options; *option; option++)
		if (!strcmp(*option, key))
			return true;
	return false;
}

/* The options that the latency model knows, as words; they live as long as Lua's stack. */
static u32 latency_words(lua_State *L, int index, struct word *words, u32 max)
{
	static const char *const order[] = {
		"model",    "depth",	"overhead",   "read",	     "write",  "flush",
		"program",  "channels", "read_speed", "write_speed", "buffer", "rotation",
		"seek_min", "seek_avg", "seek_max",   "track",	     NULL,
	};
	u32 i, nr = 0;

	if (lua_isnoneornil(L, index))
		return 0;
	for (i = 0; order[i] && nr < max; i++) {
		if (lua_getfield(L, index, order[i]) == LUA_TNIL) {
			lua_pop(L, 1);
			continue;
		}
		words[nr++] = (struct word){ order[i], sandbox_text(L, -1) };
	}
	return nr;
}

static void check_disk_options(lua_State *L, int index)
{
	if (lua_isnoneornil(L, index))
		return;
	luaL_checktype(L, index, LUA_TTABLE);
	lua_pushnil(L);
	while (lua_next(L, index)) {
		lua_pop(L, 1);
		if (lua_type(L, -1) != LUA_TSTRING || (!is_disk_option(lua_tostring(L, -1)) &&
						       !latency_has_word(lua_tostring(L, -1)))) {
			const char *got = sandbox_text(L, -1);

			luaL_error(L,
				   "unknown option %s of a disk; docs/scenario-language.md "
				   "lists them",
				   got);
		}
	}
}

static void read_disk(lua_State *L, struct disk_config *config)
{
	static const char *const fills[] = { "zero", "garbage", NULL };

	memset(config, 0, sizeof(*config));
	config->name = luaL_checkstring(L, 1);
	config->nr_sectors = arg_sector(L, 2);
	luaL_argcheck(L, config->nr_sectors, 2, "expected a size");
	luaL_argcheck(L,
		      *config->name && strlen(config->name) < WORLD_NAME_BYTES &&
			      !strchr(config->name, '/') && !strchr(config->name, ' '),
		      1, "expected a short name");
	check_disk_options(L, 3);
	config->logical_block_bytes = option_size(L, 3, "block", 512);
	config->physical_block_bytes = option_size(L, 3, "physical", 0);
	config->cache_bytes = option_size(L, 3, "cache", 0);
	config->is_write_through = option_bool(L, 3, "write_through", false);
	config->has_no_fua = option_bool(L, 3, "no_fua", false);
	config->has_discard = option_bool(L, 3, "discard", false);
	config->is_rotational = option_bool(L, 3, "rotational", false);
	config->max_sectors = option_number(L, 3, "max_sectors", 0);
	config->has_garbage = option_one_of(L, 3, "fill", fills, 0);
	if (config->logical_block_bytes != 512 && config->logical_block_bytes != 4096)
		luaL_error(L, "block: expected 512 or 4096");
	if (config->nr_sectors * SECTOR_BYTES % config->logical_block_bytes)
		luaL_error(L, "the size is not a multiple of the block size");
	if (config->has_garbage && config->nr_sectors > DISK_MAX_GARBAGE_SECTORS)
		luaL_error(L, "fill: a disk with garbage has at most 256 MiB");
}

static int word_disk(lua_State *L)
{
	struct latency_model *latency = NULL;
	struct answer answer = { 0 };
	struct disk_config config;
	struct word words[16];
	char error[256];
	const char *wrong;
	u32 nr;

	read_disk(L, &config);
	if (script_recall(L, &answer))
		return 0;
	nr = latency_words(L, 3, words, 16);
	if (nr) {
		latency = latency_create(words, nr, error, sizeof(error));
		if (!latency)
			return luaL_error(L, "disk: %s", error);
	}
	wrong = world_add_disk(world_of(L), &config, latency);
	if (wrong)
		return luaL_error(L, "disk: %s", wrong);
	script_record(L, &answer);
	return 0;
}

/* --- faults --- */

static struct disk *arg_disk(lua_State *L, int index)
{
	const char *name = luaL_checkstring(L, index);
	struct disk *disk;

	world_fix_disks(world_of(L));
	disk = disk_find(name);
	if (!disk)
		luaL_error(L, "there is no disk %s", name);
	return disk;
}

static void add_word(lua_State *L, struct world_fault *fault)
{
	const char *key, *value = sandbox_text(L, -1);
	u32 i = fault->nr_words++;

	if (lua_type(L, -3) != LUA_TSTRING || i == WORLD_MAX_WORDS)
		luaL_error(L, "a fault is a table of at most %d words", WORLD_MAX_WORDS);
	key = lua_tostring(L, -3);
	if (strlen(key) >= 24 || strlen(value) >= 24)
		luaL_error(L, "%s: no fault has a word that long", key);
	strcpy(fault->words[i][0], key);
	strcpy(fault->words[i][1], value);
	lua_pop(L, 1);
}

static int compare_words(const void *a, const void *b)
{
	return strcmp(a, b); /* the key is at the begin of each pair */
}

static int word_fault(lua_State *L)
{
	struct answer answer = { 0 };
	struct world_fault fault;
	const char *wrong;

	luaL_checktype(L, 2, LUA_TTABLE);
	if (script_recall(L, &answer))
		return 0;
	memset(&fault, 0, sizeof(fault));
	fault.disk = disk_number(arg_disk(L, 1));
	lua_pushnil(L);
	while (lua_next(L, 2)) {
		add_word(L, &fault);
		lua_pop(L, 1);
	}
	qsort(fault.words, fault.nr_words, sizeof(fault.words[0]), compare_words);
	wrong = world_add_fault(world_of(L), &fault);
	if (wrong)
		return luaL_error(L, "fault: %s", wrong);
	script_record(L, &answer);
	return 0;
}

static int word_fault_clear(lua_State *L)
{
	struct answer answer = { 0 };

	luaL_checkstring(L, 1);
	if (script_recall(L, &answer))
		return 0;
	world_clear_faults(world_of(L), arg_disk(L, 1));
	script_record(L, &answer);
	return 0;
}

/* fail_alloc(n): the n-th allocation from now on that may fail does; 0: none. */
static int word_fail_alloc(lua_State *L)
{
	lua_Integer nth = luaL_checkinteger(L, 1);
	struct answer answer = { 0 };

	luaL_argcheck(L, nth >= 0, 1, "expected 0 or greater");
	if (script_recall(L, &answer))
		return 0;
	world_power_on(world_of(L)); /* booting is not what is to fail */
	script_check_findings(L);
	world_fail_alloc(world_of(L), nth);
	script_record(L, &answer);
	return 0;
}

/* Did the allocation that fail_alloc() asked for fail? */
static int word_alloc_failed(lua_State *L)
{
	struct answer answer = { .kind = ANSWER_BOOL };

	if (!script_recall(L, &answer)) {
		answer.number = world_plan(world_of(L))->nth_alloc_fails == 0;
		script_record(L, &answer);
	}
	return script_push(L, "alloc_failed", &answer);
}

/* --- looking into a disk --- */

static void check_inside(lua_State *L, const struct disk *disk, u64 sector, u64 nr_sectors)
{
	if (sector + nr_sectors > disk_config_of(disk)->nr_sectors)
		luaL_error(L, "beyond the end of the disk");
}

/* peek(disk, offset, size, "durable"): the bytes */
static int word_peek(lua_State *L)
{
	u64 sector = arg_sector(L, 2), nr = arg_sector(L, 3);
	bool is_durable = !strcmp(luaL_optstring(L, 4, ""), "durable");
	struct answer answer = { 0 };
	struct disk *disk;
	char *buf;

	luaL_argcheck(L, nr && nr <= 4096, 3, "expected a size from 512 to 2M");
	if (script_recall(L, &answer))
		return script_push(L, "peek", &answer);
	disk = arg_disk(L, 1);
	check_inside(L, disk, sector, nr);
	buf = malloc(nr * SECTOR_BYTES);
	(is_durable ? disk_peek_durable : disk_peek)(disk, sector, nr, buf);
	answer_set_text(&answer, ANSWER_TEXT, buf, nr * SECTOR_BYTES);
	free(buf);
	script_record(L, &answer);
	return script_push(L, "peek", &answer);
}

/* poke(disk, offset, bytes): any number of bytes; the rest of a sector stays. */
static int word_poke(lua_State *L)
{
	u64 offset = arg_size(L, 2), first = offset / SECTOR_BYTES, nr;
	struct answer answer = { 0 };
	struct disk *disk;
	size_t len;
	const char *bytes = luaL_checklstring(L, 3, &len);
	char *buf;

	luaL_argcheck(L, len && len <= 2u << 20, 3, "expected 1 byte to 2M");
	if (script_recall(L, &answer))
		return 0;
	disk = arg_disk(L, 1);
	nr = (offset + len + SECTOR_BYTES - 1) / SECTOR_BYTES - first;
	check_inside(L, disk, first, nr);
	buf = malloc(nr * SECTOR_BYTES);
	disk_peek(disk, first, nr, buf);
	memcpy(buf + offset % SECTOR_BYTES, bytes, len);
	disk_poke(disk, first, nr, buf);
	free(buf);
	world_disk_was_poked(world_of(L));
	script_record(L, &answer);
	return 0;
}

static int word_crc32c(lua_State *L)
{
	size_t len;
	const char *bytes = luaL_checklstring(L, 1, &len);

	lua_pushinteger(L, observer_crc32c(bytes, len));
	return 1;
}

/* nr_ios("ssd", "write"): how many since the power came on */
static int word_nr_ios(lua_State *L)
{
	static const char *const ops[] = {
		"read", "write", "flush", "discard", "write_zeroes", NULL
	};
	struct answer answer = { .kind = ANSWER_NUMBER };
	int op = luaL_checkoption(L, 2, NULL, ops);

	if (!script_recall(L, &answer)) {
		answer.number = world_nr_ios(world_of(L), arg_disk(L, 1), op);
		script_record(L, &answer);
	}
	return script_push(L, "nr_ios", &answer);
}

/* --- disks that come back other than they went --- */

static const char *arg_image(lua_State *L, int index)
{
	const char *name = luaL_checkstring(L, index);

	luaL_argcheck(L, *name && strlen(name) < WORLD_NAME_BYTES, index, "expected a short name");
	return name;
}

static int exchange_word(lua_State *L, const char *word, const char *wrong)
{
	struct answer answer = { 0 };

	if (wrong)
		return luaL_error(L, "%s: %s", word, wrong);
	script_record(L, &answer);
	return 0;
}

static bool is_recalled(lua_State *L)
{
	struct answer answer = { 0 };

	return script_recall(L, &answer);
}

static int word_snapshot(lua_State *L)
{
	const char *name = arg_image(L, 2);

	if (is_recalled(L))
		return 0;
	return exchange_word(L, "snapshot", exchange_snapshot(arg_disk(L, 1), name));
}

static int word_rollback(lua_State *L)
{
	const char *name = arg_image(L, 2);

	if (is_recalled(L))
		return 0;
	return exchange_word(L, "rollback", exchange_rollback(world_of(L), arg_disk(L, 1), name));
}

static int word_replace(lua_State *L)
{
	luaL_checkstring(L, 1);
	if (is_recalled(L))
		return 0;
	return exchange_word(L, "replace", exchange_replace(world_of(L), arg_disk(L, 1)));
}

static int word_exchange(lua_State *L)
{
	luaL_checkstring(L, 1);
	luaL_checkstring(L, 2);
	if (is_recalled(L))
		return 0;
	return exchange_word(L, "exchange",
			     exchange_swap(world_of(L), arg_disk(L, 1), arg_disk(L, 2)));
}

static int plug_word(lua_State *L, const char *word, bool is_there)
{
	luaL_checkstring(L, 1);
	if (is_recalled(L))
		return 0;
	return exchange_word(L, word, exchange_plug(world_of(L), arg_disk(L, 1), is_there));
}

static int word_unplug(lua_State *L)
{
	return plug_word(L, "unplug", false);
}

static int word_plug(lua_State *L)
{
	return plug_word(L, "plug", true);
}

/* exposure(): ns since the oldest write was answered that the HDD has not; 0: none */
static int word_exposure(lua_State *L)
{
	struct answer answer = { .kind = ANSWER_NUMBER };
	const char *name = luaL_optstring(L, 1, WORLD_DEVICE);
	struct world_device *dev;

	if (script_recall(L, &answer))
		return script_push(L, "exposure", &answer);
	dev = world_device(world_of(L), name);
	if (!dev || !dev->judge)
		return luaL_error(L, "exposure: there is no device %s", name);
	answer.number = exchange_exposure_ns(world_of(L), dev);
	script_record(L, &answer);
	return script_push(L, "exposure", &answer);
}

const struct script_word script_disk_words[] = {
	{ "disk", word_disk },
	{ "fault", word_fault },
	{ "fault_clear", word_fault_clear },
	{ "fail_alloc", word_fail_alloc },
	{ "alloc_failed", word_alloc_failed },
	{ "peek", word_peek },
	{ "poke", word_poke },
	{ "crc32c", word_crc32c },
	{ "nr_ios", word_nr_ios },
	{ "exposure", word_exposure },
	{ "snapshot", word_snapshot },
	{ "rollback", word_rollback },
	{ "replace", word_replace },
	{ "exchange", word_exchange },
	{ "unplug", word_unplug },
	{ "plug", word_plug },
	{ NULL, NULL },
};
