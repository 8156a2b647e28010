// SPDX-License-Identifier: GPL-2.0-only
/*
 * Timers: F7.17, F7.18. Only "never early" is a promise; how late is not asserted.
 */
#include <linux/completion.h>
#include <linux/preempt.h>
#include <linux/timer.h>

#include "conformance.h"

struct probe {
	struct timer_list timer;
	struct completion fired;
	unsigned long fired_at;
	bool was_in_task, was_in_softirq, was_pending;
	int nr_fired, nr_rearm;
};

static void probe_fires(struct timer_list *t)
{
	struct probe *p = from_timer(p, t, timer);

	p->fired_at = jiffies;
	p->was_in_task = in_task();
	p->was_in_softirq = in_softirq();
	p->was_pending = timer_pending(t);
	p->nr_fired++;
	if (p->nr_rearm) {
		p->nr_rearm--;
		mod_timer(t, jiffies + 1);
	} else {
		complete(&p->fired);
	}
}

static void probe_init(struct probe *p)
{
	memset(p, 0, sizeof(*p));
	init_completion(&p->fired);
	timer_setup_on_stack(&p->timer, probe_fires, 0);
}

static void probe_exit(struct probe *p)
{
	del_timer_sync(&p->timer);
	destroy_timer_on_stack(&p->timer);
}

static void results_of_mod_and_del(void)
{
	struct probe p;

	probe_init(&p);
	CONF_EXPECT(!timer_pending(&p.timer));
	CONF_EXPECT_EQ(del_timer(&p.timer), 0);
	CONF_EXPECT_EQ(mod_timer(&p.timer, jiffies + 100 * HZ), 0);
	CONF_EXPECT(timer_pending(&p.timer));
	CONF_EXPECT_EQ(mod_timer(&p.timer, jiffies + 200 * HZ), 1);
	CONF_EXPECT_EQ(del_timer(&p.timer), 1);
	CONF_EXPECT(!timer_pending(&p.timer));
	CONF_EXPECT_EQ(del_timer_sync(&p.timer), 0);
	mod_timer(&p.timer, jiffies + 100 * HZ);
	CONF_EXPECT_EQ(del_timer_sync(&p.timer), 1);
	conf_settle();
	CONF_EXPECT_EQ(p.nr_fired, 0);
	probe_exit(&p);
}

static void never_early_in_softirq(void)
{
	static const unsigned int delays[] = { 1, 2, 5, 13, 70 };
	unsigned long due;
	struct probe p;
	int i;

	for (i = 0; i < ARRAY_SIZE(delays); i++) {
		probe_init(&p);
		due = jiffies + delays[i];
		mod_timer(&p.timer, due);
		wait_for_completion(&p.fired);
		CONF_EXPECT(time_after_eq(p.fired_at, due));
		CONF_EXPECT(!p.was_in_task);
		CONF_EXPECT(p.was_in_softirq);
		CONF_EXPECT(!p.was_pending);
		CONF_EXPECT(!timer_pending(&p.timer));
		CONF_EXPECT_EQ(p.nr_fired, 1);
		probe_exit(&p);
	}
}

static void a_due_time_in_the_past_fires_soon(void)
{
	struct probe p;

	probe_init(&p);
	CONF_EXPECT_EQ(mod_timer(&p.timer, jiffies - 10), 0);
	CONF_EXPECT(wait_for_completion_timeout(&p.fired, 10 * HZ) > 0);
	probe_exit(&p);
}

static void moved_timers_fire_once_at_the_new_time(void)
{
	unsigned long due;
	struct probe p;

	probe_init(&p);
	mod_timer(&p.timer, jiffies + 1000 * HZ);
	due = jiffies + 3;
	mod_timer(&p.timer, due);
	CONF_EXPECT(wait_for_completion_timeout(&p.fired, 10 * HZ) > 0);
	CONF_EXPECT(time_after_eq(p.fired_at, due));
	mod_timer(&p.timer, jiffies + 50);
	due = jiffies + 60;
	mod_timer(&p.timer, due);
	CONF_EXPECT(wait_for_completion_timeout(&p.fired, 10 * HZ) > 0);
	CONF_EXPECT(time_after_eq(p.fired_at, due));
	CONF_EXPECT_EQ(p.nr_fired, 2);
	probe_exit(&p);
}

static void add_timer_takes_expires(void)
{
	struct probe p;

	probe_init(&p);
	p.timer.expires = jiffies + 4;
	add_timer(&p.timer);
	CONF_EXPECT(timer_pending(&p.timer));
	CONF_EXPECT(wait_for_completion_timeout(&p.fired, 10 * HZ) > 0);
	CONF_EXPECT(time_after_eq(p.fired_at, p.timer.expires));
	probe_exit(&p);
}

static void a_callback_may_arm_again(void)
{
	unsigned long start = jiffies;
	struct probe p;

	probe_init(&p);
	p.nr_rearm = 4;
	mod_timer(&p.timer, jiffies + 1);
	CONF_EXPECT(wait_for_completion_timeout(&p.fired, 10 * HZ) > 0);
	CONF_EXPECT_EQ(p.nr_fired, 5);
	CONF_EXPECT(jiffies - start >= 5);
	probe_exit(&p);
}

static void far_apart_timers_keep_their_order(void)
{
	struct probe early, late;

	probe_init(&early);
	probe_init(&late);
	mod_timer(&late.timer, jiffies + 30);
	mod_timer(&early.timer, jiffies + 4);
	wait_for_completion(&late.fired);
	CONF_EXPECT(completion_done(&early.fired));
	CONF_EXPECT(time_before(early.fired_at, late.fired_at));
	probe_exit(&early);
	probe_exit(&late);
}

static const struct conf_case cases[] = {
	CONF_CASE(results_of_mod_and_del),
	CONF_CASE(never_early_in_softirq),
	CONF_CASE(a_due_time_in_the_past_fires_soon),
	CONF_CASE(moved_timers_fire_once_at_the_new_time),
	CONF_CASE(add_timer_takes_expires),
	CONF_CASE(a_callback_may_arm_again),
	CONF_CASE(far_apart_timers_keep_their_order),
	CONF_END,
};

const struct conf_suite conf_timer = { .name = "timer", .cases = cases };
