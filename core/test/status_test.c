// SPDX-License-Identifier: GPL-2.0-only
/* Status lines and the room for them. */
#include "test/cases_run.h"

#include "kernel/device_cases.h"

int main(void)
{
	return cases_run("status", status_cases);
}
