// SPDX-License-Identifier: GPL-2.0-only
/*
 * Disks and allocations fail whenever the input says so. After the first -EIO the device is
 * dead for good: every later request fails, every accepted one is answered, nothing is
 * written; what was promised is there for the next table.
 *
 * From: engine.c.   To: play.c.
 * Claims: C1 C2 C3 C4 C7 C8 C10 C12, I8.
 */
#include "step-target.h"

/* The numbers mean the same in all targets whose inputs have steps, as far as they can. */
static const struct step_kind *const kinds[] = {
	&step_write,  &step_read,    &step_flush,   &step_wait,	   &step_sleep, &step_cut,
	&step_reboot, &step_suspend, &step_message, &step_discard, &step_fault, &step_fault,
	&step_alloc,  &step_reload,  &step_status,  &step_write,
};

static const struct play_rules rules = {
	.name = "dead_state", .kinds = kinds, .nr_kinds = 16, .max_raised = 2
};

STEP_TARGET("dead_state", rules);
