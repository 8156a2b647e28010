// SPDX-License-Identifier: GPL-2.0-only
/* Workqueues: F7.19, F7.20, F5.25. */
#include "cases_run.h"

int main(void)
{
	return cases_run("workqueue", workqueue_cases);
}
