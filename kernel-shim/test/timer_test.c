// SPDX-License-Identifier: GPL-2.0-only
/* Timers and delays: F7.17, F7.18, F7.20. */
#include "cases_run.h"

int main(void)
{
	return cases_run("timer", timer_cases);
}
