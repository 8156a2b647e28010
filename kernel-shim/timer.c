// SPDX-License-Identifier: GPL-2.0-only
/*
 * Timers: armed in process or interrupt context, run in softirq context.
 *
 * From: kernel code and delayed works arm them; the clock's alarms fire.
 * To:   the callback, through sched_irq(), each in an interrupt of its own.
 *
 *   idle -> armed -> fired (its softirq still to run) -> running -> idle
 *           `---- pending -----------------------'
 *
 * F7.17: never early; rounded up to the granule of the wheel, and as late beyond that
 * as the tape says, up to a granule. F7.18: who deletes with _sync waits for the callback.
 */
#include "timer.h"

#include <linux/kernel.h>

#include "boot.h"
#include "finding.h"
#include "lock.h"
#include "memory.h"

/* A callback at work; on its interrupt's stack. */
struct running {
	struct list_head entry;
	const struct timer_list *timer;
	const struct task_struct *task;
	bool has_spinner;
};

static LIST_HEAD(armed);
static LIST_HEAD(fired);
static LIST_HEAD(running);

static const char *timer_name(const struct timer_list *timer)
{
	return timer->function ? finding_symbol(timer->function) : timer->dep.name;
}

static void timer_check(const struct timer_list *timer, const char *call)
{
	if (timer->magic != TIMER_MAGIC)
		finding_report("bad-timer",
			       "%s: the timer was never initialised, or was freed (magic %#x)",
			       call, timer->magic);
}

/* Memory may look like a pending timer: only what is in a list is one. */
static bool timer_is_listed(const struct timer_list *timer)
{
	const struct timer_list *t;

	list_for_each_entry(t, &armed, entry)
		if (t == timer)
			return true;
	list_for_each_entry(t, &fired, entry)
		if (t == timer)
			return true;
	return false;
}

static void timer_alarm(struct alarm *alarm);

void timer_init(struct timer_list *timer, void (*func)(struct timer_list *timer),
		unsigned int flags, const char *name, const char *site, struct lock_class_key *key)
{
	if (timer->magic == TIMER_MAGIC && timer->is_pending && timer_is_listed(timer))
		finding_report("timer-reinit", "timer '%s' is initialised while it is armed (F7.6)",
			       timer_name(timer));
	timer->function = func;
	timer->flags = flags;
	timer->magic = TIMER_MAGIC;
	timer->is_pending = false;
	timer->alarm.heap_pos = 0;
	INIT_LIST_HEAD(&timer->entry);
	lockdep_map_init(&timer->dep, name, site, key);
}

void destroy_timer_on_stack(struct timer_list *timer)
{
	timer_check(timer, "destroy_timer_on_stack");
	if (timer->is_pending)
		finding_report("free-active", "timer '%s' on a stack is armed when it ends",
			       timer_name(timer));
	timer->magic = 0;
}

/* --- arming --- */

/* Jiffies between the slots of the wheel that a time-out so far away goes into. */
static unsigned long granule(unsigned long delta)
{
	unsigned int shift = 0;

	while (shift < 24 && delta >= 63ul << shift)
		shift += 3;
	return 1ul << shift;
}

static unsigned long timer_due(unsigned long expires)
{
	unsigned long now = jiffies, g, late;

	if (time_before_eq(expires, now))
		expires = now + 1;
	g = granule(expires - now);
	expires = (expires + g - 1) / g * g;
	late = g == 1 ? choose(CHOICE_TIMER, 2) : choose(CHOICE_TIMER, 4) * g / 3;
	return expires + late;
}

bool timer_arm(struct timer_list *timer, unsigned long expires)
{
	bool was_pending = timer_disarm(timer);
	unsigned long now = jiffies;
	u64 tick = clock_now_ns() / TICK_NSEC;

	timer->expires = expires;
	timer->is_pending = true;
	timer->alarm.fn = timer_alarm;
	list_add_tail(&timer->entry, &armed);
	memory_active_add(timer, "an armed timer");
	alarm_set(&timer->alarm, (tick + timer_due(expires) - now) * TICK_NSEC);
	return was_pending;
}

bool timer_disarm(struct timer_list *timer)
{
	if (!timer->is_pending)
		return false;
	timer->is_pending = false;
	alarm_cancel(&timer->alarm);
	list_del_init(&timer->entry);
	memory_active_del(timer);
	return true;
}

/* --- firing --- */

static void running_end(struct running *r)
{
	list_del(&r->entry);
	if (r->has_spinner)
		sched_spin_release(r->timer);
}

/* After the call the timer may be gone: its callback may free it. */
static void timer_call(struct timer_list *timer)
{
	void (*function)(struct timer_list * timer) = timer->function;
	struct running r = { .timer = timer, .task = sched_current };
	bool is_irqsafe = timer->flags & TIMER_IRQSAFE;
	struct lockdep_map dep;

	if (lock_is_fresh(&timer->dep))
		lock_class_assign(&timer->dep);
	dep = timer->dep;
	list_add_tail(&r.entry, &running);
	lock_map_acquire(&dep);
	if (is_irqsafe)
		sched_atomic()->irqs_off = 1;
	function(timer);
	if (is_irqsafe)
		sched_atomic()->irqs_off = 0;
	lock_map_release(&dep);
	lock_check_idle("timer", dep.name, 0);
	running_end(&r);
}

static void timer_softirq(void *arg)
{
	struct timer_list *timer;

	if (list_empty(&fired))
		return;
	timer = list_first_entry(&fired, struct timer_list, entry);
	timer_disarm(timer);
	if (timer->function)
		timer_call(timer);
}

static void timer_alarm(struct alarm *alarm)
{
	struct timer_list *timer = container_of(alarm, struct timer_list, alarm);

	list_del(&timer->entry);
	list_add_tail(&timer->entry, &fired);
	sched_irq(timer_softirq, NULL, SCHED_SOFTIRQ);
}

/* --- the calls --- */

int mod_timer(struct timer_list *timer, unsigned long expires)
{
	sched_point(POINT_LOCK);
	timer_check(timer, "mod_timer");
	if (!timer->function)
		return 0;
	return timer_arm(timer, expires);
}

int mod_timer_pending(struct timer_list *timer, unsigned long expires)
{
	sched_point(POINT_LOCK);
	timer_check(timer, "mod_timer_pending");
	return timer->is_pending && timer_arm(timer, expires);
}

int timer_reduce(struct timer_list *timer, unsigned long expires)
{
	sched_point(POINT_LOCK);
	timer_check(timer, "timer_reduce");
	if (timer->is_pending && time_before_eq(timer->expires, expires))
		return 1;
	return timer->function ? timer_arm(timer, expires) : 0;
}

void add_timer(struct timer_list *timer)
{
	sched_point(POINT_LOCK);
	timer_check(timer, "add_timer");
	if (timer->is_pending)
		finding_report("timer-pending", "add_timer() of '%s', which is pending (F7.17)",
			       timer_name(timer));
	if (timer->function)
		timer_arm(timer, timer->expires);
}

int del_timer(struct timer_list *timer)
{
	sched_point(POINT_LOCK);
	timer_check(timer, "del_timer");
	return timer_disarm(timer);
}

static struct running *running_find(const struct timer_list *timer)
{
	struct running *r;

	list_for_each_entry(r, &running, entry)
		if (r->timer == timer)
			return r;
	return NULL;
}

int try_to_del_timer_sync(struct timer_list *timer)
{
	sched_point(POINT_LOCK);
	timer_check(timer, "try_to_del_timer_sync");
	return running_find(timer) ? -1 : timer_disarm(timer);
}

static bool delete_sync(struct timer_list *timer, bool is_shutdown, const char *call)
{
	struct running *r;
	bool was_pending;

	sched_point(POINT_LOCK);
	timer_check(timer, call);
	if (sched_context() == SCHED_HARDIRQ && !(timer->flags & TIMER_IRQSAFE))
		finding_report("timer-sync", "%s() of '%s' in a hard interrupt", call,
			       timer_name(timer));
	lock_order_touch(&timer->dep);
	was_pending = timer_disarm(timer);
	if (is_shutdown)
		timer->function = NULL;
	while ((r = running_find(timer))) {
		if (r->task == sched_current)
			finding_report("timer-sync",
				       "%s() of '%s' in its own callback waits for itself (F7.18)",
				       call, timer_name(timer));
		r->has_spinner = true;
		sched_spin_wait(timer, call);
		was_pending |= timer_disarm(timer);
	}
	return was_pending;
}

int del_timer_sync(struct timer_list *timer)
{
	return delete_sync(timer, false, "del_timer_sync");
}

int timer_shutdown_sync(struct timer_list *timer)
{
	return delete_sync(timer, true, "timer_shutdown_sync");
}

int timer_shutdown(struct timer_list *timer)
{
	sched_point(POINT_LOCK);
	timer_check(timer, "timer_shutdown");
	timer->function = NULL;
	return timer_disarm(timer);
}

static void timer_boot(void)
{
	INIT_LIST_HEAD(&armed);
	INIT_LIST_HEAD(&fired);
	INIT_LIST_HEAD(&running);
}

static void timer_census(void)
{
	struct timer_list *timer;

	list_for_each_entry(timer, &armed, entry)
		finding_report("timer-left", "timer '%s' is armed after the last module left",
			       timer_name(timer));
	list_for_each_entry(timer, &fired, entry)
		finding_report("timer-left", "timer '%s' fires after the last module left",
			       timer_name(timer));
}

SHIM_SUBSYSTEM(timer, 30, timer_boot, timer_census);
