/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The tape of one crash state: its cut as the explorer wants it, then a driver's answers.
 */
#ifndef SIM_EXPLORE_TAIL_H
#define SIM_EXPLORE_TAIL_H

#include "choice.h"
#include "ints.h"

/**
 * struct tail_driver - answers of one state from its cut on
 * @after: for everything after the cut; owned
 * @answers, @nr_answers: to CHOICE_SURVIVE, one after the other
 * @back: the answer to CHOICE_CUT
 * @is_falling: the cut is not over yet
 * @first_survive: number of the first choice of that track after the cut
 */
struct tail_driver {
	struct choice_driver base;
	struct choice_driver *after;
	const u32 *answers;
	u32 nr_answers, nr_given;
	u32 back;
	bool is_falling;
	u64 first_survive;
};

void tail_begin(struct tail_driver *tail, struct choice_driver *after, const u32 *answers,
		u32 nr_answers, u32 back);
void tail_exit(struct tail_driver *tail);

#endif
