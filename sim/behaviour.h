/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How many of many runs did something different.
 *
 * A run's behaviour is the set of its transitions: which class of event directly follows
 * which. A class is a kind of event with operation, flags, device, size class and
 * outcome, but no time, place, number or task; who runs when is no event here. Two runs
 * with the same set differ in nothing but amounts and order.
 */
#ifndef SIM_BEHAVIOUR_H
#define SIM_BEHAVIOUR_H

#include <stdio.h>

#include "ints.h"

struct behaviours;

/**
 * struct behaviour_figures - of the runs so far
 * @nr_distinct: different sets of transitions
 * @nr_transitions: in all sets together
 * @last_new_run: number of the run, from 1, that brought the last new transition
 */
struct behaviour_figures {
	u64 nr_runs, nr_distinct, nr_transitions, last_new_run;
};

struct behaviours *behaviours_create(void);
void behaviours_destroy(struct behaviours *b);

/* A run begins: events are listened to (event_listen()) until behaviours_end(). */
void behaviours_begin(struct behaviours *b);
/* It has ended. Return: the hash of its set: equal for equal behaviours in any process. */
u64 behaviours_end(struct behaviours *b);

void behaviours_figures(const struct behaviours *b, struct behaviour_figures *figures);
void behaviours_print(FILE *file, const struct behaviours *b);

#endif
