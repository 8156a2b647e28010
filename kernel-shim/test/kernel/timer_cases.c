// SPDX-License-Identifier: GPL-2.0-only
/* Timers and delays: F7.17, F7.18, F7.20. More is in conformance/timer.c. */
#include "cases.h"

#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/ktime.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/timer.h>

struct probe {
	struct timer_list timer;
	unsigned long fired_at;
	int nr_fired;
	bool is_inside;
};

static void probe_fires(struct timer_list *timer)
{
	struct probe *p = from_timer(p, timer, timer);

	p->is_inside = true;
	p->fired_at = jiffies;
	p->nr_fired++;
	sched_point(POINT_ACCESS);
	p->is_inside = false;
}

static void probe_init(struct probe *p)
{
	memset(p, 0, sizeof(*p));
	timer_setup_on_stack(&p->timer, probe_fires, 0);
}

/* F7.17: the granule grows with the distance; twice the granule is never passed. */
static void late_within_the_granule(void *arg)
{
	static const unsigned int delays[] = { 1, 62, 63, 200, 600, 5000, 40000 };
	static const unsigned int granules[] = { 1, 1, 8, 8, 64, 512, 4096 };
	unsigned long due;
	struct probe p;
	int i;

	for (i = 0; i < 7; i++) {
		probe_init(&p);
		due = jiffies + delays[i];
		mod_timer(&p.timer, due);
		while (!p.nr_fired)
			schedule_timeout_idle(1);
		CASE_EXPECT(time_after_eq(p.fired_at, due));
		CASE_EXPECT(time_before_eq(p.fired_at, due + 2 * granules[i]));
	}
}

static void del_sync_waits_for_the_callback(void *arg)
{
	struct probe p;
	int i;

	for (i = 0; i < 20; i++) {
		probe_init(&p);
		mod_timer(&p.timer, jiffies + 1);
		while (timer_pending(&p.timer))
			ndelay(1000);
		del_timer_sync(&p.timer);
		CASE_EXPECT(!p.is_inside);
	}
}

static void shut_down_for_good(void *arg)
{
	struct probe p;

	probe_init(&p);
	mod_timer(&p.timer, jiffies + 2);
	CASE_EXPECT(timer_shutdown_sync(&p.timer) == 1);
	CASE_EXPECT(mod_timer(&p.timer, jiffies + 1) == 0);
	CASE_EXPECT(!timer_pending(&p.timer));
	msleep(20);
	CASE_EXPECT(!p.nr_fired);
}

static void taken_back_without_waiting(void *arg)
{
	struct probe p;

	probe_init(&p);
	CASE_EXPECT(try_to_del_timer_sync(&p.timer) == 0);
	mod_timer(&p.timer, jiffies + 2);
	CASE_EXPECT(try_to_del_timer_sync(&p.timer) == 1 && !timer_pending(&p.timer));
	mod_timer(&p.timer, jiffies + 2);
	CASE_EXPECT(timer_shutdown(&p.timer) == 1);
	CASE_EXPECT(mod_timer(&p.timer, jiffies + 1) == 0 && !timer_pending(&p.timer));
	CASE_EXPECT(timer_shutdown(&p.timer) == 0);
	msleep(20);
	CASE_EXPECT(!p.nr_fired);
}

static void reduced(void *arg)
{
	struct probe p;

	probe_init(&p);
	CASE_EXPECT(timer_reduce(&p.timer, jiffies + 100) == 0);
	CASE_EXPECT(timer_reduce(&p.timer, jiffies + 200) == 1);
	CASE_EXPECT(timer_reduce(&p.timer, jiffies + 2) == 1);
	msleep(50);
	CASE_EXPECT(p.nr_fired == 1);
	CASE_EXPECT(mod_timer_pending(&p.timer, jiffies + 1) == 0);
	CASE_EXPECT(!timer_pending(&p.timer));
}

static void free_self(struct timer_list *timer)
{
	kfree(from_timer((struct probe *)NULL, timer, timer));
}

static void a_callback_may_free_its_timer(void *arg)
{
	struct probe *p = kzalloc(sizeof(*p), GFP_KERNEL);

	timer_setup(&p->timer, free_self, 0);
	mod_timer(&p->timer, jiffies + 1);
	msleep(20);
}

static void delays_pass_time(void *arg)
{
	DEFINE_SPINLOCK(lock);
	u64 then = ktime_get_ns();

	spin_lock_irq(&lock);
	udelay(300);
	CASE_EXPECT(ktime_get_ns() - then >= 300000);
	CASE_EXPECT(ktime_get_ns() - then < 400000);
	spin_unlock_irq(&lock);
	then = ktime_get_ns();
	usleep_range(50, 60);
	CASE_EXPECT(ktime_get_ns() - then >= 50000);
	CASE_EXPECT(ktime_get_ns() - then < 70000);
	then = ktime_get_ns();
	fsleep(30000);
	CASE_EXPECT(ktime_get_ns() - then >= 30000000);
	then = ktime_get_ns();
	fsleep(5);
	CASE_EXPECT(ktime_get_ns() - then >= 5000 && ktime_get_ns() - then < 50000);
	fsleep(500);
	CASE_EXPECT(ktime_get_ns() - then >= 505000 && ktime_get_ns() - then < 2000000);
	then = ktime_get_ns();
	ssleep(2);
	CASE_EXPECT(ktime_get_ns() - then >= 2000000000ull);
	then = ktime_get_ns();
	ndelay(700);
	mdelay(3);
	CASE_EXPECT(ktime_get_ns() - then >= 3000700);
}

static void add_twice(void *arg)
{
	struct probe p;

	probe_init(&p);
	p.timer.expires = jiffies + 100;
	add_timer(&p.timer);
	add_timer(&p.timer);
}

static void setup_while_armed(void *arg)
{
	struct probe p;

	probe_init(&p);
	mod_timer(&p.timer, jiffies + 100);
	timer_setup_on_stack(&p.timer, probe_fires, 0);
}

static void never_set_up(void *arg)
{
	struct timer_list timer;

	memset(&timer, 0, sizeof(timer));
	mod_timer(&timer, jiffies + 1);
}

static void freed_while_armed(void *arg)
{
	struct probe *p = kzalloc(sizeof(*p), GFP_KERNEL);

	timer_setup(&p->timer, probe_fires, 0);
	mod_timer(&p->timer, jiffies + 100);
	kfree(p);
}

static void stack_ends_while_armed(void *arg)
{
	struct probe p;

	probe_init(&p);
	mod_timer(&p.timer, jiffies + 100);
	destroy_timer_on_stack(&p.timer);
}

static void delete_self(struct timer_list *timer)
{
	del_timer_sync(timer);
}

static void deleted_by_its_callback(void *arg)
{
	struct timer_list timer;

	timer_setup_on_stack(&timer, delete_self, 0);
	mod_timer(&timer, jiffies + 1);
	msleep(50);
}

static void sleep_in_timer(struct timer_list *timer)
{
	msleep(1);
}

static void callback_sleeps(void *arg)
{
	struct timer_list timer;

	timer_setup_on_stack(&timer, sleep_in_timer, 0);
	mod_timer(&timer, jiffies + 1);
	msleep(50);
}

static DEFINE_SPINLOCK(kept);

static void keep_lock(struct timer_list *timer)
{
	spin_lock(&kept);
}

static void callback_keeps_a_lock(void *arg)
{
	struct timer_list timer;

	timer_setup_on_stack(&timer, keep_lock, 0);
	mod_timer(&timer, jiffies + 1);
	msleep(50);
}

static struct timer_list forgotten;

static void armed_at_the_end(void *arg)
{
	timer_setup(&forgotten, probe_fires, 0);
	mod_timer(&forgotten, jiffies + 100 * HZ);
}

const struct shim_case timer_cases[] = {
	CASE_GOOD(late_within_the_granule),
	CASE_GOOD(del_sync_waits_for_the_callback),
	CASE_GOOD(shut_down_for_good),
	CASE_GOOD(taken_back_without_waiting),
	CASE_GOOD(reduced),
	CASE_GOOD(a_callback_may_free_its_timer),
	CASE_GOOD(delays_pass_time),
	CASE_BAD(add_twice, "timer-pending"),
	CASE_BAD(setup_while_armed, "timer-reinit"),
	CASE_BAD(never_set_up, "bad-timer"),
	CASE_BAD(freed_while_armed, "free-active"),
	CASE_BAD(stack_ends_while_armed, "free-active"),
	CASE_BAD(deleted_by_its_callback, "timer-sync"),
	CASE_BAD(callback_sleeps, "might-sleep"),
	CASE_BAD(callback_keeps_a_lock, "lock-held-at-exit"),
	CASE_BAD(armed_at_the_end, "timer-left"),
	CASE_END,
};
