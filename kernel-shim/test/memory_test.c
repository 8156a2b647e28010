// SPDX-License-Identifier: GPL-2.0-only
/* Allocation, reserves, mappings. */
#include "cases_run.h"
#include "kernel/memory_cases.h"

int main(void)
{
	int nr_failed = cases_run("memory", memory_cases);

	return nr_failed + cases_run("mempool", mempool_cases);
}
