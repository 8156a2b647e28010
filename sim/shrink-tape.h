/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A tape with fewer choices that leads to the same finding.
 */
#ifndef SIM_SHRINK_TAPE_H
#define SIM_SHRINK_TAPE_H

#include "ints.h"

struct run;
struct search;

/**
 * tape_shrink - take away from @s->tape what the finding does not need
 * @run: of the scenario that the tape is of
 *
 * Whole tracks go first, then halves, down to single choices; then values are lowered.
 * A choice keeps its place whatever else goes, so nothing shifts.
 */
void tape_shrink(struct search *s, struct run *run);

#endif
