// SPDX-License-Identifier: GPL-2.0-only
/*
 * Words about power and time.
 *
 * From: a scenario.
 * To:   crash.c, world.c, the machine's clock.
 */
#include "script.h"

#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "crash.h"
#include "event.h"
#include "script-args.h"
#include "world.h"

/* --- cut --- */

static bool skip_word(const char **text, const char *word)
{
	size_t chars = strlen(word);

	while (**text == ' ')
		++*text;
	if (strncmp(*text, word, chars) || ((*text)[chars] && (*text)[chars] != ' '))
		return false;
	*text += chars;
	while (**text == ' ')
		++*text;
	return true;
}

/* "now", "anywhere", "anywhere after the flush" */
static bool parse_when(const char *text, struct crash_spec *spec)
{
	if (skip_word(&text, "now"))
		return !*text;
	if (!skip_word(&text, "anywhere"))
		return false;
	spec->is_anywhere = true;
	if (!*text)
		return true;
	if (!skip_word(&text, "after"))
		return false;
	skip_word(&text, "the");
	snprintf(spec->label, sizeof(spec->label), "%s", text);
	return *text && strlen(text) < sizeof(spec->label);
}

static void arg_crash(lua_State *L, struct crash_spec *spec)
{
	static const char *const options[] = { "model", "k", NULL };
	const char *models[NR_CRASH_MODELS + 1];
	unsigned int i;

	memset(spec, 0, sizeof(*spec));
	if (!parse_when(luaL_optstring(L, 1, "now"), spec))
		luaL_argerror(L, 1,
			      "expected \"now\", \"anywhere\" or \"anywhere after the NAME\"");
	for (i = 0; i < NR_CRASH_MODELS; i++)
		models[i] = crash_model_names[i];
	models[i] = NULL;
	options_check(L, 2, options);
	spec->model = option_one_of(L, 2, "model", models, crash_default_model);
	spec->bound = option_number(L, 2, "k", 1);
	if (!spec->bound || spec->bound > 64)
		luaL_error(L, "k: expected 1 … 64");
}

static int stop_at_cut(lua_State *L, enum crash_result result, const struct crash_spec *spec)
{
	struct script *s = script_of(L);

	switch (result) {
	case CRASH_STOPPED:
		script_explorer(s)->stop->nr_answers = script_nr_answers(s);
		return script_stop(L, SCRIPT_AT_CUT);
	case CRASH_NO_HISTORY:
		return script_stop(L, SCRIPT_NO_HISTORY);
	default:
		return luaL_error(L,
				  "no %s since the power came on: expected the name of a word "
				  "that ended, or of a label",
				  spec->label);
	}
}

static int word_cut(lua_State *L)
{
	struct script *s = script_of(L);
	struct script_explorer *explorer = script_explorer(s);
	enum crash_result result = CRASH_DONE;
	struct answer answer = { 0 };
	struct crash_spec spec;

	arg_crash(L, &spec);
	if (script_recall(L, &answer)) {
		script_kill_others(s);
		return 0;
	}
	if (explorer->resume) {
		crash_cut_resumed(world_of(L), explorer->resume);
		explorer->resume = NULL;
	} else {
		result = crash_cut(world_of(L), &spec, explorer->stop);
	}
	if (result != CRASH_DONE)
		return stop_at_cut(L, result, &spec);
	script_kill_others(s);
	script_record(L, &answer);
	return 0;
}

/* --- orderly --- */

static int power_word(lua_State *L, bool is_on_again)
{
	struct script *s = script_of(L);
	struct answer answer = { 0 };

	if (!script_recall(L, &answer)) {
		world_shutdown(world_of(L));
		script_check_findings(L);
		script_kill_others(s); /* before the next boot forgets their alarms */
		if (is_on_again)
			world_power_on(world_of(L));
		script_check_findings(L);
		script_record(L, &answer);
	}
	script_kill_others(s);
	return 0;
}

static int word_shutdown(lua_State *L)
{
	return power_word(L, false);
}

static int word_reboot(lua_State *L)
{
	return power_word(L, true);
}

static int word_label(lua_State *L)
{
	const char *name = luaL_checkstring(L, 1);

	luaL_argcheck(L, *name && strlen(name) < WORLD_NAME_BYTES, 1, "expected a short name");
	if (!script_is_replaying(script_of(L)))
		world_mark(world_of(L), name, event_boundary());
	return 0;
}

/* finish{readback=false, remove=false}: what the harness does not do at the end */
static int word_finish(lua_State *L)
{
	static const char *const options[] = { "readback", "remove", NULL };
	struct world_plan *plan = world_plan(world_of(L));

	luaL_checktype(L, 1, LUA_TTABLE);
	options_check(L, 1, options);
	plan->has_no_readback = !option_bool(L, 1, "readback", true);
	plan->has_no_removal = !option_bool(L, 1, "remove", true);
	return 0;
}

/* --- time --- */

struct sleep_op {
	struct op op;
	struct alarm alarm;
};

static void sleep_over(struct alarm *alarm)
{
	struct sleep_op *op = (struct sleep_op *)((char *)alarm - offsetof(struct sleep_op, alarm));

	script_op_end(&op->op);
}

static int word_sleep(lua_State *L)
{
	u64 ns = arg_duration(L, 1);
	struct script *s = script_of(L);
	struct sleep_op *op;

	if (!script_is_replaying(s)) {
		world_power_on(world_of(L));
		script_check_findings(L);
	}
	op = script_op_begin(L, "sleep", sizeof(*op));
	op->alarm.fn = sleep_over;
	op->op.may_last = true;
	if (!script_is_replaying(s))
		alarm_set(&op->alarm, clock_now_ns() + ns);
	return script_op_wait(L, &op->op);
}

static int word_now(lua_State *L)
{
	struct answer answer = { .kind = ANSWER_NUMBER };

	if (!script_recall(L, &answer)) {
		answer.number = machine_is_on() ? clock_now_ns() : 0;
		script_record(L, &answer);
	}
	return script_push(L, "now", &answer);
}

const struct script_word script_power_words[] = {
	{ "cut", word_cut },	       { "reboot", word_reboot },
	{ "shutdown", word_shutdown }, { "label", word_label },
	{ "finish", word_finish },     { "sleep", word_sleep },
	{ "now", word_now },	       { NULL, NULL },
};
