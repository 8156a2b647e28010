// SPDX-License-Identifier: GPL-2.0-only
/*
 * Schedule drivers: what all kinds share, and the two that need no memory.
 *
 * From: explorers, which create one and ask it for run after run.
 * To:   a kind for the tracks of the scheduler, the base driver for all others.
 */
#include "choice-schedule.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *schedule_alloc(size_t size_bytes)
{
	void *p = calloc(1, size_bytes);

	if (!p) {
		perror("wbsim: no memory for a schedule");
		exit(3);
	}
	return p;
}

void *schedule_grow(void *array, size_t *room, size_t nr, size_t item_bytes)
{
	size_t old = *room;
	char *grown;

	if (nr <= old)
		return array;
	*room = nr + nr / 2 + 256;
	grown = realloc(array, *room * item_bytes);
	if (!grown) {
		perror("wbsim: no memory for a schedule");
		exit(3);
	}
	memset(grown + old * item_bytes, 0, (*room - old) * item_bytes);
	return grown;
}

/* splitmix64's finaliser. */
static u64 mix(u64 x)
{
	x += 0x9e3779b97f4a7c15ULL;
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
	x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
	return x ^ (x >> 31);
}

u64 schedule_draw(const struct schedule *s, u64 stream, u64 i)
{
	return mix(mix(mix(s->seed) + s->figures.nr_runs) + mix(stream) +
		   i * 0xd1342543de82ef95ULL);
}

/* --- dull and walk --- */

static bool is_turn(enum choice_kind kind)
{
	return kind == CHOICE_TASK || kind == CHOICE_PREEMPT;
}

static bool is_order(enum choice_kind kind)
{
	return is_turn(kind) || kind == CHOICE_WAKE || kind == CHOICE_ORDER;
}

static void begin_nothing(struct schedule *s)
{
	s->state = NULL;
}

static u32 dull_answer(struct schedule *s, enum choice_kind kind, u32 n, u64 *nr_dull)
{
	return 0;
}

const struct schedule_type schedule_dull = {
	.is_own = is_order,
	.answer = dull_answer,
	.begin = begin_nothing,
};

static u32 walk_answer(struct schedule *s, enum choice_kind kind, u32 n, u64 *nr_dull)
{
	u64 x = schedule_draw(s, kind, choice_tracks[kind].idx);

	if (s->spec.one_in > 1 && (x >> 32) % s->spec.one_in)
		return 0;
	return (u32)x % n;
}

const struct schedule_type schedule_walk = {
	.is_own = is_order,
	.answer = walk_answer,
	.begin = begin_nothing,
};

/* --- the driver --- */

/* A step is counted where there is a choice: a bound over fewer steps is a better one. */
static void count_step(struct schedule *s)
{
	u64 nr_tasks = sched_nr_tasks() + 1; /* the alarms have a priority, too */

	s->step++;
	if (s->step > s->figures.nr_steps)
		s->figures.nr_steps = s->step;
	if (nr_tasks > s->figures.nr_tasks)
		s->figures.nr_tasks = nr_tasks;
}

static u32 schedule_answer(struct choice_driver *drv, enum choice_kind kind, u64 idx, u32 n,
			   u64 *nr_dull)
{
	struct schedule *s = (struct schedule *)drv;

	if (!s->type->is_own(kind))
		return s->base->answer(s->base, kind, idx, n, nr_dull);
	if (n <= 1)
		return 0;
	if (is_turn(kind))
		count_step(s);
	return s->type->answer(s, kind, n, nr_dull);
}

static void schedule_destroy(struct choice_driver *drv)
{
	struct schedule *s = (struct schedule *)drv;

	if (s->type->exit)
		s->type->exit(s);
	choice_driver_destroy(s->base);
	free(s);
}

static const char *const kind_names[NR_SCHEDULE_KINDS] = {
#define X(id, name) [SCHEDULE_##id] = name,
	SCHEDULE_KINDS(X)
#undef X
};

static const struct schedule_type *const types[NR_SCHEDULE_KINDS] = {
	[SCHEDULE_DULL] = &schedule_dull,
	[SCHEDULE_WALK] = &schedule_walk,
	[SCHEDULE_PCT] = &schedule_pct,
	[SCHEDULE_DFS] = &schedule_dfs,
};

const char *schedule_kind_name(enum schedule_kind kind)
{
	return kind < NR_SCHEDULE_KINDS ? kind_names[kind] : "?";
}

static void begin(struct schedule *s)
{
	s->step = 0;
	s->type->begin(s);
}

struct choice_driver *choice_schedule_create(const struct schedule_spec *spec,
					     struct choice_driver *base, u64 seed)
{
	struct schedule *s = schedule_alloc(sizeof(*s));

	s->driver.name = kind_names[spec->kind];
	s->driver.answer = schedule_answer;
	s->driver.destroy = schedule_destroy;
	s->spec = *spec;
	s->type = types[spec->kind];
	s->base = base;
	s->seed = seed;
	s->figures.nr_runs = 1;
	begin(s);
	return &s->driver;
}

static void take_base(struct schedule *s, struct choice_driver *base)
{
	choice_driver_destroy(s->base);
	s->base = base;
}

void choice_schedule_rewind(struct choice_driver *drv, struct choice_driver *base)
{
	struct schedule *s = (struct schedule *)drv;

	take_base(s, base);
	begin(s);
}

bool choice_schedule_next(struct choice_driver *drv, struct choice_driver *base)
{
	struct schedule *s = (struct schedule *)drv;

	take_base(s, base);
	if (s->type->next && !s->type->next(s)) {
		s->figures.is_complete = true;
		return false;
	}
	s->figures.nr_runs++;
	s->nr_steps_before = s->figures.nr_steps;
	begin(s);
	return true;
}

void choice_schedule_figures(const struct choice_driver *drv, struct schedule_figures *figures)
{
	*figures = ((const struct schedule *)drv)->figures;
}

double schedule_miss_bound(u64 nr_tasks, u64 nr_steps, u32 depth, u64 nr_runs)
{
	double hit = 1.0 / (nr_tasks ? nr_tasks : 1), miss, all = 1;
	u32 i;

	for (i = 1; i < depth; i++)
		hit /= nr_steps ? nr_steps : 1;
	miss = 1 - hit;
	/* miss ^ nr_runs by squaring: the same bits on every host */
	for (; nr_runs; nr_runs >>= 1, miss *= miss)
		if (nr_runs & 1)
			all *= miss;
	return all;
}

/* --- from a text --- */

static bool read_bound(const char **text, u32 max, u32 *value)
{
	unsigned long long number;
	char *end;

	errno = 0;
	if (**text != ':' || (*text)[1] < '0' || (*text)[1] > '9')
		return false;
	number = strtoull(*text + 1, &end, 10);
	if (errno || number > max)
		return false;
	*value = number;
	*text = end;
	return true;
}

static bool parse_bounds(const char *text, struct schedule_spec *spec)
{
	switch (spec->kind) {
	case SCHEDULE_WALK:
		if (*text && (!read_bound(&text, 1000000, &spec->one_in) || !spec->one_in))
			return false;
		break;
	case SCHEDULE_PCT:
		if (!read_bound(&text, SCHEDULE_MAX_DEPTH, &spec->depth) || !spec->depth)
			return false;
		break;
	case SCHEDULE_DFS:
		spec->max_turns = SCHEDULE_NO_BOUND;
		if (!read_bound(&text, 1000000, &spec->max_preempts))
			return false;
		if (*text && !read_bound(&text, 1000000, &spec->max_turns))
			return false;
		break;
	default:
		break;
	}
	return !*text;
}

const char *schedule_parse(const char *text, struct schedule_spec *spec)
{
	static const char expected[] = "dull, walk, walk:N (one in N points), pct:D (depth 1-32), "
				       "dfs:P or dfs:P:T (preemptions, other turns)";
	size_t chars = strcspn(text, ":");
	int kind;

	memset(spec, 0, sizeof(*spec));
	for (kind = 0; kind < NR_SCHEDULE_KINDS; kind++)
		if (strlen(kind_names[kind]) == chars && !strncmp(text, kind_names[kind], chars))
			break;
	if (kind == NR_SCHEDULE_KINDS)
		return expected;
	spec->kind = kind;
	return parse_bounds(text + chars, spec) ? NULL : expected;
}
