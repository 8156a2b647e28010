// SPDX-License-Identifier: GPL-2.0-only
/*
 * Completions: F7.11.
 */
#include <linux/completion.h>
#include <linux/kthread.h>
#include <linux/sched.h>
#include <linux/timer.h>

#include "conformance.h"

static void completed_before_the_wait(void)
{
	DECLARE_COMPLETION_ONSTACK(c);

	CONF_EXPECT(!completion_done(&c));
	CONF_EXPECT(!try_wait_for_completion(&c));
	complete(&c);
	CONF_EXPECT(completion_done(&c));
	wait_for_completion(&c);
	CONF_EXPECT(!completion_done(&c));
}

static void completions_are_counted(void)
{
	DECLARE_COMPLETION_ONSTACK(c);
	int i;

	for (i = 0; i < 3; i++)
		complete(&c);
	CONF_EXPECT(try_wait_for_completion(&c));
	wait_for_completion(&c);
	CONF_EXPECT_EQ(wait_for_completion_interruptible(&c), 0);
	CONF_EXPECT(!try_wait_for_completion(&c));
}

static void timeout_results(void)
{
	DECLARE_COMPLETION_ONSTACK(c);
	unsigned long start = jiffies;

	CONF_EXPECT_EQ(wait_for_completion_timeout(&c, 5), 0);
	CONF_EXPECT(jiffies - start >= 5);
	CONF_EXPECT_EQ(wait_for_completion_timeout(&c, 0), 0);
	complete(&c);
	CONF_EXPECT_EQ(wait_for_completion_timeout(&c, 9), 9);
	complete(&c);
	CONF_EXPECT_EQ(wait_for_completion_timeout(&c, 0), 1);
	CONF_EXPECT_EQ(wait_for_completion_io_timeout(&c, 2), 0);
	complete(&c);
	wait_for_completion_io(&c);
	CONF_EXPECT(!completion_done(&c));
}

static void complete_all_stays(void)
{
	DECLARE_COMPLETION_ONSTACK(c);

	complete_all(&c);
	wait_for_completion(&c);
	wait_for_completion(&c);
	CONF_EXPECT(try_wait_for_completion(&c));
	CONF_EXPECT(completion_done(&c));
	reinit_completion(&c);
	CONF_EXPECT(!completion_done(&c));
	CONF_EXPECT(!try_wait_for_completion(&c));
}

struct sleeper {
	struct completion *c;
	struct completion done;
	int order;
};

static atomic_t nr_woken;

static int sleeper_main(void *data)
{
	struct sleeper *s = data;

	wait_for_completion(s->c);
	s->order = atomic_inc_return(&nr_woken);
	complete(&s->done);
	return 0;
}

static void start_sleeper(struct sleeper *s, struct completion *c)
{
	s->c = c;
	s->order = 0;
	init_completion(&s->done);
	CONF_EXPECT(!IS_ERR(kthread_run(sleeper_main, s, "conf-sleeper")));
	conf_settle();
}

static void first_come_first_served(void)
{
	DECLARE_COMPLETION_ONSTACK(c);
	struct sleeper s[3];
	int i;

	atomic_set(&nr_woken, 0);
	for (i = 0; i < 3; i++)
		start_sleeper(&s[i], &c);
	for (i = 0; i < 3; i++) {
		complete(&c);
		CONF_EXPECT(wait_for_completion_timeout(&s[i].done, 10 * HZ) > 0);
		CONF_EXPECT_EQ(s[i].order, i + 1);
	}
	CONF_EXPECT(!completion_done(&c));
}

static void complete_all_wakes_all(void)
{
	DECLARE_COMPLETION_ONSTACK(c);
	struct sleeper s[3];
	int i;

	atomic_set(&nr_woken, 0);
	for (i = 0; i < 3; i++)
		start_sleeper(&s[i], &c);
	CONF_EXPECT_EQ(atomic_read(&nr_woken), 0);
	complete_all(&c);
	for (i = 0; i < 3; i++)
		CONF_EXPECT(wait_for_completion_timeout(&s[i].done, 10 * HZ) > 0);
	CONF_EXPECT_EQ(atomic_read(&nr_woken), 3);
}

struct alarm_clock {
	struct timer_list timer;
	struct completion done;
};

static void alarm_rings(struct timer_list *t)
{
	struct alarm_clock *a = from_timer(a, t, timer);

	complete(&a->done);
}

static void complete_from_a_timer(void)
{
	struct alarm_clock a;
	unsigned long start = jiffies;

	init_completion(&a.done);
	timer_setup_on_stack(&a.timer, alarm_rings, 0);
	mod_timer(&a.timer, jiffies + 5);
	wait_for_completion(&a.done);
	CONF_EXPECT(jiffies - start >= 5);
	del_timer_sync(&a.timer);
	destroy_timer_on_stack(&a.timer);
}

static const struct conf_case cases[] = {
	CONF_CASE(completed_before_the_wait), CONF_CASE(completions_are_counted),
	CONF_CASE(timeout_results),	      CONF_CASE(complete_all_stays),
	CONF_CASE(first_come_first_served),   CONF_CASE(complete_all_wakes_all),
	CONF_CASE(complete_from_a_timer),     CONF_END,
};

const struct conf_suite conf_completion = { .name = "completion", .cases = cases };
