// SPDX-License-Identifier: GPL-2.0-only
/*
 * The tape of one crash state.
 *
 * From: explore.c.
 * To:   the driver of what comes after the cut.
 *
 * How many units a cut decides about differs from instant to instant. What is drawn
 * afterwards must not: so the driver sees the later choices of that track numbered
 * from 0.
 */
#include "explore-tail.h"

#include "crash.h"

static void fall_is_over(struct tail_driver *tail, enum choice_kind kind, u64 idx)
{
	tail->is_falling = false;
	tail->first_survive = kind == CHOICE_SURVIVE ? idx : choice_tracks[CHOICE_SURVIVE].idx;
}

static u32 tail_answer(struct choice_driver *base, enum choice_kind kind, u64 idx, u32 n,
		       u64 *nr_dull)
{
	struct tail_driver *tail = (struct tail_driver *)base;

	if (tail->is_falling) {
		if (kind == CHOICE_CUT)
			return tail->back;
		if (kind == CHOICE_SURVIVE && crash_is_falling())
			return tail->nr_given < tail->nr_answers ? tail->answers[tail->nr_given++] :
								   0;
		fall_is_over(tail, kind, idx);
	}
	if (kind == CHOICE_SURVIVE)
		idx -= tail->first_survive;
	return tail->after->answer(tail->after, kind, idx, n, nr_dull);
}

void tail_begin(struct tail_driver *tail, struct choice_driver *after, const u32 *answers,
		u32 nr_answers, u32 back)
{
	choice_driver_destroy(tail->after);
	*tail = (struct tail_driver){ .base = { .name = "explorer", .answer = tail_answer },
				      .after = after,
				      .answers = answers,
				      .nr_answers = nr_answers,
				      .back = back,
				      .is_falling = true };
}

void tail_exit(struct tail_driver *tail)
{
	choice_driver_destroy(tail->after);
	tail->after = NULL;
}
