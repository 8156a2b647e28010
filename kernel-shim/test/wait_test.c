// SPDX-License-Identifier: GPL-2.0-only
/* Wait queues, completions, RCU: F7.7 to F7.11. */
#include "cases_run.h"

/* F7.8: woken before the condition changes, a waiter may sleep for ever. */
static void test_lost_wake_ups_are_found(void **state)
{
	race_run(&wait_lost_cases[0]);
}

int main(void)
{
	const struct CMUnitTest races[] = { cmocka_unit_test(test_lost_wake_ups_are_found) };
	int nr_failed = cases_run("wait", wait_cases);

	nr_failed += cases_run("rcu", rcu_cases);
	return nr_failed + cmocka_run_group_tests(races, NULL, NULL);
}
