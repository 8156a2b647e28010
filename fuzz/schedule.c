// SPDX-License-Identifier: GPL-2.0-only
/*
 * The input is the scheduler: requests of many tasks at once, and every choice of who runs,
 * who wakes first, what completes first. No power cut, no fault but the ambient ones: contents,
 * locks, memory and the end of every request are judged.
 *
 * From: engine.c.   To: play.c.
 * Claims: C1 C5 C7 C9 C10 C13 C14, I4 I5 I6 I9.
 */
#include "step-target.h"

/* The numbers mean the same in all targets whose inputs have steps, as far as they can. */
static const struct step_kind *const kinds[] = {
	&step_write,  &step_read,    &step_flush,   &step_wait,	   &step_sleep,	 &step_write,
	&step_reboot, &step_suspend, &step_message, &step_discard, &step_zeroes, &step_read,
	&step_flush,  &step_reload,  &step_status,  &step_write,
};

static const struct play_rules rules = {
	.name = "schedule", .kinds = kinds, .nr_kinds = 16, .max_raised = 2
};

STEP_TARGET("schedule", rules);
