// SPDX-License-Identifier: GPL-2.0-only
/*
 * A scenario as a program.
 *
 * From: run.c, which starts it.
 * To:   script-*.c, the words; machine_run(), when every task waits.
 *
 *   ready ──► resume ──► a word waits ──► machine ──► done ──► ready
 *                                                     │
 *                                   journal ◄─────────┘  (or, replaying, from it)
 */
#include "script.h"

#include <errno.h>
#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "choice.h"
#include "clock.h"
#include "event.h"
#include "finding.h"
#include "interrupt.h"
#include "machine.h"
#include "sandbox.h"
#include "scenario.h"
#include "script-args.h"
#include "trouble.h"
#include "world.h"

#define MAX_TASKS 4096
#define TICK_NS 20000000000ull
#define LIMIT_NS 600000000000ull

struct script_task {
	struct script_task *next, *next_ready;
	lua_State *co;
	int ref; /* keeps the coroutine alive */
	int nr_args; /* of the first resume */
	uint32_t number, call; /* as the watcher numbered it */
	bool is_started, is_done;
	struct op *op; /* what it waits for */
	struct script_task *awaited; /* or whom */
};

struct script {
	const struct scenario *scenario;
	struct world *world;
	const struct script_watcher *watcher;
	lua_State *L;
	int chunk; /* registry reference; LUA_NOREF: did not compile */
	struct script_task *tasks, **last_task;
	struct script_task *ready, **last_ready;
	struct script_task *running;
	struct op *ops; /* begun and not yet pushed */
	struct op *done, **last_done;
	uint32_t nr_tasks, nr_live, nr_ops, nr_waiting;
	uint32_t nr_early; /* tasks that ambient trouble ended, */
	u64 early_ns; /* the first of them then */
	struct journal journal;
	size_t nr_replayed, replay_at;
	enum script_end end;
	char *message;
	bool may_print;
	struct script_explorer explorer;
};

struct script_explorer *script_explorer(struct script *s)
{
	return &s->explorer;
}

const struct script_watcher *script_watcher_of(const struct script *s)
{
	return s->watcher;
}

uint32_t *script_call_place(struct script *s, uint32_t *task)
{
	*task = s->running->number;
	return &s->running->call;
}

bool script_is_over(const struct script *s)
{
	return s->end != SCRIPT_RUNS;
}

uint32_t script_call(const struct script *s)
{
	return s->running ? s->running->call : 0;
}

struct script *script_of(lua_State *L)
{
	return sandbox_ctx(L);
}

struct world *world_of(lua_State *L)
{
	return script_of(L)->world;
}

const char *script_message(const struct script *s)
{
	return s->message ? s->message : "";
}

size_t script_nr_answers(const struct script *s)
{
	return s->journal.nr;
}

uint32_t script_nr_waiting(const struct script *s)
{
	return s->nr_waiting;
}

void script_allow_print(struct script *s, bool is_allowed)
{
	s->may_print = is_allowed;
}

/* --- how a run ends --- */

static void end_with(struct script *s, enum script_end end, const char *message)
{
	if (s->end != SCRIPT_RUNS)
		return;
	s->end = end;
	free(s->message);
	s->message = message ? strdup(message) : NULL;
}

int script_stop(lua_State *L, enum script_end end)
{
	end_with(script_of(L), end, NULL);
	return luaL_error(L, "stopped");
}

void script_check_findings(lua_State *L)
{
	if (finding_first())
		script_stop(L, SCRIPT_FINDING);
}

void script_excuse(lua_State *L, const char *text)
{
	if (trouble_came(world_of(L)))
		luaL_error(L, "%s", text);
}

/* --- the journal --- */

bool script_is_replaying(const struct script *s)
{
	return s->replay_at < s->nr_replayed;
}

static void must_match(bool is_matching)
{
	if (!is_matching)
		shim_unimplemented("a script that takes another way when it is replayed");
}

bool script_recall(lua_State *L, struct answer *answer)
{
	struct script *s = script_of(L);
	const struct journal_entry *entry;

	if (s->end != SCRIPT_RUNS)
		luaL_error(L, "stopped");
	if (!script_is_replaying(s))
		return false;
	entry = &s->journal.entries[s->replay_at++];
	must_match(!entry->op);
	answer_copy(answer, &entry->answer);
	return true;
}

void script_record(lua_State *L, const struct answer *answer)
{
	journal_add(&script_of(L)->journal, 0, answer);
}

int script_push(lua_State *L, const char *word, struct answer *answer)
{
	if (answer->error) {
		error_push(L, word, answer);
		answer_exit(answer);
		return lua_error(L);
	}
	switch (answer->kind) {
	case ANSWER_NOTHING:
		return 0;
	case ANSWER_BOOL:
		lua_pushboolean(L, !!answer->number);
		break;
	case ANSWER_NUMBER:
		lua_pushinteger(L, answer->number);
		break;
	case ANSWER_TEXT:
		lua_pushlstring(L, answer->text, answer->text_bytes);
		break;
	}
	answer_exit(answer);
	return 1;
}

static uint32_t draw(void *ctx, uint32_t n)
{
	struct script *s = ctx;
	struct answer answer = { .kind = ANSWER_NUMBER };

	if (script_is_replaying(s)) {
		must_match(!s->journal.entries[s->replay_at].op);
		return s->journal.entries[s->replay_at++].answer.number;
	}
	answer.number = choose(CHOICE_SCRIPT, n);
	journal_add(&s->journal, 0, &answer);
	return answer.number;
}

/* --- operations --- */

void *script_op_begin(lua_State *L, const char *word, size_t bytes)
{
	struct script *s = script_of(L);
	struct op *op;

	if (s->end != SCRIPT_RUNS)
		luaL_error(L, "stopped");
	op = calloc(1, bytes);
	op->script = s;
	op->task = s->running;
	op->word = word;
	op->number = ++s->nr_ops;
	op->begin_ns = clock_now_ns();
	op->next = s->ops;
	s->ops = op;
	s->nr_waiting++;
	return op;
}

static void op_free(struct op *op)
{
	struct script *s = op->script;
	struct op **at = &s->ops;

	while (*at != op)
		at = &(*at)->next;
	*at = op->next;
	s->nr_waiting--;
	if (op->release)
		op->release(op);
	answer_exit(&op->answer);
	free(op);
}

static int op_continue(lua_State *L, int status, lua_KContext ctx)
{
	struct op *op = (struct op *)ctx;
	struct script *s = op->script;
	const char *word = op->word;
	struct answer answer = op->answer;

	(void)status;
	op->answer = (struct answer){ 0 };
	op_free(op);
	if (s->end != SCRIPT_RUNS) {
		answer_exit(&answer);
		return luaL_error(L, "stopped");
	}
	return script_push(L, word, &answer);
}

int script_op_wait(lua_State *L, struct op *op)
{
	op->task->op = op;
	return lua_yieldk(L, 0, (lua_KContext)op, op_continue);
}

void script_op_end(struct op *op)
{
	struct script *s = op->script;

	op->is_done = true;
	op->boundary = event_boundary();
	op->next_done = NULL;
	*s->last_done = op;
	s->last_done = &op->next_done;
	machine_wake();
}

/* --- tasks --- */

static void make_ready(struct script *s, struct script_task *task)
{
	task->next_ready = NULL;
	*s->last_ready = task;
	s->last_ready = &task->next_ready;
}

/* The function and its arguments are the top @nr_args + 1 values of @L. */
static struct script_task *task_create(struct script *s, lua_State *L, int nr_args)
{
	struct script_task *task;

	if (s->nr_tasks >= MAX_TASKS)
		luaL_error(L, "more than %d tasks", MAX_TASKS);
	task = calloc(1, sizeof(*task));
	task->co = lua_newthread(s->L);
	task->ref = luaL_ref(s->L, LUA_REGISTRYINDEX);
	task->nr_args = nr_args;
	task->number = ++s->nr_tasks;
	lua_xmove(L, task->co, nr_args + 1);
	*s->last_task = task;
	s->last_task = &task->next;
	s->nr_live++;
	make_ready(s, task);
	return task;
}

static void task_end(struct script *s, struct script_task *task)
{
	struct script_task *other;

	task->is_done = true;
	task->awaited = NULL;
	s->nr_live--;
	for (other = s->tasks; other; other = other->next) {
		if (other->awaited == task) {
			other->awaited = NULL;
			make_ready(s, other);
		}
	}
	luaL_unref(s->L, LUA_REGISTRYINDEX, task->ref);
	task->co = NULL;
}

/* Ambient trouble came, of which the script knows nothing: the harness judges alone. */
static void end_early(struct script *s, const char *text)
{
	if (s->may_print)
		fprintf(stderr, "a task ended early, as it may: %s\n", text);
	world_plan(s->world)->has_ended_early = true;
	if (!s->nr_early++)
		s->early_ns = clock_now_ns();
}

/* An error that nothing in the script caught ends the run. */
static void task_failed(struct script *s, struct script_task *task)
{
	bool is_input;
	const char *text;

	if (s->end != SCRIPT_RUNS)
		return;
	text = error_describe(task->co, -1, &is_input);
	if (trouble_came(s->world)) {
		end_early(s, text);
	} else if (is_input) {
		end_with(s, SCRIPT_BAD, text);
	} else {
		finding_report("unexpected-error", "%s, and the scenario does not expect an error",
			       text);
		end_with(s, SCRIPT_FINDING, NULL);
	}
}

static void task_resume(struct script *s, struct script_task *task)
{
	int nr_args = task->is_started ? 0 : task->nr_args, nr_results, status;

	s->running = task;
	task->is_started = true;
	task->op = NULL;
	sandbox_refill(s->L);
	status = lua_resume(task->co, s->L, nr_args, &nr_results);
	s->running = NULL;
	if (s->end == SCRIPT_RUNS && finding_first())
		end_with(s, SCRIPT_FINDING, NULL);
	if (status == LUA_YIELD)
		return;
	if (status != LUA_OK)
		task_failed(s, task);
	task_end(s, task);
}

static void task_kill(struct script *s, struct script_task *task)
{
	if (task->op)
		op_free(task->op);
	task->op = NULL;
	task_end(s, task);
}

void script_kill_others(struct script *s)
{
	struct script_task *task;

	s->ready = NULL;
	s->last_ready = &s->ready;
	s->done = NULL;
	s->last_done = &s->done;
	for (task = s->tasks; task; task = task->next)
		if (task != s->running && !task->is_done)
			task_kill(s, task);
	s->ready = NULL;
	s->last_ready = &s->ready;
}

/* --- the loop --- */

static void op_ended(struct script *s, struct op *op)
{
	if (op->task->is_done)
		op_free(op);
	else
		make_ready(s, op->task);
}

static void finish_one(struct script *s)
{
	struct op *op = s->done;

	s->done = op->next_done;
	if (!s->done)
		s->last_done = &s->done;
	world_mark(s->world, op->word, op->boundary);
	journal_add(&s->journal, op->number, &op->answer);
	op_ended(s, op);
}

static void replay_one(struct script *s)
{
	const struct journal_entry *entry = &s->journal.entries[s->replay_at++];
	struct op *op = s->ops;

	must_match(entry->op != 0);
	while (op && op->number != entry->op)
		op = op->next;
	must_match(op != NULL);
	answer_copy(&op->answer, &entry->answer);
	op_ended(s, op);
}

/* Daemons may keep the machine busy for ever while nothing that was asked for ends. */
static void tick(struct script *s)
{
	struct op *op;

	if (!world_tick(s->world))
		return;
	for (op = s->ops; op; op = op->next) {
		if (!op->may_last && clock_now_ns() - op->begin_ns > LIMIT_NS) {
			world_report_hang(s->world, op->word);
			return;
		}
	}
}

static bool is_any_suspended(const struct world_plan *plan)
{
	u32 i;

	for (i = 0; i < plan->nr_devices; i++)
		if (plan->devices[i].is_live && plan->devices[i].is_suspended)
			return true;
	return false;
}

/*
 * Tasks may wait for ever for what one that ended early would have done, such as resuming
 * their device: out with the light.
 */
static bool give_up(struct script *s)
{
	if (!s->nr_early)
		return false;
	if (clock_now_ns() < s->early_ns)
		s->early_ns = clock_now_ns(); /* another boot's clock */
	if (clock_now_ns() - s->early_ns < LIMIT_NS && !is_any_suspended(world_plan(s->world)))
		return false;
	trouble_cut(s->world);
	script_kill_others(s);
	end_with(s, SCRIPT_DONE, NULL);
	return true;
}

static void wait_machine(struct script *s)
{
	enum machine_stop stop;

	if (!s->nr_waiting || !machine_is_on()) {
		end_with(s, s->nr_early ? SCRIPT_DONE : SCRIPT_BAD,
			 "the tasks that are left wait for each other");
		return;
	}
	if (give_up(s))
		return;
	stop = machine_run(clock_now_ns() + TICK_NS);
	if (interrupt_came)
		end_with(s, SCRIPT_INTERRUPTED, NULL);
	else if (stop == MACHINE_TIME)
		tick(s);
	else if (stop == MACHINE_IDLE && !s->done)
		world_report_hang(s->world, s->ops->word);
	if (finding_first())
		end_with(s, SCRIPT_FINDING, NULL);
}

enum script_end script_run(struct script *s)
{
	struct script_task *task;

	while (s->end == SCRIPT_RUNS) {
		task = s->ready;
		if (task) {
			s->ready = task->next_ready;
			if (!s->ready)
				s->last_ready = &s->ready;
			task_resume(s, task);
		} else if (!s->nr_live) {
			end_with(s, SCRIPT_DONE, NULL);
		} else if (script_is_replaying(s)) {
			replay_one(s);
		} else if (s->done) {
			finish_one(s);
		} else {
			wait_machine(s);
		}
	}
	return s->end;
}

/* --- words about tasks --- */

static int word_spawn(lua_State *L)
{
	struct script_task *task;

	luaL_checktype(L, 1, LUA_TFUNCTION);
	task = task_create(script_of(L), L, lua_gettop(L) - 1);
	lua_pushinteger(L, task->number);
	return 1;
}

static int wait_continue(lua_State *L, int status, lua_KContext ctx)
{
	(void)L;
	(void)status;
	(void)ctx;
	return 0;
}

static int word_wait(lua_State *L)
{
	struct script *s = script_of(L);
	lua_Integer number = luaL_checkinteger(L, 1);
	struct script_task *task = s->tasks;

	while (task && task->number != number)
		task = task->next;
	luaL_argcheck(L, task && task != s->running, 1, "expected what spawn returned");
	if (task->is_done)
		return 0;
	s->running->awaited = task;
	return lua_yieldk(L, 0, 0, wait_continue);
}

const struct script_word script_task_words[] = {
	{ "spawn", word_spawn },
	{ "wait", word_wait },
	{ NULL, NULL },
};

/* --- life --- */

static void print_line(void *ctx, const char *line)
{
	struct script *s = ctx;

	if (s->may_print && !script_is_replaying(s))
		fprintf(stderr, "%s\n", line);
}

static bool is_interrupted(void *ctx)
{
	struct script *s = ctx;

	if (interrupt_came)
		end_with(s, SCRIPT_INTERRUPTED, NULL);
	return s->end != SCRIPT_RUNS;
}

static void add_words(struct script *s, const struct script_word *word)
{
	for (; word->name; word++) {
		if (!s->watcher || !script_watch(s->L, word))
			sandbox_add(s->L, word->name, word->fn);
	}
}

static void compile(struct script *s)
{
	const struct scenario *scenario = s->scenario;

	if (sandbox_load(s->L, scenario->text, scenario->text_bytes, scenario->path)) {
		s->chunk = luaL_ref(s->L, LUA_REGISTRYINDEX);
		return;
	}
	s->chunk = LUA_NOREF;
	s->message = strdup(lua_tostring(s->L, -1));
	lua_settop(s->L, 0);
}

struct script *script_create(const struct scenario *scenario, struct world *world,
			     const struct script_watcher *watcher)
{
	struct script *s = calloc(1, sizeof(*s));
	struct sandbox_config config = {
		.draw = draw, .print = print_line, .is_interrupted = is_interrupted, .ctx = s
	};

	s->scenario = scenario;
	s->world = world;
	s->watcher = watcher;
	journal_init(&s->journal);
	s->L = sandbox_create(&config);
	add_words(s, script_task_words);
	add_words(s, script_io_words);
	add_words(s, script_workload_words);
	add_words(s, script_dm_words);
	add_words(s, script_disk_words);
	add_words(s, script_power_words);
	add_words(s, script_swarm_words);
	add_words(s, script_vary_words);
	sandbox_seal(s->L);
	s->last_task = &s->tasks;
	compile(s);
	return s;
}

static void drop_run(struct script *s)
{
	struct script_task *task;

	s->running = NULL;
	while ((task = s->tasks)) {
		if (!task->is_done)
			luaL_unref(s->L, LUA_REGISTRYINDEX, task->ref);
		s->tasks = task->next;
		free(task);
	}
	while (s->ops)
		op_free(s->ops);
	s->last_task = &s->tasks;
	s->ready = NULL;
	s->last_ready = &s->ready;
	s->done = NULL;
	s->last_done = &s->done;
	s->nr_tasks = s->nr_live = s->nr_ops = s->nr_waiting = s->nr_early = 0;
}

void script_begin(struct script *s, size_t nr_replayed)
{
	drop_run(s);
	journal_cut_to(&s->journal, nr_replayed);
	s->nr_replayed = nr_replayed;
	s->replay_at = 0;
	if (s->chunk == LUA_NOREF) {
		s->end = SCRIPT_BAD;
		return;
	}
	s->end = SCRIPT_RUNS;
	if (s->watcher)
		s->watcher->begin(s->watcher->ctx);
	lua_rawgeti(s->L, LUA_REGISTRYINDEX, s->chunk);
	sandbox_renew(s->L, -1);
	task_create(s, s->L, 0);
}

void script_destroy(struct script *s)
{
	drop_run(s);
	sandbox_destroy(s->L);
	journal_exit(&s->journal);
	free(s->message);
	free(s);
}
