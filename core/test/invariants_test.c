// SPDX-License-Identifier: GPL-2.0-only
/* Each asserted invariant, kept and broken. */
#include "test/cases_run.h"

#include "kernel/device_cases.h"

int main(void)
{
	return cases_run("invariants", invariant_cases);
}
