// SPDX-License-Identifier: GPL-2.0-only
/* Locks: their own rules, order between classes, irq safety. F7.2 to F7.5. */
#include "cases_run.h"

int main(void)
{
	int nr_failed = cases_run("lock", lock_cases);

	nr_failed += cases_run("signals", signal_cases);
	return nr_failed + cases_run("lockdep", lockdep_cases);
}
