/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * An input, played: its steps are what a scenario's words are, its tape decides the rest,
 * and the judges judge. One world lives as long as the program; each input begins it anew.
 */
#ifndef FUZZ_PLAY_H
#define FUZZ_PLAY_H

#include <stdio.h>

#include "input.h"

struct step;
struct player;

/* A step of four bytes; what is there depends on what it does. */
struct step {
	u8 op, flags, a, b, c;
};

struct step_kind {
	const char *name;
	void (*run)(struct player *p, const struct step *step);
};

/* The kinds (play-steps.c). */
extern const struct step_kind step_write, step_read, step_flush, step_discard, step_zeroes,
	step_wait, step_sleep, step_cut, step_reboot, step_suspend, step_message, step_fault,
	step_heal, step_reload, step_alloc, step_status;

/**
 * struct play_rules - what a target makes of inputs
 * @name: of the target
 * @kinds: what the low four bits of a step mean, modulo their number
 * @max_raised: so often the device may come up again, after a cut, a reboot or a new table;
 *	steps that would do it once more are left out: it is what takes the longest
 */
struct play_rules {
	const char *name;
	const struct step_kind *const *kinds;
	u32 nr_kinds;
	u32 max_raised;
};

/**
 * play - one run
 * @script: where to print the same run as a scenario; then it is played as that would be:
 *	the disks are formatted in the run; NULL: fast
 * Return: true if all held; else finding_first().
 */
bool play(const struct play_rules *rules, const u8 *bytes, size_t nr_bytes, FILE *script);
/* Of the last run that was printed. */
const char *play_digest(void);

/* Formats the stage; to be called before anything is measured. Idempotent. */
void play_prepare(void);
struct world *play_world(void);

#endif
