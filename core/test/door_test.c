// SPDX-License-Identifier: GPL-2.0-only
/* What the door says while a device dies. */
#include "test/cases_run.h"

#include "kernel/device_cases.h"

int main(void)
{
	return cases_run("door", door_cases);
}
