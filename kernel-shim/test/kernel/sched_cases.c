// SPDX-License-Identifier: GPL-2.0-only
/*
 * Well-behaved tasks and small offenders for sched_test.c.
 */
#include "sched_cases.h"

#include <linux/sched.h>
#include <linux/string.h>

#include "clock.h"

char *case_log;

static void note(const char *what)
{
	strcat(case_log, what);
}

void case_yielder(void *arg)
{
	for (int i = 0; i < 3; i++) {
		note(arg);
		yield();
	}
}

void case_mixed(void *arg)
{
	for (int i = 0; i < 20; i++) {
		sched_point(POINT_ATOMIC);
		if (i % 5 == 0)
			schedule_timeout_uninterruptible(1 + i % 3);
		sched_point(POINT_LOCK);
	}
}

void case_sleep_one_second(void *arg)
{
	long left = schedule_timeout_uninterruptible(CLOCK_HZ);

	(void)left;
}

void case_sleep_five_minutes(void *arg)
{
	schedule_timeout_idle(300 * CLOCK_HZ);
}

void case_sleep_after_wake(void *arg)
{
	wake_up_process(current);
	__set_current_state(TASK_UNINTERRUPTIBLE);
	schedule();
}

static void sleepy_irq(void *arg)
{
	might_sleep();
}

void case_sleep_in_irq(void *arg)
{
	sched_irq(sleepy_irq, NULL, SCHED_SOFTIRQ);
	schedule_timeout_idle(1);
}

void case_sleep_with_state(void *arg)
{
	__set_current_state(TASK_INTERRUPTIBLE);
	might_sleep();
}

void case_wait_uninterruptibly(void *arg)
{
	__set_current_state(TASK_UNINTERRUPTIBLE);
	schedule();
}

void case_yield_for_ever(void *arg)
{
	for (;;)
		yield();
}

void case_poll_for_ever(void *arg)
{
	for (;;)
		schedule_timeout_idle(CLOCK_HZ);
}

void case_spin_for_ever(void *arg)
{
	for (;;)
		sched_point(POINT_ACCESS);
}

static volatile bool is_over;

void case_loop_for_ever(void *arg)
{
	while (!is_over)
		;
}

static int *volatile nowhere;

void case_null_pointer(void *arg)
{
	*nowhere = 1;
}

static int deeper(int depth)
{
	volatile char room[1024];

	room[depth % 1024] = depth;
	return depth < (1 << 20) ? deeper(depth + 1) + room[depth % 1024] : 0;
}

void case_stack_overflow(void *arg)
{
	deeper(0);
}
