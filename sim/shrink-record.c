// SPDX-License-Identifier: GPL-2.0-only
/*
 * From a run to a plan.
 *
 * From: script.c, which reports each word; workload.c, each request.
 * To:   shrink-plan.c.
 */
#include "shrink-record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "disk.h"
#include "request.h"
#include "shrink-plan.h"
#include "size.h"

#define MAX_NESTING 4

struct recorder {
	struct script_watcher watcher;
	struct plan *plan;
	bool keeps_expectations;
	struct step **calls; /* by number, from 1; NULL: not written down */
	u32 nr_calls, room_calls;
	struct block **tasks; /* by number, from 1 */
	u32 nr_tasks;
};

/* --- values --- */

static struct value value_at(lua_State *L, int index, int depth);

static struct value table_at(lua_State *L, int index, int depth)
{
	struct value table = { .kind = VALUE_TABLE };
	lua_Integer i, nr = lua_rawlen(L, index);

	for (i = 1; i <= nr; i++) {
		lua_rawgeti(L, index, i);
		value_set(&table, NULL, value_at(L, -1, depth - 1));
		lua_pop(L, 1);
	}
	lua_pushnil(L);
	while (lua_next(L, index)) {
		if (lua_type(L, -2) == LUA_TSTRING)
			value_set(&table, lua_tostring(L, -2), value_at(L, -1, depth - 1));
		lua_pop(L, 1);
	}
	return table;
}

static struct value value_at(lua_State *L, int index, int depth)
{
	struct value v = { .kind = VALUE_NIL };
	const char *text;
	size_t bytes;

	index = lua_absindex(L, index);
	switch (lua_type(L, index)) {
	case LUA_TBOOLEAN:
		v.kind = VALUE_BOOL;
		v.number = lua_toboolean(L, index);
		break;
	case LUA_TNUMBER:
		v.kind = lua_isinteger(L, index) ? VALUE_INT : VALUE_REAL;
		v.number = lua_tointeger(L, index);
		v.real = lua_tonumber(L, index);
		break;
	case LUA_TSTRING:
		text = lua_tolstring(L, index, &bytes);
		return value_of_text(text, bytes);
	case LUA_TTABLE:
		if (depth)
			return table_at(L, index, depth);
		break;
	case LUA_TFUNCTION: /* the only function that words take as a value */
		v.kind = VALUE_ZERO;
		break;
	default:
		break;
	}
	return v;
}

/* Offset and size as numbers, however the script wrote them. */
static void plain_size(struct value *v)
{
	u64 bytes;

	if (v->kind != VALUE_TEXT || !size_parse(v->text, &bytes))
		return;
	value_exit(v);
	*v = value_of_int(bytes);
}

/* --- words --- */

static bool only_asks(const char *word)
{
	static const char *const words[] = {
		"assert",	"expect_error", "log_contains", "dm.field", "crc32c", "nr_ios",
		"alloc_failed", "now",		"peek",		"exposure", NULL
	};
	const char *const *known;

	for (known = words; *known; known++)
		if (!strcmp(*known, word))
			return true;
	return false;
}

static struct block *block_of(struct recorder *r, u32 task)
{
	return task <= r->nr_tasks ? r->tasks[task] : NULL;
}

static void know_task(struct recorder *r, u32 task, struct block *block)
{
	r->tasks = realloc(r->tasks, (task + 1) * sizeof(*r->tasks));
	while (r->nr_tasks < task)
		r->tasks[++r->nr_tasks] = NULL;
	r->tasks[task] = block;
}

static u32 number_call(struct recorder *r, struct step *step)
{
	if (r->nr_calls + 1 >= r->room_calls) {
		r->room_calls = 2 * r->room_calls + 64;
		r->calls = realloc(r->calls, r->room_calls * sizeof(*r->calls));
	}
	r->calls[++r->nr_calls] = step;
	return r->nr_calls;
}

/* Options that a list has, too. */
static struct value list_options(const struct value *workload)
{
	static const char *const names[] = { "iodepth", "thinktime", "dev", "may_fail", NULL };
	struct value options = { .kind = VALUE_TABLE };
	const char *const *name;
	struct value *v;

	for (name = names; *name; name++) {
		v = value_get(workload, *name);
		if (v)
			value_set(&options, *name, value_copy(v));
	}
	if (!value_get(workload, "iodepth"))
		value_set(&options, "iodepth", value_of_int(1));
	return options;
}

static struct step *add_together(struct block *block, lua_State *L, const char *word)
{
	struct step *step = block_add(block, STEP_TOGETHER, "together");
	struct value v = value_at(L, 1, MAX_NESTING), options = list_options(&v);

	/* All of a list at once, unless it says otherwise. */
	if (!strcmp(word, "together") && !value_get(&v, "iodepth"))
		value_set(&options, "iodepth", value_of_int(lua_rawlen(L, 1)));
	step_add_arg(step, options);
	value_exit(&v);
	return step;
}

static struct step *add_word(struct recorder *r, struct block *block, lua_State *L,
			     const char *word)
{
	bool is_expect = !strcmp(word, "expect") && !r->keeps_expectations;
	struct step *step = block_add(block, STEP_WORD, is_expect ? "read" : word);
	int i, nr = lua_gettop(L);

	for (i = 1; i <= nr; i++)
		if (!is_expect || i != 3)
			step_add_arg(step, value_at(L, i, MAX_NESTING));
	if (word_has_range(step->word) && step->nr_args >= 2) {
		plain_size(&step->args[0]);
		plain_size(&step->args[1]);
	}
	return step;
}

static u32 on_called(void *ctx, lua_State *L, u32 task, const char *word)
{
	struct recorder *r = ctx;
	struct block *block = block_of(r, task);
	struct step *step = NULL;

	if (!block || only_asks(word))
		return number_call(r, NULL);
	if (!strcmp(word, "spawn")) {
		step = block_add(block, STEP_SPAWN, word);
	} else if (!strcmp(word, "wait")) {
		step = block_add(block, STEP_WAIT, word);
		step->task = lua_tointeger(L, 1);
	} else if (!strcmp(word, "workload") || !strcmp(word, "together")) {
		step = add_together(block, L, word);
	} else {
		step = add_word(r, block, L, word);
	}
	return number_call(r, step);
}

static void on_ended(void *ctx, lua_State *L, u32 call, bool is_error)
{
	struct recorder *r = ctx;
	struct step *step = call <= r->nr_calls ? r->calls[call] : NULL;

	if (!step)
		return;
	step->is_failing = is_error;
	if (step->kind == STEP_TOGETHER && is_error)
		value_set(&step->args[0], "may_fail", (struct value){ VALUE_BOOL, .number = 1 });
	if (step->kind == STEP_SPAWN && !is_error) {
		step->task = lua_tointeger(L, -1);
		know_task(r, step->task, &step->inside);
	}
}

/* --- requests --- */

static const struct {
	u32 flag;
	const char *name;
} request_flags[] = {
	{ USER_FUA, "fua" },	   { USER_PREFLUSH, "preflush" }, { USER_SYNC, "sync" },
	{ USER_RAHEAD, "rahead" }, { USER_NOWAIT, "nowait" },
};

static struct value request_options(const struct user_io *io, bool is_fua_word)
{
	struct value options = { .kind = VALUE_TABLE };
	size_t i;

	for (i = 0; i < sizeof(request_flags) / sizeof(request_flags[0]); i++)
		if (io->flags & request_flags[i].flag && !(is_fua_word && i == 0))
			value_set(&options, request_flags[i].name,
				  (struct value){ VALUE_BOOL, .number = 1 });
	if (io->vec_shape)
		value_set(&options, "vec", value_of_int(io->vec_shape));
	return options;
}

static void on_request(void *ctx, u32 call, const struct user_io *io, u64 tag)
{
	static const char *const words[NR_USER_OPS] = { "read", "write", "flush", "discard",
							"write_zeroes" };
	struct recorder *r = ctx;
	struct step *list = call <= r->nr_calls ? r->calls[call] : NULL, *step;
	bool is_fua = io->op == USER_WRITE && io->flags & USER_FUA;
	struct value options = request_options(io, is_fua);
	char name[TAG_CHARS];

	if (!list) {
		value_exit(&options);
		return;
	}
	step = block_add(&list->inside, STEP_WORD, is_fua ? "fua" : words[io->op]);
	if (io->op != USER_FLUSH) {
		step_add_arg(step, value_of_int(io->sector * SECTOR_BYTES));
		step_add_arg(step, value_of_int((s64)io->nr_sectors * SECTOR_BYTES));
	}
	if (io->op == USER_WRITE) {
		tag_text(tag, name);
		step_add_arg(step, value_of_text(name, strlen(name)));
	}
	if (options.nr_fields)
		step_add_arg(step, options);
}

/* --- life --- */

static void on_begin(void *ctx)
{
	struct recorder *r = ctx;

	plan_destroy(r->plan);
	r->plan = plan_create();
	r->nr_calls = r->nr_tasks = 0;
	know_task(r, 1, &r->plan->main);
}

struct recorder *recorder_create(bool keeps_expectations)
{
	struct recorder *r = calloc(1, sizeof(*r));

	r->keeps_expectations = keeps_expectations;
	r->tasks = calloc(1, sizeof(*r->tasks));
	r->watcher = (struct script_watcher){ .begin = on_begin,
					      .called = on_called,
					      .ended = on_ended,
					      .request = on_request,
					      .ctx = r };
	return r;
}

const struct script_watcher *recorder_watcher(const struct recorder *r)
{
	return &r->watcher;
}

struct plan *recorder_take(struct recorder *r)
{
	struct plan *plan = r->plan;

	r->plan = NULL;
	r->nr_calls = 0;
	return plan;
}

void recorder_destroy(struct recorder *r)
{
	plan_destroy(r->plan);
	free(r->calls);
	free(r->tasks);
	free(r);
}
