// SPDX-License-Identifier: GPL-2.0-only
/*
 * Words that do I/O on a device, and what a scenario expects of it.
 *
 * From: a scenario.
 * To:   request.c. What many requests at once need is in script-workload.c.
 */
#include "script.h"

#include <errno.h>
#include <lauxlib.h>
#include <stdio.h>
#include <string.h>

#include "finding.h"
#include "payload.h"
#include "request.h"
#include "script-args.h"
#include "size.h"
#include "trouble.h"
#include "world.h"

/* --- what a sector may hold --- */

#define MAX_ALTERNATIVES 8
#define TAG_ZERO (~0ull) /* no text has it */

struct expectation {
	u64 tags[MAX_ALTERNATIVES];
	unsigned int nr;
};

/* The value zero: a name for sectors that were never written. */
static int word_zero(lua_State *L)
{
	return luaL_error(L, "zero is a content: expect(0, \"4k\", zero)");
}

u64 script_arg_tag(lua_State *L, int index)
{
	u64 tag = lua_type(L, index) == LUA_TSTRING ? tag_of(lua_tostring(L, index)) : 0;

	if (!tag)
		luaL_argerror(L, index, "expected a name of one to six letters such as \"A\"");
	return tag;
}

static void add_alternative(lua_State *L, int index, struct expectation *expected)
{
	if (expected->nr == MAX_ALTERNATIVES)
		luaL_error(L, "more than %d alternatives", MAX_ALTERNATIVES);
	expected->tags[expected->nr++] =
		lua_tocfunction(L, index) == word_zero ? TAG_ZERO : script_arg_tag(L, index);
}

static void arg_expectation(lua_State *L, int index, struct expectation *expected)
{
	lua_Integer i, nr;

	expected->nr = 0;
	if (lua_type(L, index) != LUA_TTABLE) {
		add_alternative(L, index, expected);
		return;
	}
	nr = luaL_len(L, index);
	for (i = 1; i <= nr; i++) {
		lua_rawgeti(L, index, i);
		add_alternative(L, lua_gettop(L), expected);
		lua_pop(L, 1);
	}
}

static int word_either(lua_State *L)
{
	int i, nr = lua_gettop(L);
	struct expectation expected = { .nr = 0 };

	for (i = 1; i <= nr; i++)
		add_alternative(L, i, &expected);
	lua_createtable(L, nr, 0);
	for (i = 1; i <= nr; i++) {
		lua_pushvalue(L, i);
		lua_rawseti(L, -2, i);
	}
	return 1;
}

/* --- one request --- */

struct io_op {
	struct op op;
	struct request req;
	u64 buf_bytes;
	struct expectation expected;
	char where[96];
};

static const char *const io_options[] = { "dev",    "fua",    "preflush", "sync",
					  "rahead", "nowait", "vec",	  NULL };

static void io_release(struct op *op)
{
	struct io_op *io = (struct io_op *)op;

	buffer_put(io->req.io.buf, io->buf_bytes);
}

static void io_done(struct request *req)
{
	struct io_op *io = req->priv;
	char text[64], size[SIZE_CHARS];

	io->op.answer.error = req->io.error;
	if (req->io.error) {
		snprintf(text, sizeof(text), "sector %llu, %s", req->io.sector,
			 size_format((u64)req->io.nr_sectors * SECTOR_BYTES, size));
		answer_set_text(&io->op.answer, ANSWER_TEXT, text, strlen(text));
	}
	script_op_end(&io->op);
}

u32 script_io_flags(lua_State *L, int options)
{
	return (option_bool(L, options, "fua", false) ? USER_FUA : 0) |
	       (option_bool(L, options, "preflush", false) ? USER_PREFLUSH : 0) |
	       (option_bool(L, options, "sync", false) ? USER_SYNC : 0) |
	       (option_bool(L, options, "rahead", false) ? USER_RAHEAD : 0) |
	       (option_bool(L, options, "nowait", false) ? USER_NOWAIT : 0);
}

struct world_device *script_ready_device(lua_State *L, const char *name)
{
	struct world *w = world_of(L);
	struct world_device *dev = world_raise(w, name);

	script_check_findings(L);
	if (!dev && !world_device(w, name) && !disk_find(name))
		luaL_error(L, "no device %s: create it first", name);
	return dev;
}

/* A name that outlives the call: Lua's string may not. */
static const char *lasting_name(struct world *w, const char *name)
{
	const struct world_device *dev = world_device(w, name);

	return dev ? dev->name : disk_config_of(disk_find(name))->name;
}

/* What the arguments ask for; the buffer and the start follow once all are checked. */
struct io_args {
	enum user_op op;
	u64 sector, nr_sectors;
	u64 tag;
	u32 flags, vec_shape;
	const char *dev;
};

static void check_range(lua_State *L, struct io_args *args)
{
	args->sector = arg_sector(L, 1);
	args->nr_sectors = arg_sector(L, 2);
	luaL_argcheck(L, args->nr_sectors && args->nr_sectors <= REQUEST_MAX_BYTES / SECTOR_BYTES,
		      2, "expected a size from 512 to 64M");
}

static void check_options(lua_State *L, int options, struct io_args *args)
{
	options_check(L, options, io_options);
	args->dev = option_text(L, options, "dev", WORLD_DEVICE);
	args->flags |= script_io_flags(L, options);
	args->vec_shape = option_number(L, options, "vec", 0);
}

static bool has_data(enum user_op op)
{
	return op == USER_READ || op == USER_WRITE;
}

/* A device that the script names stays at its place in Lua's table while io waits. */
static struct io_op *io_begin(lua_State *L, const char *word, const struct io_args *args)
{
	struct script *s = script_of(L);
	struct io_op *io;

	if (!script_is_replaying(s))
		script_ready_device(L, args->dev);
	io = script_op_begin(L, word, sizeof(*io));
	io->op.release = io_release;
	if (script_is_replaying(s))
		return io;
	if (has_data(args->op)) {
		io->buf_bytes = args->nr_sectors * SECTOR_BYTES;
		io->req.io.buf = buffer_get(io->buf_bytes);
	}
	io->req.io.dev = lasting_name(world_of(L), args->dev);
	io->req.io.op = args->op;
	io->req.io.flags = args->flags;
	io->req.io.sector = args->sector;
	io->req.io.nr_sectors = args->nr_sectors;
	io->req.io.vec_shape = args->vec_shape;
	io->req.tag = args->tag;
	io->req.done = io_done;
	io->req.priv = io;
	return io;
}

static int io_start(lua_State *L, struct io_op *io)
{
	struct world *w = world_of(L);
	struct world_device *dev;

	if (!script_is_replaying(io->op.script)) {
		dev = world_device(w, io->req.io.dev);
		request_submit(w, dev && dev->is_live ? dev : NULL, &io->req);
		script_check_findings(L);
	}
	return script_op_wait(L, &io->op);
}

static int io_word(lua_State *L, const char *word, struct io_args *args)
{
	return io_start(L, io_begin(L, word, args));
}

static int write_word(lua_State *L, const char *word, u32 flags)
{
	struct io_args args = { .op = USER_WRITE, .flags = flags };

	check_range(L, &args);
	args.tag = script_arg_tag(L, 3);
	check_options(L, 4, &args);
	return io_word(L, word, &args);
}

static int word_write(lua_State *L)
{
	return write_word(L, "write", 0);
}

static int word_fua(lua_State *L)
{
	return write_word(L, "fua", USER_FUA);
}

static int word_flush(lua_State *L)
{
	struct io_args args = { .op = USER_FLUSH };

	check_options(L, 1, &args);
	return io_word(L, "flush", &args);
}

static int range_word(lua_State *L, const char *word, enum user_op op)
{
	struct io_args args = { .op = op };

	check_range(L, &args);
	check_options(L, 3, &args);
	return io_word(L, word, &args);
}

static int word_discard(lua_State *L)
{
	return range_word(L, "discard", USER_DISCARD);
}

static int word_write_zeroes(lua_State *L)
{
	return range_word(L, "write_zeroes", USER_WRITE_ZEROES);
}

/* --- reading --- */

static const char *content_name(const void *sector, char out[TAG_CHARS])
{
	struct payload_info info;

	payload_inspect(sector, &info);
	if (info.kind == PAYLOAD_ZEROES)
		return "zero";
	if (info.kind == PAYLOAD_TORN)
		return "torn";
	if (info.kind == PAYLOAD_FOREIGN)
		return "foreign";
	return tag_text(info.tag, out);
}

/* "A", or "A,zero,B" where the content changes. */
static void summarise(struct request *req, struct answer *answer)
{
	char text[512] = "", name[TAG_CHARS], last[16] = "";
	size_t used = 0;
	u32 i;

	for (i = 0; i < req->io.nr_sectors && used < sizeof(text) - 16; i++) {
		const char *now = content_name((char *)req->io.buf + i * SECTOR_BYTES, name);

		if (!strcmp(now, last))
			continue;
		used += snprintf(text + used, sizeof(text) - used, "%s%s", used ? "," : "", now);
		snprintf(last, sizeof(last), "%s", now);
	}
	answer_set_text(answer, ANSWER_TEXT, text, used);
}

static void read_done(struct request *req)
{
	struct io_op *io = req->priv;

	if (req->io.error) {
		io_done(req);
		return;
	}
	summarise(req, &io->op.answer);
	script_op_end(&io->op);
}

static int word_read(lua_State *L)
{
	struct io_args args = { .op = USER_READ };
	struct io_op *io;

	check_range(L, &args);
	check_options(L, 3, &args);
	io = io_begin(L, "read", &args);
	io->req.done = read_done;
	return io_start(L, io);
}

static bool is_expected(const struct expectation *expected, const struct payload_info *info,
			u64 sector)
{
	unsigned int i;

	for (i = 0; i < expected->nr; i++) {
		if (expected->tags[i] == TAG_ZERO) {
			if (info->kind == PAYLOAD_ZEROES)
				return true;
		} else if (info->kind == PAYLOAD_INTACT && info->tag == expected->tags[i] &&
			   info->sector == sector) {
			return true;
		}
	}
	return false;
}

static void describe_expected(const struct expectation *expected, char *text, size_t bytes)
{
	char name[TAG_CHARS];
	size_t used = 0;
	unsigned int i;

	for (i = 0; i < expected->nr && used < bytes; i++)
		used += snprintf(text + used, bytes - used, "%s%s", i ? " or " : "",
				 expected->tags[i] == TAG_ZERO ? "zero" :
								 tag_text(expected->tags[i], name));
}

static void expect_done(struct request *req)
{
	struct io_op *io = req->priv;
	char text[PAYLOAD_TEXT_BYTES], wanted[80], name[TAG_CHARS];
	struct payload_info info;
	u32 i;

	for (i = 0; !req->io.error && i < req->io.nr_sectors; i++) {
		const void *sector = (char *)req->io.buf + i * SECTOR_BYTES;

		payload_inspect(sector, &info);
		if (is_expected(&io->expected, &info, req->io.sector + i))
			continue;
		if (trouble_came(req->world)) {
			io->op.answer.error = -ECANCELED;
			break;
		}
		payload_describe(sector, text);
		describe_expected(&io->expected, wanted, sizeof(wanted));
		finding_report("expect", "%ssector %llu: expected %s; read: %s (%s)", io->where,
			       req->io.sector + i, wanted, text, content_name(sector, name));
		machine_wake();
		return;
	}
	if (io->op.answer.error)
		script_op_end(&io->op);
	else
		io_done(req);
}

static int word_expect(lua_State *L)
{
	struct io_args args = { .op = USER_READ };
	struct expectation expected;
	struct io_op *io;

	check_range(L, &args);
	arg_expectation(L, 3, &expected);
	check_options(L, 4, &args);
	io = io_begin(L, "expect", &args);
	io->expected = expected;
	io->req.done = expect_done;
	luaL_where(L, 1);
	snprintf(io->where, sizeof(io->where), "%s", lua_tostring(L, -1));
	lua_pop(L, 1);
	return io_start(L, io);
}

/* --- expectations about errors and the log --- */

static int expect_error_continue(lua_State *L, int status, lua_KContext ctx)
{
	const char *wanted = lua_tostring(L, 1), *text;
	bool is_input;

	(void)ctx;
	luaL_where(L, 1);
	lua_insert(L, 2); /* 2: where; top: the error, if any */
	if (status != LUA_OK && status != LUA_YIELD) {
		if (!error_number(L, -1))
			return lua_error(L);
		text = error_describe(L, -1, &is_input);
		if (strstr(text, wanted))
			return 0;
		script_excuse(L, "another error than it expects");
		finding_report("expect-error", "%sexpected %s; got: %s", lua_tostring(L, 2), wanted,
			       text);
	} else {
		script_excuse(L, "no error where it expects one");
		finding_report("expect-error", "%sexpected %s; there was no error",
			       lua_tostring(L, 2), wanted);
	}
	return script_stop(L, SCRIPT_FINDING);
}

/* expect_error("EIO", fn, arguments …) or expect_error(fn, "EIO") */
static int word_expect_error(lua_State *L)
{
	int status;

	if (lua_type(L, 1) == LUA_TFUNCTION) {
		luaL_checkstring(L, 2);
		lua_settop(L, 2);
		lua_insert(L, 1);
	}
	luaL_checkstring(L, 1);
	luaL_checktype(L, 2, LUA_TFUNCTION);
	status = lua_pcallk(L, lua_gettop(L) - 2, 0, 0, 0, expect_error_continue);
	return expect_error_continue(L, status, 0);
}

static int log_word(lua_State *L, const char *word, enum answer_kind kind)
{
	const char *text = luaL_checkstring(L, 1);
	struct answer answer = { .kind = kind };

	if (!script_recall(L, &answer)) {
		u64 nr = world_log_count(world_of(L), text);

		answer.number = kind == ANSWER_BOOL ? nr > 0 : nr;
		script_record(L, &answer);
	}
	return script_push(L, word, &answer);
}

static int word_log_contains(lua_State *L)
{
	return log_word(L, "log_contains", ANSWER_BOOL);
}

static int word_log_count(lua_State *L)
{
	return log_word(L, "log_count", ANSWER_NUMBER);
}

static int word_assert(lua_State *L)
{
	const char *text;

	luaL_checkany(L, 1);
	if (lua_toboolean(L, 1))
		return lua_gettop(L);
	text = luaL_optstring(L, 2, "an assertion failed");
	luaL_where(L, 1);
	script_excuse(L, text);
	finding_report("assert", "%s%s", lua_tostring(L, -1), text);
	return script_stop(L, SCRIPT_FINDING);
}

const struct script_word script_io_words[] = {
	{ "write", word_write },
	{ "fua", word_fua },
	{ "flush", word_flush },
	{ "discard", word_discard },
	{ "write_zeroes", word_write_zeroes },
	{ "read", word_read },
	{ "expect", word_expect },
	{ "either", word_either },
	{ "zero", word_zero },
	{ "expect_error", word_expect_error },
	{ "log_contains", word_log_contains },
	{ "log_count", word_log_count },
	{ "assert", word_assert },
	{ NULL, NULL },
};
