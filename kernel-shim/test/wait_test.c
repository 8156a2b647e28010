// SPDX-License-Identifier: GPL-2.0-only
/* Wait queues, completions, RCU: F7.7 to F7.11. */
#include "cases_run.h"

int main(void)
{
	int nr_failed = cases_run("wait", wait_cases);

	return nr_failed + cases_run("rcu", rcu_cases);
}
