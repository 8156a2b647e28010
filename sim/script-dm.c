// SPDX-License-Identifier: GPL-2.0-only
/*
 * Words about devices: the verbs of dmsetup, and device{} for the standard one.
 *
 * From: a scenario.
 * To:   dmsetup_*(), each in a task of the machine.
 */
#include "script.h"

#include <errno.h>
#include <lauxlib.h>
#include <stdio.h>
#include <string.h>

#include "driver.h"
#include "judge.h"
#include "machine.h"
#include "script-args.h"
#include "trouble.h"
#include "user.h"
#include "world.h"

#define REPLY_BYTES 4096

/**
 * struct dm_op - one verb on its way
 * @run: calls dmsetup; in a task of the machine
 */
struct dm_op {
	struct op op;
	void (*run)(struct dm_op *dm);
	struct world *world;
	char name[WORLD_NAME_BYTES];
	char text[WORLD_TABLE_BYTES];
	u32 flags;
	u64 sector;
	bool is_first, is_second; /* options of the verb, by its order of arguments */
	char reply[REPLY_BYTES];
};

static void dm_task(void *arg)
{
	struct dm_op *dm = arg;

	dm->run(dm);
	script_op_end(&dm->op);
}

/* What the driver says goes with the error. */
static void set_error(struct dm_op *dm, int error, bool is_input)
{
	struct answer *answer = &dm->op.answer;
	const char *text = dmsetup_last_error();

	answer->error = error;
	answer->is_input = error && is_input;
	if (error && *text)
		answer_set_text(answer, ANSWER_TEXT, text, strlen(text));
}

static struct world_device *device_of(struct dm_op *dm)
{
	return world_device(dm->world, dm->name);
}

/* --- starting --- */

static const char *arg_name(lua_State *L, int index)
{
	const char *name = luaL_checkstring(L, index);

	luaL_argcheck(L, *name && strlen(name) < WORLD_NAME_BYTES, index, "expected a short name");
	return name;
}

static const char *arg_table(lua_State *L, int index)
{
	const char *table = luaL_checkstring(L, index);

	luaL_argcheck(L, strlen(table) < WORLD_TABLE_BYTES, index, "expected at most 1023 bytes");
	return table;
}

/* @must_raise: the verb is about a device that is there, or comes back after a cut. */
static void make_ready(lua_State *L, const char *name, bool must_raise)
{
	struct world *w = world_of(L);

	if (script_is_replaying(script_of(L)))
		return;
	if (must_raise && world_device(w, name) && world_device(w, name)->is_wanted)
		world_raise(w, name);
	else if (must_raise && !strcmp(name, WORLD_DEVICE) && !world_plan(w)->nr_devices)
		world_raise(w, name);
	else
		world_power_on(w);
	script_check_findings(L);
}

static struct dm_op *dm_begin(lua_State *L, const char *word, void (*run)(struct dm_op *dm),
			      const char *name)
{
	struct dm_op *dm = script_op_begin(L, word, sizeof(*dm));

	dm->run = run;
	dm->world = world_of(L);
	strcpy(dm->name, name);
	return dm;
}

static int dm_start(lua_State *L, struct dm_op *dm)
{
	if (!script_is_replaying(dm->op.script))
		machine_spawn("dmsetup", dm_task, dm);
	return script_op_wait(L, &dm->op);
}

static const char *optional_name(lua_State *L, int index)
{
	return lua_isnoneornil(L, index) ? WORLD_DEVICE : arg_name(L, index);
}

/* --- create --- */

static void run_create(struct dm_op *dm)
{
	struct world_device *dev = device_of(dm);
	int error = dmsetup_create(dm->name, dm->text, dm->is_first);

	if (!error)
		world_device_created(dm->world, dev, dm->text);
	set_error(dm, error, error == -EINVAL && !dev->was_up);
}

static int create_word(lua_State *L, const char *word, const char *name, const char *table,
		       bool is_readonly)
{
	struct world *w = world_of(L);
	struct world_device *dev;
	struct dm_op *dm;

	make_ready(L, name, false);
	if (!script_is_replaying(script_of(L))) {
		dev = world_add_device(w, name);
		if (!dev)
			return luaL_error(L, "more than %d devices", WORLD_MAX_DEVICES);
		world_set_judge(w, dev, table);
		if (!dev->is_live)
			world_revive(dev);
		trouble_new_life(w);
	}
	dm = dm_begin(L, word, run_create, name);
	strcpy(dm->text, table);
	dm->is_first = is_readonly;
	return dm_start(L, dm);
}

static int word_create(lua_State *L)
{
	static const char *const options[] = { "readonly", NULL };

	options_check(L, 3, options);
	return create_word(L, "dm.create", arg_name(L, 1), arg_table(L, 2),
			   option_bool(L, 3, "readonly", false));
}

/* --- device{} --- */

static const char *const geometry_options[] = { "name", "order", "segments", "size",
						"hdd",	"ssd",	 NULL };

static void add_option(lua_State *L, char *options, size_t bytes)
{
	const char *const *known;
	const char *key = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "?";
	size_t used = strlen(options);

	for (known = geometry_options; *known; known++)
		if (!strcmp(*known, key))
			return;
	if (!driver_option(key))
		luaL_error(L, "unknown option %s of a device; docs/scenario-language.md lists them",
			   key);
	snprintf(options + used, bytes - used, "%s%s %llu", used ? " " : "", key,
		 (unsigned long long)option_number(L, 1, key, 0));
}

/* In the order of driver_options, not of Lua's table. */
static void read_options(lua_State *L, char *options, size_t bytes)
{
	const char *const *known;
	char all[512] = "";

	lua_pushnil(L);
	while (lua_next(L, 1)) {
		add_option(L, all, sizeof(all));
		lua_pop(L, 1);
	}
	options[0] = '\0';
	for (known = driver_options; *known; known++) {
		if (lua_getfield(L, 1, *known) != LUA_TNIL) {
			lua_pushvalue(L, -1);
			snprintf(options + strlen(options), bytes - strlen(options), "%s%s %llu",
				 *options ? " " : "", *known,
				 (unsigned long long)option_number(L, 1, *known, 0));
			lua_pop(L, 1);
		}
		lua_pop(L, 1);
	}
}

static void read_geometry(lua_State *L, struct driver_geometry *g, char *options, size_t bytes)
{
	luaL_checktype(L, 1, LUA_TTABLE);
	read_options(L, options, bytes);
	g->hdd = option_text(L, 1, "hdd", "hdd");
	g->ssd = option_text(L, 1, "ssd", "ssd");
	g->segment_order = option_number(L, 1, "order", 6);
	g->nr_segments = option_number(L, 1, "segments", 16);
	g->nr_sectors = option_size(L, 1, "size", 0) / SECTOR_BYTES;
	g->options = options;
	if (g->segment_order > 20 || !g->nr_segments || g->nr_segments > 1u << 24)
		luaL_error(L, "device: no disk could hold that");
}

static int word_device(lua_State *L)
{
	char options[512], table[WORLD_TABLE_BYTES];
	struct driver_geometry g;
	struct disk *hdd;

	read_geometry(L, &g, options, sizeof(options));
	if (!script_is_replaying(script_of(L))) {
		world_add_default_disks(world_of(L), driver_ssd_sectors(&g));
		hdd = disk_find(g.hdd);
		if (!hdd)
			return luaL_error(L, "device: there is no disk %s", g.hdd);
		if (!g.nr_sectors)
			g.nr_sectors = disk_config_of(hdd)->nr_sectors;
	}
	driver_table(&g, table, sizeof(table));
	return create_word(L, "device", option_text(L, 1, "name", WORLD_DEVICE), table, false);
}

/* --- load, resume, suspend, remove, clear --- */

static void run_load(struct dm_op *dm)
{
	struct world_device *dev = device_of(dm);
	int error = dmsetup_load(dm->name, dm->text, dm->is_first);

	if (!error && dev)
		strcpy(dev->next_table, dm->text);
	set_error(dm, error, error == -EINVAL);
}

static int word_load(lua_State *L)
{
	const char *name = arg_name(L, 1), *table = arg_table(L, 2);
	struct dm_op *dm;

	make_ready(L, name, true);
	dm = dm_begin(L, "dm.load", run_load, name);
	strcpy(dm->text, table);
	return dm_start(L, dm);
}

static void run_resume(struct dm_op *dm)
{
	struct world_device *dev = device_of(dm);
	bool is_new = dev && dev->next_table[0];
	int error;

	if (dev)
		world_wakes_up(dm->world, dev);
	if (is_new && dev->judge)
		judge_reload_begin(dev->judge);
	if (is_new)
		trouble_new_life(dm->world);
	error = dmsetup_resume(dm->name);
	if (is_new)
		trouble_new_life(dm->world); /* the old table's last flush may have failed */
	if (is_new && dev->judge)
		judge_reload_end(dev->judge, !error);
	if (error && is_new)
		dev->is_suspended = true; /* the swap had suspended it */
	if (!error && dev) {
		dev->is_suspended = false;
		if (is_new)
			world_device_created(dm->world, dev, dev->next_table);
	}
	set_error(dm, error, false);
}

static void run_suspend(struct dm_op *dm)
{
	struct world_device *dev = device_of(dm);
	int error = dmsetup_suspend(dm->name, dm->flags);

	if (!error && dev)
		world_fell_asleep(dm->world, dev);
	set_error(dm, error, false);
}

static void run_remove(struct dm_op *dm)
{
	struct world_device *dev = device_of(dm);
	int error;

	if (dev)
		quiet_end(&dev->quiet, dev->name);
	error = dmsetup_remove(dm->name, dm->is_first, dm->is_second);
	if (!error && dev) {
		world_device_gone(dev);
		dev->is_wanted = dev->is_suspended = false;
		if (dev->judge)
			judge_suspended(dev->judge, false);
	}
	set_error(dm, error, false);
}

static void run_clear(struct dm_op *dm)
{
	struct world_device *dev = device_of(dm);
	int error = dmsetup_clear(dm->name);

	if (!error && dev)
		dev->next_table[0] = '\0';
	set_error(dm, error, false);
}

static int word_resume(lua_State *L)
{
	const char *name = optional_name(L, 1);

	make_ready(L, name, true);
	return dm_start(L, dm_begin(L, "dm.resume", run_resume, name));
}

static int word_suspend(lua_State *L)
{
	static const char *const options[] = { "noflush", "nolockfs", NULL };
	const char *name = optional_name(L, 1);
	struct dm_op *dm;

	options_check(L, 2, options);
	make_ready(L, name, true);
	dm = dm_begin(L, "dm.suspend", run_suspend, name);
	dm->flags = (option_bool(L, 2, "noflush", false) ? DMSETUP_NOFLUSH : 0) |
		    (option_bool(L, 2, "nolockfs", false) ? DMSETUP_NOLOCKFS : 0);
	return dm_start(L, dm);
}

static int word_remove(lua_State *L)
{
	static const char *const options[] = { "force", "deferred", NULL };
	const char *name = optional_name(L, 1);
	struct dm_op *dm;

	options_check(L, 2, options);
	make_ready(L, name, true);
	dm = dm_begin(L, "dm.remove", run_remove, name);
	dm->is_first = option_bool(L, 2, "force", false);
	dm->is_second = option_bool(L, 2, "deferred", false);
	return dm_start(L, dm);
}

static int word_clear(lua_State *L)
{
	const char *name = optional_name(L, 1);

	make_ready(L, name, true);
	return dm_start(L, dm_begin(L, "dm.clear", run_clear, name));
}

/* --- message, status, table, info --- */

static void set_reply(struct dm_op *dm)
{
	answer_set_text(&dm->op.answer, ANSWER_TEXT, dm->reply, strlen(dm->reply));
}

static void run_message(struct dm_op *dm)
{
	int ret = dmsetup_message(dm->name, dm->sector, dm->text, dm->reply, sizeof(dm->reply));

	if (ret == 1)
		set_reply(dm);
	set_error(dm, ret < 0 ? ret : 0, false);
}

static int word_message(lua_State *L)
{
	const char *name = arg_name(L, 1), *text = arg_table(L, 2);
	u64 sector = lua_isnoneornil(L, 3) ? 0 : arg_sector(L, 3);
	struct dm_op *dm;

	make_ready(L, name, true);
	dm = dm_begin(L, "dm.message", run_message, name);
	strcpy(dm->text, text);
	dm->sector = sector;
	return dm_start(L, dm);
}

static void run_status(struct dm_op *dm)
{
	struct world_device *dev = device_of(dm);
	u32 asked = dev && dev->judge ? judge_asks(dev->judge) : 0;
	int ret = dmsetup_status(dm->name, dm->flags, dm->is_first, dm->reply, sizeof(dm->reply));

	if (ret >= 0 && dev && dev->judge && dm->flags == DMSETUP_STATUS)
		judge_status(dev->judge, asked, driver_is_dead(dm->reply));
	set_reply(dm);
	set_error(dm, ret < 0 ? ret : 0, false);
}

static int status_word(lua_State *L, const char *word, enum dmsetup_status what)
{
	static const char *const options[] = { "inactive", NULL };
	const char *name = optional_name(L, 1);
	struct dm_op *dm;

	options_check(L, 2, options);
	make_ready(L, name, true);
	dm = dm_begin(L, word, run_status, name);
	dm->flags = what;
	dm->is_first = option_bool(L, 2, "inactive", false);
	return dm_start(L, dm);
}

static int word_status(lua_State *L)
{
	return status_word(L, "dm.status", DMSETUP_STATUS);
}

static int word_table(lua_State *L)
{
	return status_word(L, "dm.table", DMSETUP_TABLE);
}

static int word_ima(lua_State *L)
{
	return status_word(L, "dm.ima", DMSETUP_IMA);
}

/* dm.field(status, "nr_dirty"): a number out of a status line; nil: no such field */
static int word_field(lua_State *L)
{
	const char *status = luaL_checkstring(L, 1), *name = luaL_checkstring(L, 2);
	u64 value;

	if (!strcmp(name, "dead"))
		lua_pushboolean(L, driver_is_dead(status));
	else if (driver_status_field(status, name, &value))
		lua_pushinteger(L, value);
	else
		lua_pushnil(L);
	return 1;
}

static const struct {
	const char *name;
	size_t offset;
	bool is_flag;
} info_fields[] = {
#define FLAG(x)                                            \
	{                                                  \
#x, offsetof(struct dmsetup_info, x), true \
	}
#define NUMBER(x)                                           \
	{                                                   \
#x, offsetof(struct dmsetup_info, x), false \
	}
	FLAG(exists),
	FLAG(is_suspended),
	FLAG(has_live_table),
	FLAG(has_inactive_table),
	FLAG(is_readonly),
	FLAG(has_write_cache),
	FLAG(has_fua),
	FLAG(is_rotational),
	NUMBER(open_count),
	NUMBER(event_nr),
	NUMBER(major),
	NUMBER(minor),
	NUMBER(logical_block_bytes),
	NUMBER(physical_block_bytes),
	NUMBER(io_min_bytes),
	NUMBER(io_opt_bytes),
	NUMBER(max_discard_sectors),
	NUMBER(max_sectors),
#undef FLAG
#undef NUMBER
};

#define NR_INFO_FIELDS (sizeof(info_fields) / sizeof(info_fields[0]))

/* The answer is the struct itself, as bytes; the table is made from it when asked. */
static void run_info(struct dm_op *dm)
{
	struct dmsetup_info info;
	int error;

	memset(&info, 0, sizeof(info));
	error = dmsetup_info(dm->name, &info);
	answer_set_text(&dm->op.answer, ANSWER_TEXT, (char *)&info, sizeof(info));
	set_error(dm, error, false);
}

static int word_raw_info(lua_State *L)
{
	const char *name = optional_name(L, 1);

	make_ready(L, name, false);
	return dm_start(L, dm_begin(L, "dm.info", run_info, name));
}

static int info_continue(lua_State *L, int status, lua_KContext ctx)
{
	struct dmsetup_info info;
	size_t i, len;

	(void)status;
	(void)ctx;
	memcpy(&info, luaL_checklstring(L, -1, &len), sizeof(info));
	lua_createtable(L, 0, NR_INFO_FIELDS + 1);
	for (i = 0; i < NR_INFO_FIELDS; i++) {
		const char *at = (const char *)&info + info_fields[i].offset;

		if (info_fields[i].is_flag)
			lua_pushboolean(L, *(const bool *)at);
		else
			lua_pushinteger(L, *(const u32 *)at);
		lua_setfield(L, -2, info_fields[i].name);
	}
	lua_pushinteger(L, info.nr_sectors);
	lua_setfield(L, -2, "nr_sectors");
	return 1;
}

static int word_info(lua_State *L)
{
	lua_settop(L, 1);
	lua_pushcfunction(L, word_raw_info);
	lua_insert(L, 1);
	lua_callk(L, 1, 1, 0, info_continue);
	return info_continue(L, LUA_OK, 0);
}

/* --- holding a device open --- */

static void run_open(struct dm_op *dm)
{
	struct world_device *dev = device_of(dm);
	int error = user_open(dm->name);

	if (!error && dev)
		dev->nr_open++;
	set_error(dm, error, false);
}

static void run_close(struct dm_op *dm)
{
	struct world_device *dev = device_of(dm);

	if (dev && dev->nr_open)
		dev->nr_open--;
	user_close(dm->name);
}

static int word_open(lua_State *L)
{
	const char *name = optional_name(L, 1);

	make_ready(L, name, true);
	return dm_start(L, dm_begin(L, "dm.open", run_open, name));
}

static int word_close(lua_State *L)
{
	const char *name = optional_name(L, 1);

	make_ready(L, name, true);
	return dm_start(L, dm_begin(L, "dm.close", run_close, name));
}

const struct script_word script_dm_words[] = {
	{ "device", word_device },	{ "dm.create", word_create },
	{ "dm.load", word_load },	{ "dm.resume", word_resume },
	{ "dm.suspend", word_suspend }, { "dm.remove", word_remove },
	{ "dm.clear", word_clear },	{ "dm.message", word_message },
	{ "dm.status", word_status },	{ "dm.table", word_table },
	{ "dm.field", word_field },	{ "dm.info", word_info },
	{ "dm.ima", word_ima },		{ "dm.open", word_open },
	{ "dm.close", word_close },	{ NULL, NULL },
};
