// SPDX-License-Identifier: GPL-2.0-only
/*
 * Every schedule within bounds, one after another.
 *
 * From: choice-schedule.c.
 * To:   nothing.
 *
 * The driver keeps the path of the last run, a branch for each choice that had more
 * than one answer. The next run takes the deepest branch that has an untried answer
 * within the bounds, repeats the path to it, and is dull from there on. A bound counts
 * what is not dull: preemptions on their track, all else together. Contexts of
 * completions, orders of wake-ups and of alarms are branches, too.
 *
 * The dull answers below a branch come first, so the first run is the dull one.
 */
#include "choice-schedule.h"

#include <stdlib.h>

#include "finding.h"

/**
 * struct branch - one choice of the path
 * @nr_spent: of the bound that counts it, before this choice
 */
struct branch {
	u32 n, value;
	u32 nr_spent;
	bool is_preempt;
};

struct dfs {
	struct branch *path;
	size_t room;
	size_t nr, nr_fixed, pos;
	u32 nr_preempts, nr_turns; /* that are not dull, up to @pos */
};

static bool dfs_is_own(enum choice_kind kind)
{
	return kind == CHOICE_TASK || kind == CHOICE_PREEMPT || kind == CHOICE_WAKE ||
	       kind == CHOICE_ORDER || kind == CHOICE_CONTEXT;
}

static void dfs_begin(struct schedule *s)
{
	struct dfs *d = s->state;

	if (!d)
		d = s->state = schedule_alloc(sizeof(*d));
	d->nr = d->nr_fixed; /* what was dull is found again */
	d->pos = 0;
	d->nr_preempts = d->nr_turns = 0;
}

static u32 bound_of(const struct schedule *s, bool is_preempt)
{
	return is_preempt ? s->spec.max_preempts : s->spec.max_turns;
}

static u32 dfs_answer(struct schedule *s, enum choice_kind kind, u32 n, u64 *nr_dull)
{
	struct dfs *d = s->state;
	bool is_preempt = kind == CHOICE_PREEMPT;
	u32 *spent = is_preempt ? &d->nr_preempts : &d->nr_turns;
	struct branch *b;

	if (*spent >= bound_of(s, is_preempt))
		return 0; /* no branch: nothing else will ever be tried here */
	d->path = schedule_grow(d->path, &d->room, d->pos + 1, sizeof(*d->path));
	b = &d->path[d->pos++];
	if (d->pos > d->nr_fixed) {
		*b = (struct branch){ .n = n, .nr_spent = *spent, .is_preempt = is_preempt };
		d->nr = d->pos;
	} else if (b->n != n || b->is_preempt != is_preempt) {
		shim_unimplemented("a run that takes another way under the same schedule");
	}
	*spent += b->value != 0;
	return b->value;
}

static bool can_go_on(const struct schedule *s, const struct branch *b)
{
	return b->value + 1 < b->n && b->nr_spent < bound_of(s, b->is_preempt);
}

static bool dfs_next(struct schedule *s)
{
	struct dfs *d = s->state;
	size_t i;

	while (d->nr && !can_go_on(s, &d->path[d->nr - 1]))
		d->nr--;
	d->nr_fixed = d->nr;
	if (!d->nr)
		return false;
	d->path[d->nr - 1].value++;
	for (i = 0; i < d->nr && !d->path[i].value; i++)
		;
	s->figures.branch = i;
	return true;
}

static void dfs_exit(struct schedule *s)
{
	struct dfs *d = s->state;

	free(d->path);
	free(d);
}

const struct schedule_type schedule_dfs = {
	.is_own = dfs_is_own,
	.answer = dfs_answer,
	.begin = dfs_begin,
	.next = dfs_next,
	.exit = dfs_exit,
};
