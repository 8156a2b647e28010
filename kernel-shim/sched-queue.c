// SPDX-License-Identifier: GPL-2.0-only
/*
 * The run queue: tasks that could go on, oldest first.
 *
 * From: sched.c; schedule drivers, which ask whom an answer would let run.
 * To:   nothing.
 */
#include "sched-task.h"

#include "schedule.h"

u32 queue_nr;

static struct sched_task *first, *last;

void queue_reset(void)
{
	first = NULL;
	last = NULL;
	queue_nr = 0;
}

void queue_add(struct sched_task *t)
{
	t->next_run = NULL;
	t->prev_run = last;
	if (last)
		last->next_run = t;
	else
		first = t;
	last = t;
	t->is_queued = true;
	queue_nr++;
}

void queue_remove(struct sched_task *t)
{
	if (t->prev_run)
		t->prev_run->next_run = t->next_run;
	else
		first = t->next_run;
	if (t->next_run)
		t->next_run->prev_run = t->prev_run;
	else
		last = t->prev_run;
	t->is_queued = false;
	queue_nr--;
}

struct sched_task *queue_nth(u32 i)
{
	struct sched_task *t = first;

	while (i--)
		t = t->next_run;
	return t;
}

/* --- for schedule drivers --- */

void sched_candidates(enum choice_kind kind, u32 n, u32 *numbers)
{
	struct sched_task *t = first;
	u32 i = 0;

	if (kind == CHOICE_PREEMPT && n)
		numbers[i++] = sched_running->number;
	for (; i < n && t; t = t->next_run)
		numbers[i++] = t->number;
	while (i < n)
		numbers[i++] = SCHEDULE_ALARMS;
}

u32 sched_running_number(void)
{
	return sched_running->number;
}
