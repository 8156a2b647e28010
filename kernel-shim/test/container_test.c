// SPDX-License-Identifier: GPL-2.0-only
/* Lists, trees, sorting, reference counts; numbers, checksums; texts and the log. */
#include "cases_run.h"
#include "kernel/memory_cases.h"

int main(void)
{
	int nr_failed = cases_run("containers", container_cases);

	nr_failed += cases_run("numbers", number_cases);
	nr_failed += cases_run("parsing", parse_cases);
	return nr_failed + cases_run("texts", text_cases);
}
