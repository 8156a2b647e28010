// SPDX-License-Identifier: GPL-2.0-only
/*
 * Letting time pass: asleep, or burning it.
 *
 * From: process context for the sleeps, any context for the delays.
 * To:   schedule_timeout(); the clock's alarms.
 *
 * Sleeps are never short, and how late they end within what was asked is the tape's.
 */
#include <linux/delay.h>

#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/time64.h>

#include "clock.h"
#include "finding.h"

void msleep(unsigned int msecs)
{
	unsigned long left = msecs_to_jiffies(msecs) + 1;

	sched_might_sleep("msleep");
	sched_waits_on("msleep");
	while (left)
		left = schedule_timeout_uninterruptible(left);
	sched_waits_on(NULL);
}

unsigned long msleep_interruptible(unsigned int msecs)
{
	unsigned long left = msecs_to_jiffies(msecs) + 1;

	sched_might_sleep("msleep_interruptible");
	sched_waits_on("msleep_interruptible");
	while (left && !signal_pending(current))
		left = schedule_timeout_interruptible(left);
	sched_waits_on(NULL);
	return jiffies_to_msecs(left);
}

void usleep_range(unsigned long min, unsigned long max)
{
	u64 end_ns = clock_now_ns() + NSEC_PER_USEC * (choose(CHOICE_TIMER, 2) ? max : min);

	sched_might_sleep("usleep_range");
	sched_waits_on("usleep_range");
	do {
		__set_current_state(TASK_UNINTERRUPTIBLE);
		sched_sleep_until(end_ns);
	} while (clock_now_ns() < end_ns);
	sched_waits_on(NULL);
}

void ssleep(unsigned int seconds)
{
	msleep(seconds * MSEC_PER_SEC);
}

void fsleep(unsigned long usecs)
{
	if (usecs <= 10)
		udelay(usecs);
	else if (usecs <= 20 * USEC_PER_MSEC)
		usleep_range(usecs, 2 * usecs);
	else
		msleep((usecs + USEC_PER_MSEC - 1) / USEC_PER_MSEC);
}

/* --- burning time: as on a CPU that does nothing else, the others go on --- */

struct delay {
	struct alarm alarm;
	bool is_over;
};

static void delay_over(struct alarm *alarm)
{
	struct delay *delay = container_of(alarm, struct delay, alarm);

	delay->is_over = true;
	sched_spin_release(delay);
}

void ndelay(unsigned long nsecs)
{
	struct delay delay = { .alarm = { .fn = delay_over } };

	if (!sched_current)
		shim_unimplemented("a delay outside of tasks");
	alarm_set(&delay.alarm, clock_now_ns() + nsecs);
	while (!delay.is_over)
		sched_spin_wait(&delay, "delay");
}

void udelay(unsigned long usecs)
{
	ndelay(usecs * NSEC_PER_USEC);
}

void mdelay(unsigned long msecs)
{
	ndelay(msecs * NSEC_PER_MSEC);
}
