/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Runs that are run twice: equal digests, or the machine is not deterministic.
 */
#ifndef SIM_AUDIT_RUN_H
#define SIM_AUDIT_RUN_H

#include "ints.h"

struct run;
struct run_limits;
struct run_result;
struct run_variation;

/*
 * As run_varied(); if @limits->audit_every divides @nth, it is run once more. If the two
 * differ, @result has a harness fault.
 */
void run_varied_audited(struct run *run, u64 nth, const struct run_variation *variation,
			const struct run_limits *limits, struct run_result *result);

/* As run_seed(); the n-th is the one with seed n. */
void run_seed_audited(struct run *run, u64 seed, const struct run_limits *limits,
		      struct run_result *result);

#endif
