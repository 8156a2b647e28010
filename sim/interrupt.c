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

#include <time.h>
#include <unistd.h>

#include "run.h"

volatile sig_atomic_t interrupt_came;
static volatile sig_atomic_t is_held, is_pending;

/* One ^C may come as two signals: to the process and to its group. */
#define SAME_NS 300000000ull

static unsigned long long came_ns;

static unsigned long long wall_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000ull + now.tv_nsec;
}

static void on_signal(int signal)
{
	(void)signal;
	bool is_second = interrupt_came || is_pending;

	if (is_second && wall_ns() - came_ns > SAME_NS)
		_exit(RUN_INTERRUPTED);
	if (!is_second)
		came_ns = wall_ns();
	if (is_held)
		is_pending = 1;
	else
		interrupt_came = 1;
}

void interrupt_hold(void)
{
	is_held = 1;
	if (interrupt_came)
		is_pending = 1;
	interrupt_came = 0;
}

void interrupt_release(void)
{
	is_held = 0;
	if (is_pending)
		interrupt_came = 1;
	is_pending = 0;
}

void interrupt_catch(void)
{
	struct sigaction action = { .sa_handler = on_signal };

	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
}
