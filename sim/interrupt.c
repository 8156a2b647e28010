// SPDX-License-Identifier: GPL-2.0-only
/*
 * ^C.
 *
 * From: SIGINT and SIGTERM.
 * To:   script.c and workload.c, which look at the flag.
 *
 * Nothing of the machine is touched here: a signal comes between any two instructions.
 */
#include "interrupt.h"

#include <unistd.h>

#include "run.h"

volatile sig_atomic_t interrupt_came;

static void on_signal(int signal)
{
	(void)signal;
	if (interrupt_came)
		_exit(RUN_INTERRUPTED);
	interrupt_came = 1;
}

void interrupt_catch(void)
{
	struct sigaction action = { .sa_handler = on_signal };

	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
}
