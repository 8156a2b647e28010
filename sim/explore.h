/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Every crash state of a cut that may be anywhere.
 */
#ifndef SIM_EXPLORE_H
#define SIM_EXPLORE_H

#include "crash.h"
#include "run.h"

/**
 * explore_crashes - take up the run at @point for each boundary and each choice of
 *	survivors, until one violates a promise
 * @point: of a run that stopped with SCRIPT_AT_CUT
 * @result: gets status, digest (a hash over those of all states), counts; after a
 *	finding the tape that leads to it
 */
void explore_crashes(struct run *run, struct crash_point *point, const struct run_limits *limits,
		     struct run_result *result);

#endif
