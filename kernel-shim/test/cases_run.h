/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Running a table of cases, each as one CMocka test and each on several schedules.
 */
#ifndef SHIM_TEST_CASES_RUN_H
#define SHIM_TEST_CASES_RUN_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "choice.h"
#include "event.h"
#include "finding.h"
#include "kernel/cases.h"
#include "machine.h"

#define CASES_MAX 64
#define CASES_SEEDS 25

static void case_check(const struct shim_case *c, u64 seed)
{
	const struct finding *f = finding_first();

	if (!c->rule && f)
		fail_msg("%s, seed %llu: %s: %s\n%s", c->name, seed, f->rule, f->text, f->stack);
	if (c->rule && !f)
		fail_msg("%s, seed %llu: '%s' was not found", c->name, seed, c->rule);
	if (c->rule && strcmp(f->rule, c->rule))
		fail_msg("%s, seed %llu: found %s: %s", c->name, seed, f->rule, f->text);
}

static void case_run_once(const struct shim_case *c, u64 seed)
{
	struct choice_driver *drv = choice_seeded_create(seed);

	finding_clear();
	event_begin();
	choice_begin(drv);
	assert_int_equal(machine_boot(NULL), 0);
	machine_call(c->name, c->fn, NULL);
	if (finding_first())
		machine_cut();
	else
		machine_shutdown();
	choice_driver_destroy(drv);
	choice_begin(NULL);
}

static void case_run(void **state)
{
	u64 seed;

	for (seed = 0; seed < CASES_SEEDS; seed++) {
		case_run_once(*state, seed);
		case_check(*state, seed);
	}
	finding_clear();
}

/* A race: some schedules are fine, and some are not. */
static inline void race_run(const struct shim_case *c)
{
	u32 nr_found = 0;
	u64 seed;

	for (seed = 0; seed < CASES_SEEDS; seed++) {
		case_run_once(c, seed);
		if (finding_first())
			case_check(c, seed);
		nr_found += !!finding_first();
	}
	finding_clear();
	assert_in_range(nr_found, 1, CASES_SEEDS - 1);
}

static int cases_run(const char *group, const struct shim_case *table)
{
	static struct CMUnitTest tests[CASES_MAX];
	size_t nr;

	for (nr = 0; table[nr].name; nr++) {
		assert_true(nr < CASES_MAX);
		tests[nr].name = table[nr].name;
		tests[nr].test_func = case_run;
		tests[nr].initial_state = (void *)&table[nr];
	}
	return _cmocka_run_group_tests(group, tests, nr, NULL, NULL);
}

#endif
