// SPDX-License-Identifier: GPL-2.0-only
/*
 * Whatever was promised survives: requests, schedule, the instant of a power cut and the
 * sectors that outlive it come from the input; the oracle judges what is read afterwards.
 *
 * From: engine.c.   To: play.c.
 * Claims: C1 C2 C3 C4 C5 C6 C7 C9 C10 C13 C14, I1 ... I10.
 */
#include "step-target.h"

/* The numbers mean the same in all targets whose inputs have steps, as far as they can. */
static const struct step_kind *const kinds[] = {
	&step_write,  &step_read,    &step_flush,   &step_wait,	   &step_sleep,	 &step_cut,
	&step_reboot, &step_suspend, &step_message, &step_discard, &step_zeroes, &step_cut,
	&step_flush,  &step_reload,  &step_write,   &step_write,
};

static const struct play_rules rules = {
	.name = "crash_recovery", .kinds = kinds, .nr_kinds = 16, .max_raised = 3
};

STEP_TARGET("crash_recovery", rules);
