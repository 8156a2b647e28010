// SPDX-License-Identifier: GPL-2.0-only
/*
 * Words that do many requests at once: from a description, or from a list.
 *
 * From: a scenario.
 * To:   workload.c.
 */
#include "script.h"

#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exchange.h"
#include "request.h"
#include "sandbox.h"
#include "script-args.h"
#include "size.h"
#include "workload.h"
#include "world.h"

/* --- workload{} --- */

struct workload_op {
	struct op op;
	struct workload *workload;
	struct world *world;
	struct world_device *dev;
	bool may_fail;
	u32 call; /* as the script's watcher numbered it */
};

static void watch_request(void *ctx, const struct user_io *io, u64 tag)
{
	struct workload_op *op = ctx;
	const struct script_watcher *watcher = script_watcher_of(op->op.script);

	watcher->request(watcher->ctx, op->call, io, tag);
}

static void workload_release(struct op *op)
{
	workload_destroy(((struct workload_op *)op)->workload);
}

static void workload_done(void *ctx)
{
	struct workload_op *op = ctx;
	const struct workload_result *result = workload_result(op->workload);

	exchange_exposure_ns(op->world, op->dev);
	op->op.answer.kind = ANSWER_NUMBER;
	op->op.answer.number = result->nr_errors;
	if (!op->may_fail)
		op->op.answer.error = result->first_error;
	script_op_end(&op->op);
}

static const char *const workload_options[] = {
	"rw",	    "bs",	 "bsrange", "iodepth",	 "number_ios", "size",
	"offset",   "rwmixread", "fsync",   "fdatasync", "fua",	       "thinktime",
	"randseed", "vec",	 "tag",	    "may_fail",	 "dev",	       NULL,
};

static void read_block_sizes(lua_State *L, struct workload_spec *spec)
{
	const char *range = option_text(L, 1, "bsrange", NULL);

	spec->bs_min = spec->bs_max = option_size(L, 1, "bs", 4096);
	if (range && !size_parse_range(range, &spec->bs_min, &spec->bs_max))
		luaL_error(L, "bsrange: expected a range such as \"4k-64k\", got %s", range);
}

static void read_workload(lua_State *L, struct workload_spec *spec, u64 nr_bytes)
{
	const char *tag;

	options_check(L, 1, workload_options);
	memset(spec, 0, sizeof(*spec));
	spec->pattern = option_one_of(L, 1, "rw", workload_patterns, WORKLOAD_READ);
	if (spec->pattern == NR_WORKLOAD_PATTERNS)
		spec->pattern = WORKLOAD_RW; /* "readwrite" */
	read_block_sizes(L, spec);
	spec->begin = option_size(L, 1, "offset", 0);
	spec->end = spec->begin +
		    option_size(L, 1, "size", nr_bytes > spec->begin ? nr_bytes - spec->begin : 0);
	spec->iodepth = option_number(L, 1, "iodepth", 1);
	spec->number_ios = option_size(L, 1, "number_ios", 0);
	spec->rwmixread = option_number(L, 1, "rwmixread", 50);
	spec->fsync = option_number(L, 1, "fsync", 0);
	spec->fdatasync = option_number(L, 1, "fdatasync", 0);
	spec->fua_every = option_number(L, 1, "fua", 0);
	spec->thinktime_ns = option_duration(L, 1, "thinktime", 0);
	spec->randseed = option_number(L, 1, "randseed", 0);
	spec->vec_shape = option_number(L, 1, "vec", 0);
	spec->may_fail = option_bool(L, 1, "may_fail", false);
	tag = option_text(L, 1, "tag", "w");
	spec->tag = tag_of(tag);
	if (!spec->tag)
		luaL_error(L, "tag: expected one to six letters, got %s", tag);
}

static u64 device_bytes(const struct world_device *dev)
{
	unsigned long long begin, nr = 0;

	return sscanf(dev->table, "%llu %llu", &begin, &nr) == 2 ? nr * SECTOR_BYTES : 0;
}

static struct world_device *need_device(lua_State *L, const char *name)
{
	struct world_device *dev = script_ready_device(L, name);

	if (!dev)
		luaL_error(L, "%s is a disk, expected a device", name);
	return dev;
}

static void start_workload(lua_State *L, const char *name, struct workload_op *op,
			   struct workload_spec *spec)
{
	struct world *w = world_of(L);

	op->call = script_call(script_of(L));
	spec->watch = script_watcher_of(script_of(L)) ? watch_request : NULL;
	spec->watch_ctx = op;
	op->may_fail = spec->may_fail;
	op->world = w;
	op->dev = world_device(w, name);
	op->workload = workload_start(w, op->dev, spec, workload_done, op);
	script_check_findings(L);
}

/* Begins the operation; a live one is to be started. */
static struct workload_op *workload_begin(lua_State *L, const char *word)
{
	struct workload_op *op = script_op_begin(L, word, sizeof(*op));

	op->op.release = workload_release;
	op->op.may_last = true;
	return op;
}

static int word_workload(lua_State *L)
{
	struct script *s = script_of(L);
	bool is_live = !script_is_replaying(s);
	struct workload_spec spec;
	struct workload_op *op;
	struct world_device *dev;
	const char *name, *wrong;

	luaL_checktype(L, 1, LUA_TTABLE);
	name = option_text(L, 1, "dev", WORLD_DEVICE);
	dev = is_live ? need_device(L, name) : NULL;
	read_workload(L, &spec, dev ? device_bytes(dev) : 1ull << 40);
	wrong = is_live ? workload_check(&spec, device_bytes(dev) / SECTOR_BYTES) : NULL;
	if (wrong)
		luaL_error(L, "workload: %s", wrong);
	op = workload_begin(L, "workload");
	if (is_live)
		start_workload(L, name, op, &spec);
	return script_op_wait(L, &op->op);
}

/* --- together{} --- */

#define MAX_TOGETHER 1024

static const char *const together_options[] = { "iodepth", "thinktime", "dev", "may_fail", NULL };

/* Numbers are places in the list. */
static void check_together(lua_State *L)
{
	const char *const *known;

	lua_pushnil(L);
	while (lua_next(L, 1)) {
		lua_pop(L, 1);
		if (lua_isinteger(L, -1))
			continue;
		for (known = together_options; *known; known++)
			if (lua_type(L, -1) == LUA_TSTRING && !strcmp(*known, lua_tostring(L, -1)))
				break;
		if (!*known)
			luaL_error(L,
				   "unknown option %s; there are: iodepth, thinktime, dev, "
				   "may_fail",
				   sandbox_text(L, -1));
	}
}

static enum user_op request_op(lua_State *L, int index, u32 *flags)
{
	static const char *const names[] = { "write",	"fua",		"read", "flush",
					     "discard", "write_zeroes", NULL };
	static const enum user_op ops[] = { USER_WRITE, USER_WRITE,   USER_READ,
					    USER_FLUSH, USER_DISCARD, USER_WRITE_ZEROES };
	const char *name = lua_type(L, index) == LUA_TSTRING ? lua_tostring(L, index) : "";
	unsigned int i;

	for (i = 0; names[i] && strcmp(names[i], name); i++)
		;
	if (!names[i])
		luaL_error(L,
			   "expected {\"write\", offset, size, name}, or fua, read, flush, "
			   "discard, write_zeroes with theirs, got {%s",
			   sandbox_text(L, index));
	*flags = !strcmp(name, "fua") ? USER_FUA : 0;
	return ops[i];
}

/* { "write", 0, "4k", "A", {fua=true} } is at index 3; its fields take that place. */
static void read_request(lua_State *L, struct workload_request *request)
{
	static const char *const options[] = { "fua",	 "preflush", "sync", "rahead",
					       "nowait", "vec",	     NULL };
	int i, at = 4;

	if (lua_type(L, 3) != LUA_TTABLE)
		luaL_error(L, "expected a table such as {\"write\", 0, \"4k\", \"A\"}");
	for (i = 1; i <= 5; i++)
		lua_rawgeti(L, 3, i);
	lua_remove(L, 3);
	request->op = request_op(L, 3, &request->flags);
	if (request->op != USER_FLUSH) {
		request->sector = arg_sector(L, at++);
		request->nr_sectors = arg_sector(L, at++);
		luaL_argcheck(L, request->nr_sectors, at - 1, "expected a size from 512 on");
	}
	if (request->op == USER_WRITE)
		request->tag = script_arg_tag(L, at++);
	options_check(L, at, options);
	request->flags |= script_io_flags(L, at);
	request->vec_shape = option_number(L, at, "vec", 0);
	lua_settop(L, 2);
}

/* The list is Lua's: it frees it if a request is wrong, and not before the word returns. */
static void read_together(lua_State *L, struct workload_spec *spec)
{
	lua_Integer i, nr = luaL_len(L, 1);

	luaL_argcheck(L, nr >= 1 && nr <= MAX_TOGETHER, 1, "expected 1 to 1024 requests");
	check_together(L);
	memset(spec, 0, sizeof(*spec));
	spec->iodepth = option_number(L, 1, "iodepth", nr);
	spec->thinktime_ns = option_duration(L, 1, "thinktime", 0);
	spec->may_fail = option_bool(L, 1, "may_fail", false);
	spec->number_ios = nr;
	lua_settop(L, 1);
	spec->list = lua_newuserdatauv(L, nr * sizeof(*spec->list), 0);
	memset(spec->list, 0, nr * sizeof(*spec->list));
	for (i = 0; i < nr; i++) {
		lua_rawgeti(L, 1, i + 1);
		read_request(L, &spec->list[i]);
	}
}

/* together{{"write", 0, "4k", "A"}, {"flush"}, iodepth=2}: sent in this order */
static int word_together(lua_State *L)
{
	bool is_live = !script_is_replaying(script_of(L));
	struct workload_spec spec;
	struct workload_op *op;
	const char *name, *wrong;

	luaL_checktype(L, 1, LUA_TTABLE);
	name = option_text(L, 1, "dev", WORLD_DEVICE);
	read_together(L, &spec);
	if (is_live) {
		wrong = workload_check(&spec, device_bytes(need_device(L, name)) / SECTOR_BYTES);
		if (wrong)
			luaL_error(L, "together: %s", wrong);
	}
	op = workload_begin(L, "together");
	if (is_live)
		start_workload(L, name, op, &spec);
	return script_op_wait(L, &op->op);
}

const struct script_word script_workload_words[] = {
	{ "workload", word_workload },
	{ "together", word_together },
	{ NULL, NULL },
};
