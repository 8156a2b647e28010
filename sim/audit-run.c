// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs that are run twice.
 *
 * From: commands that run seed after seed.
 * To:   run.c.
 */
#include "audit-run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "run.h"

static bool is_same(const struct run_result *a, const struct run_result *b)
{
	return a->status == b->status && !strcmp(a->digest, b->digest);
}

static void report_difference(struct run_result *result, const struct run_result *again)
{
	char text[256];

	snprintf(text, sizeof(text),
		 "nondeterminism: seed %llu came to digest %s, and run once more to %s",
		 result->seed, result->digest, again->digest);
	free(result->message);
	result->message = strdup(text);
	result->status = RUN_HARNESS_FAULT;
}

void run_varied_audited(struct run *run, u64 nth, const struct run_variation *variation,
			const struct run_limits *limits, struct run_result *result)
{
	struct run_result again;

	run_varied(run, variation, limits, result);
	if (!limits->audit_every || nth % limits->audit_every || result->status == RUN_BAD_INPUT ||
	    result->status == RUN_INTERRUPTED)
		return;
	run_varied(run, variation, limits, &again);
	if (again.status != RUN_INTERRUPTED && !is_same(result, &again))
		report_difference(result, &again);
	run_result_exit(&again);
}

void run_seed_audited(struct run *run, u64 seed, const struct run_limits *limits,
		      struct run_result *result)
{
	const struct run_variation variation = { .seed = seed };

	run_varied_audited(run, seed, &variation, limits, result);
}
