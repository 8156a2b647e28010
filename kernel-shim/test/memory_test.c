// SPDX-License-Identifier: GPL-2.0-only
/* Allocation, reserves, mappings; bios, which are memory before they are I/O. */
#include "cases_run.h"
#include "kernel/memory_cases.h"

int main(void)
{
	int nr_failed = cases_run("memory", memory_cases);

	nr_failed += cases_run("allocations", alloc_cases);
	nr_failed += cases_run("bios", bio_cases);
	return nr_failed + cases_run("mempool", mempool_cases);
}
