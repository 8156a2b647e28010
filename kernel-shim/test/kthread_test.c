// SPDX-License-Identifier: GPL-2.0-only
/* Kernel threads: F7.12 to F7.14. */
#include "cases_run.h"

int main(void)
{
	return cases_run("kthread", kthread_cases);
}
