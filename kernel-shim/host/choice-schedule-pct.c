// SPDX-License-Identifier: GPL-2.0-only
/*
 * Probabilistic concurrency testing: random priorities, few changes.
 *
 * From: choice-schedule.c.
 * To:   the scheduler, for who could go on.
 *
 * Numbers are priorities, the highest runs:
 *
 *   2^63 …        drawn, one per task; the alarms that are due count as a task
 *   2^62 + i      of whom the i-th change has hit
 *   … 2^62        who yielded, or spun for long: below all others, or a strict order
 *                 would let it wait for them for ever
 *
 * Only steps where more than one could go on are counted. Where one alone can, a change
 * has no effect before the next step that counts.
 */
#include "choice-schedule.h"

#include <stdlib.h>
#include <string.h>

#define LOWEST_DRAWN (1ULL << 63)
#define CHANGED (1ULL << 62)
#define MAX_IN_A_ROW (1u << 16) /* steps of one task that others have to wait for */

enum { STREAM_PRIORITY, STREAM_CHANGE };

struct pct {
	u64 *fallen; /* by number of task: its priority, 0: the drawn one */
	size_t fallen_room;
	u64 alarms_fallen;
	u64 changes[SCHEDULE_MAX_DEPTH]; /* steps */
	u32 nr_changes;
	u32 nr_yields;
	u32 last, nr_in_a_row;
	u32 *numbers;
	size_t numbers_room;
};

static u64 priority(const struct schedule *s, u32 number)
{
	const struct pct *p = s->state;
	u64 fallen = number == SCHEDULE_ALARMS ? p->alarms_fallen :
		     number < p->fallen_room   ? p->fallen[number] :
						 0;

	return fallen ? fallen : schedule_draw(s, STREAM_PRIORITY, number) | LOWEST_DRAWN;
}

static void fall(struct pct *p, u32 number, u64 to)
{
	if (number == SCHEDULE_ALARMS) {
		p->alarms_fallen = to;
		return;
	}
	p->fallen = schedule_grow(p->fallen, &p->fallen_room, number + 1, sizeof(*p->fallen));
	p->fallen[number] = to;
}

static void pct_begin(struct schedule *s)
{
	struct pct *p = s->state;
	u64 nr_steps = s->spec.nr_steps ? s->spec.nr_steps : s->nr_steps_before;
	u32 i;

	if (!p)
		p = s->state = schedule_alloc(sizeof(*p));
	if (p->fallen)
		memset(p->fallen, 0, p->fallen_room * sizeof(*p->fallen));
	p->alarms_fallen = 0;
	p->nr_yields = p->nr_in_a_row = p->last = 0;
	p->nr_changes = nr_steps ? s->spec.depth - 1 : 0;
	for (i = 0; i < p->nr_changes; i++)
		p->changes[i] = 1 + schedule_draw(s, STREAM_CHANGE, i) % nr_steps;
}

static void change_priorities(struct schedule *s, u32 running)
{
	struct pct *p = s->state;
	u32 i;

	for (i = 0; i < p->nr_changes; i++)
		if (p->changes[i] == s->step)
			fall(p, running, CHANGED + i + 1);
}

/* Whoever gave up the CPU and could go on at once has yielded. */
static bool has_yielded(enum choice_kind kind, u32 running, const u32 *numbers, u32 n)
{
	u32 i;

	for (i = 0; kind == CHOICE_TASK && i < n; i++)
		if (numbers[i] == running)
			return true;
	return false;
}

static bool is_too_long(struct pct *p, u32 running)
{
	p->nr_in_a_row = running == p->last ? p->nr_in_a_row + 1 : 0;
	p->last = running;
	return p->nr_in_a_row > MAX_IN_A_ROW;
}

static u32 pct_answer(struct schedule *s, enum choice_kind kind, u32 n, u64 *nr_dull)
{
	struct pct *p = s->state;
	u32 running = sched_running_number(), best = 0, i;
	u64 highest = 0, level;

	p->numbers = schedule_grow(p->numbers, &p->numbers_room, n, sizeof(*p->numbers));
	sched_candidates(kind, n, p->numbers);
	change_priorities(s, running);
	if (has_yielded(kind, running, p->numbers, n) || is_too_long(p, running))
		fall(p, running, CHANGED - ++p->nr_yields);
	for (i = 0; i < n; i++) {
		level = priority(s, p->numbers[i]);
		if (level > highest) {
			highest = level;
			best = i;
		}
	}
	return best;
}

static void pct_exit(struct schedule *s)
{
	struct pct *p = s->state;

	free(p->fallen);
	free(p->numbers);
	free(p);
}

static bool is_turn(enum choice_kind kind)
{
	return kind == CHOICE_TASK || kind == CHOICE_PREEMPT;
}

const struct schedule_type schedule_pct = {
	.is_own = is_turn,
	.answer = pct_answer,
	.begin = pct_begin,
	.exit = pct_exit,
};
