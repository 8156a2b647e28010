// SPDX-License-Identifier: GPL-2.0-only
/*
 * The search for a smaller plan.
 *
 * From: shrink.c and the passes, with candidates.
 * To:   run.c: with the tape as it is, with states explored anew.
 *
 * Taking requests away moves every boundary and every choice that follows, so the tape
 * that showed the finding seldom fits the candidate: its crash states are explored again,
 * within bounds, and the first that shows the same finding gives the new tape.
 */
#include "shrink-search.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <xxhash.h>

#include "interrupt.h"
#include "scenario.h"
#include "shrink-plan.h"

/* Seeds are tried from 0 on, after the one that worked last, until so many worlds were run. */
#define WORLDS_OF_A_TRY 200
#define WORLDS_OF_THE_FIRST 2000
#define MAX_SEEDS 20

#define TELL_NS 10000000000ull
#define TELL_TTY_NS 200000000ull

static u64 wall_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000ull + now.tv_nsec;
}

/* --- identity --- */

static const char *kind_of(const char *text)
{
	static const char *const kinds[][2] = {
		{ ": torn.", "torn" },		{ ": nothing that a user wrote", "foreign" },
		{ ": misplaced", "misplaced" }, { ": ahead of write", "ahead" },
		{ " is lost", "lost" },
	};
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strstr(text, kinds[i][0]))
			return kinds[i][1];
	return "";
}

/* "WARNING at invariants.c:81 in wb_check_barrier(): …": which function warns? */
static void copy_function(const char *text, char *out, size_t bytes)
{
	const char *begin = strstr(text, " in ");

	if (begin)
		snprintf(out, bytes, "%.*s", (int)strcspn(begin + 4, "("), begin + 4);
}

void identity_of(const struct run_finding *finding, struct identity *id)
{
	memset(id, 0, sizeof(*id));
	snprintf(id->rule, sizeof(id->rule), "%s", finding->rule);
	if (!strncmp(finding->text, "WARNING at ", 11) || !strncmp(finding->text, "BUG at ", 7))
		copy_function(finding->text, id->kind, sizeof(id->kind));
	if (strcmp(finding->rule, "contents"))
		return;
	snprintf(id->kind, sizeof(id->kind), "%s", kind_of(finding->text));
	snprintf(id->dev, sizeof(id->dev), "%.*s", (int)strcspn(finding->text, ","), finding->text);
}

bool identity_is(const struct identity *id, const struct run_result *result)
{
	struct identity other;

	if (result->status != RUN_VIOLATED || !result->finding.rule)
		return false;
	identity_of(&result->finding, &other);
	return !memcmp(id, &other, sizeof(other));
}

/* --- life --- */

void search_init(struct search *s)
{
	memset(s, 0, sizeof(*s));
	tape_init(&s->tape);
	s->begin_ns = s->told_ns = wall_ns();
	s->limits = run_default_limits;
	s->limits.max_states = 3000;
}

void search_exit(struct search *s)
{
	plan_destroy(s->plan);
	tape_exit(&s->tape);
	free(s->known);
}

bool search_is_over(const struct search *s)
{
	return interrupt_came || wall_ns() > s->deadline_ns;
}

static void tell(struct search *s)
{
	bool is_tty = isatty(STDERR_FILENO);
	u64 now = wall_ns();

	if (s->is_quiet || now - s->told_ns < (is_tty ? TELL_TTY_NS : TELL_NS))
		return;
	s->told_ns = now;
	fprintf(stderr, "%swbsim shrink: %u operations, %llu tries, %llu kept, %llu s%s",
		is_tty ? "\r" : "", s->plan ? plan_nr_operations(s->plan) : 0, s->nr_tries,
		s->nr_kept, (now - s->begin_ns) / 1000000000, is_tty ? "\033[K" : "\n");
}

/* --- one candidate --- */

u32 search_nr_anywhere(const struct plan *plan)
{
	struct step **units;
	size_t nr = plan_units(plan, &units), i;
	u32 nr_anywhere = 0;

	for (i = 0; i < nr; i++)
		nr_anywhere += step_is(units[i], "cut") && units[i]->nr_args &&
			       units[i]->args[0].kind == VALUE_TEXT &&
			       !strncmp(units[i]->args[0].text, "anywhere", 8);
	free(units);
	return nr_anywhere;
}

/* Keeps the tape if it is the same finding. */
static bool is_found(struct search *s, struct run_result *result)
{
	bool is_same = identity_is(&s->id, result);

	s->nr_worlds += result->nr_states ? result->nr_states : 1;
	if (is_same) {
		tape_exit(&s->tape);
		s->tape = result->tape;
		tape_init(&result->tape);
		s->seed = result->seed;
	}
	return is_same;
}

static bool found_by_tape(struct search *s, struct run *run, const struct tape *tape)
{
	struct run_result result;
	bool is_same;

	run_tape(run, tape, &result);
	is_same = is_found(s, &result);
	run_result_exit(&result);
	return is_same;
}

static bool found_near_tape(struct search *s, struct run *run, const struct tape *tape)
{
	struct run_result result;
	bool is_same;

	run_tape_states(run, tape, &s->limits, &result);
	is_same = is_found(s, &result);
	run_result_exit(&result);
	return is_same;
}

static bool found_by_seed(struct search *s, struct run *run, u64 seed)
{
	struct run_result result;
	bool is_same;

	run_seed(run, seed, &s->limits, &result);
	is_same = is_found(s, &result);
	run_result_exit(&result);
	return is_same;
}

static bool found_by_seeds(struct search *s, struct run *run, u64 nr_worlds)
{
	u64 first = s->seed, seed, until = s->nr_worlds + nr_worlds;

	if (found_by_seed(s, run, first))
		return true;
	for (seed = 0; seed < MAX_SEEDS && s->nr_worlds < until && !search_is_over(s); seed++)
		if (seed != first && found_by_seed(s, run, seed))
			return true;
	return false;
}

/* A build without the fault must not fail for a reason of the scenario's own. */
static bool holds_in_healthy(struct search *s, const char *text)
{
	char path[4096], command[16384];
	bool is_good;
	FILE *file;
	int status;

	if (!s->healthy)
		return true;
	snprintf(path, sizeof(path), "%s/candidate.lua", s->folder);
	file = fopen(path, "wb");
	if (!file)
		return false;
	is_good = fputs(text, file) >= 0;
	is_good = !fclose(file) && is_good;
	snprintf(command, sizeof(command),
		 "exec '%s' run '%s' --seed %llu --max-states %llu --out '%s' >'%s.log' 2>&1",
		 s->healthy, path, s->seed, s->limits.max_states, s->folder, path);
	status = is_good ? system(command) : -1;
	unlink(path);
	strcat(path, ".log");
	unlink(path);
	return WIFEXITED(status) && WEXITSTATUS(status) == RUN_HELD;
}

static bool shows(struct search *s, const char *text)
{
	struct scenario *scenario = scenario_from_text(s->name, text);
	struct run *run = run_create(scenario);
	bool is_same;

	is_same = found_by_seeds(s, run, WORLDS_OF_A_TRY);
	/* Once a seed is enough, it must stay so: the scenario is to stand on its own. */
	if (is_same)
		s->is_by_seed = true;
	else if (!s->is_by_seed)
		is_same = found_by_tape(s, run, &s->tape) || found_near_tape(s, run, &s->tape);
	run_destroy(run);
	scenario_close(scenario);
	return is_same && !interrupt_came && holds_in_healthy(s, text);
}

/* A hash table of hashes; there is room. Return: true if it was new. */
static bool know(struct search *s, u64 hash)
{
	size_t at = hash % s->room_known;

	while (s->known[at] && s->known[at] != hash)
		at = (at + 1) % s->room_known;
	if (s->known[at])
		return false;
	s->known[at] = hash;
	s->nr_known++;
	return true;
}

/* Texts that were tried and are not the finding, or are the best so far: not again. */
static bool is_known(struct search *s, const char *text)
{
	u64 hash = XXH3_64bits_withSeed(text, strlen(text), s->seed);
	size_t i, room = s->room_known;

	if (2 * s->nr_known >= room) {
		u64 *old = s->known;

		s->room_known = room ? 2 * room : 256;
		s->known = calloc(s->room_known, sizeof(*s->known));
		s->nr_known = 0;
		for (i = 0; i < room; i++)
			if (old[i])
				know(s, old[i]);
		free(old);
	}
	return !know(s, hash);
}

bool search_try(struct search *s, struct plan *candidate)
{
	bool is_same = false;
	char *text;

	plan_prune(candidate);
	text = plan_text(candidate, "");
	if (!search_is_over(s) && !is_known(s, text)) {
		s->nr_tries++;
		is_same = shows(s, text);
	}
	free(text);
	tell(s);
	if (!is_same) {
		plan_destroy(candidate);
		return false;
	}
	s->nr_kept++;
	plan_destroy(s->plan);
	s->plan = candidate;
	return true;
}

bool search_begin(struct search *s, struct plan *plan, const struct tape *tape)
{
	char *text = plan_text(plan, "");
	struct scenario *scenario = scenario_from_text(s->name, text);
	struct run *run = run_create(scenario);
	bool is_same;

	s->seed = tape->seed;
	s->is_by_seed = found_by_seeds(s, run, WORLDS_OF_THE_FIRST);
	is_same = s->is_by_seed || found_by_tape(s, run, tape) || found_near_tape(s, run, tape);
	run_destroy(run);
	scenario_close(scenario);
	is_same = is_same && holds_in_healthy(s, text);
	is_known(s, text);
	free(text);
	if (is_same)
		s->plan = plan;
	else
		plan_destroy(plan);
	return is_same;
}

bool search_begin_by_seed(struct search *s, struct plan *plan)
{
	char *text = plan_text(plan, "");
	struct scenario *scenario = scenario_from_text(s->name, text);
	struct run *run = run_create(scenario);

	s->nr_tries++;
	s->is_by_seed = found_by_seed(s, run, s->seed);
	run_destroy(run);
	scenario_close(scenario);
	s->is_by_seed = s->is_by_seed && holds_in_healthy(s, text);
	if (s->is_by_seed)
		is_known(s, text);
	free(text);
	tell(s);
	if (s->is_by_seed)
		s->plan = plan;
	else
		plan_destroy(plan);
	return s->is_by_seed;
}
