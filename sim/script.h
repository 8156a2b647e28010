/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A scenario as a program: its tasks, and what each of them waits for.
 *
 * The main chunk and every spawned function are Lua coroutines on the host stack.
 * A word that takes machine time starts an operation and yields; the task goes on
 * when script_op_end() was called for it. One task at a time, first come first
 * served, so the order in which operations end is all that the machine decides.
 */
#ifndef SIM_SCRIPT_H
#define SIM_SCRIPT_H

#include "ints.h"

#include <lua.h>

#include "journal.h"

struct crash_point;
struct scenario;
struct script;
struct user_io;
struct world;
struct world_device;

enum script_end {
	SCRIPT_RUNS,
	SCRIPT_DONE,
	SCRIPT_FINDING, /* a rule was broken: finding_first() */
	SCRIPT_BAD, /* an error of the scenario's own: script_message() */
	SCRIPT_AT_CUT, /* the explorer goes on from here */
	SCRIPT_NO_HISTORY, /* a cut goes back in time, and the disks kept no history */
	SCRIPT_INTERRUPTED,
};

/**
 * struct script_watcher - who wants to know which words a script calls
 * @begin: it starts from its first line
 * @called: task number @task calls @word; its arguments are all of @L's stack.
 *	Return: a number for this call, not 0
 * @ended: the word came back, with its results or its error on the stack; not called if
 *	the run, or the task, ended meanwhile
 * @request: a workload{} or together{} of that call sends @io. Any context.
 */
struct script_watcher {
	void (*begin)(void *ctx);
	u32 (*called)(void *ctx, lua_State *L, u32 task, const char *word);
	void (*ended)(void *ctx, lua_State *L, u32 call, bool is_error);
	void (*request)(void *ctx, u32 call, const struct user_io *io, u64 tag);
	void *ctx;
};

/**
 * script_create - compile @scenario
 * @watcher: outlives the script; NULL: nobody watches
 * Return: never NULL; if it does not compile, script_run() ends with SCRIPT_BAD.
 */
struct script *script_create(const struct scenario *scenario, struct world *world,
			     const struct script_watcher *watcher);
void script_destroy(struct script *script);

/**
 * script_begin - start from the first line; what an earlier run left is dropped
 * @nr_replayed: that many answers of the journal are given again, live from there on
 */
void script_begin(struct script *script, size_t nr_replayed);
enum script_end script_run(struct script *script);
const char *script_message(const struct script *script);
size_t script_nr_answers(const struct script *script); /* in the journal */
void script_allow_print(struct script *script, bool is_allowed);

/**
 * struct script_explorer - how an explorer takes part
 * @stop: where to stop at a cut that may be anywhere, filled then; NULL: do not stop
 * @resume: the cut that the replayed script arrives at; NULL once it has
 */
struct script_explorer {
	struct crash_point *stop;
	const struct crash_point *resume;
};

struct script_explorer *script_explorer(struct script *script);

/* --- for the words --- */

struct script_word {
	const char *name;
	lua_CFunction fn;
};

extern const struct script_word script_io_words[], script_workload_words[], script_dm_words[],
	script_disk_words[], script_power_words[], script_task_words[], script_swarm_words[],
	script_vary_words[];

struct script *script_of(lua_State *L);
const struct script_watcher *script_watcher_of(const struct script *script);
bool script_is_over(const struct script *script); /* nothing that it does counts any more */
/* The number of the running task, and where the number of its call is kept. */
u32 *script_call_place(struct script *script, u32 *task);
/* Adds @word so that the watcher is told. Return: false if it has nothing to tell. */
bool script_watch(lua_State *L, const struct script_word *word);
/* The call that the running task is in, as the watcher numbered it; 0: none. */
u32 script_call(const struct script *script);
struct world *world_of(lua_State *L);

/* Stops the run: raises an error that no pcall can hold back. */
int script_stop(lua_State *L, enum script_end end);
/* After anything that may have found something: stops the run if it did. */
void script_check_findings(lua_State *L);
/*
 * To be called before a claim of the scenario's own is found broken: once ambient trouble
 * came this raises an error instead, which ends the task and nothing else.
 */
void script_excuse(lua_State *L, const char *text);
/* Kills all tasks but the running one: the power went. */
void script_kill_others(struct script *script);

/* Words that ask the machine and do not wait: recall, or find out and record. */
bool script_is_replaying(const struct script *script);
bool script_recall(lua_State *L, struct answer *answer);
void script_record(lua_State *L, const struct answer *answer);
/* The device of that name, ready for I/O; NULL: it is a disk. Not when replaying. */
struct world_device *script_ready_device(lua_State *L, const char *name);
u64 script_arg_tag(lua_State *L, int index); /* "A": the name in a payload */
u32 script_io_flags(lua_State *L, int options); /* fua, preflush, …: enum user_flags */
/* Pushes the answer or raises its error; the answer is then empty. */
int script_push(lua_State *L, const char *word, struct answer *answer);

/**
 * struct op - what a task waits for; the words embed it as their first member
 * @may_last: it may take any time: no hang
 * @boundary: at its end: event_boundary()
 * @release: frees what hangs on it but not itself; may be NULL
 */
struct op {
	struct op *next, *next_done;
	struct script *script;
	struct script_task *task;
	const char *word;
	u32 number;
	bool is_done, may_last;
	u64 begin_ns;
	u64 boundary;
	struct answer answer;
	void (*release)(struct op *op);
};

/* Zeroed memory of @bytes, an op at its begin. Not to be started when replaying. */
void *script_op_begin(lua_State *L, const char *word, size_t bytes);
/* To be returned by the word's C function. */
int script_op_wait(lua_State *L, struct op *op);
/* Any context. @op is answered; what it points to is no longer used by the machine. */
void script_op_end(struct op *op);
u32 script_nr_waiting(const struct script *script);

#endif
