// SPDX-License-Identifier: GPL-2.0-only
/*
 * The scheduler: who runs, and when time goes on.
 *
 * From: everything that waits or wakes; machine.h's machine_run().
 * To:   fibers, the clock, the tape (CHOICE_TASK where a task gives up the CPU,
 *       CHOICE_PREEMPT where it could be made to).
 *
 * The outside world (the host stack) is one more task in the queue. Alarms that
 * are due compete with runnable tasks; time advances only when there is neither.
 */
#include "sched.h"

#include <linux/kernel.h>
#include <linux/string.h>

#include "event.h"
#include "finding.h"
#include "host/finding-stop.h"
#include "host/host.h"
#include "sched-task.h"
#include "schedule.h"

struct task_struct *sched_current;
struct sched_task *sched_running;
struct sched_task sched_host;
struct sched_task *sched_all_first;
u32 (*sched_nr_outstanding)(void);

void (*sched_before_sleep)(struct task_struct *task);

static struct sched_task *all_last;
static struct sched_task *pool; /* records of ended tasks */
static struct sched_task *idle_irqs; /* interrupt tasks between two interrupts */
static struct sched_task *zombie; /* ended, but its stack was still in use */
static struct sched_atomic host_atomic;

static u32 next_number;
static u64 nr_switches;
static u64 limit_ns;
static u64 nr_at_same_time; /* switches since time went on or an alarm fired */
static u64 point_idx_then; /* of the PREEMPT track at that moment */
static u32 yield_streak;
static u32 nr_spinning;
static bool is_lazy;
static bool is_picking; /* alarms fire inside: no scheduling point there */
static bool is_host_woken;
static enum machine_stop stop_reason;

/* Scheduling points, and switches, that may pass without time going on (about seconds). */
#define LOCKUP_POINTS (1ULL << 26)
#define LOCKUP_SWITCHES (10u << 20)

/* --- the records of tasks --- */

static struct sched_task *record_new(void)
{
	struct sched_task *t = pool;

	if (!t)
		return host_alloc_zeroed(sizeof(*t));
	pool = t->next_free;
	memset(t, 0, sizeof(*t));
	return t;
}

static void record_free(struct sched_task *t)
{
	if (t->prev_all)
		t->prev_all->next_all = t->next_all;
	else
		sched_all_first = t->next_all;
	if (t->next_all)
		t->next_all->prev_all = t->prev_all;
	else
		all_last = t->prev_all;
	t->next_free = pool;
	pool = t;
}

static void record_link(struct sched_task *t)
{
	t->prev_all = all_last;
	if (all_last)
		all_last->next_all = t;
	else
		sched_all_first = t;
	all_last = t;
}

static void reap(void)
{
	struct sched_task *t = zombie;

	if (!t)
		return;
	zombie = NULL;
	fiber_destroy(t->fiber);
	t->fiber = NULL;
	sched_task_put(&t->task);
}

static void task_begin(void *arg)
{
	struct sched_task *t = arg;

	reap();
	t->fn(t->arg);
	sched_task_exit();
}

struct task_struct *sched_task_create(const char *name, enum sched_context context,
				      void (*fn)(void *arg), void *arg)
{
	struct sched_task *t = record_new();

	strscpy(t->task.comm, name, TASK_COMM_LEN);
	t->task.sched = (struct sched_task *)t;
	t->task.__state = TASK_UNINTERRUPTIBLE;
	t->blocked_since_ns = clock_now_ns();
	t->number = next_number++;
	t->task.pid = t->number;
	t->context = context;
	t->fn = fn;
	t->arg = arg;
	t->refs = 1;
	record_link(t);
	return &t->task;
}

static struct sched_task *of(struct task_struct *task)
{
	return container_of(task, struct sched_task, task);
}

void sched_task_start(struct task_struct *task)
{
	struct sched_task *t = of(task);

	t->fiber = fiber_create(task_begin, t);
	t->is_started = true;
	task->__state = TASK_RUNNING;
	event_log(EVENT_TASK_BEGIN, t->number, event_text(task->comm), 0, 0);
	queue_add(t);
}

void sched_task_get(struct task_struct *task)
{
	of(task)->refs++;
}

void sched_task_put(struct task_struct *task)
{
	struct sched_task *t = of(task);

	if (--t->refs == 0)
		record_free(t);
	else if (t->refs < 0)
		finding_report("task-refs", "put_task_struct() of task '%s' once too often",
			       task->comm);
}

u32 sched_task_refs(const struct task_struct *task)
{
	return container_of(task, struct sched_task, task)->refs;
}

struct task_struct *sched_task_next(struct task_struct *task)
{
	struct sched_task *t = task ? of(task)->next_all : sched_all_first;

	return t ? &t->task : NULL;
}

const char *sched_task_name(const struct task_struct *task)
{
	return task ? task->comm : "host";
}

/* --- who is next --- */

static void progress(void)
{
	nr_at_same_time = 0;
	point_idx_then = choice_tracks[CHOICE_PREEMPT].idx;
}

static void switch_to(struct sched_task *next)
{
	struct sched_task *prev = sched_running;

	if (++nr_at_same_time > LOCKUP_SWITCHES) {
		progress(); /* the report itself switches */
		sched_report_lockup();
	}
	if (next->is_queued) {
		queue_remove(next);
		if (next == &sched_host)
			stop_reason = MACHINE_WOKEN;
	}
	if (next == prev)
		return;
	sched_running = next;
	sched_current = next == &sched_host ? NULL : &next->task;
	nr_switches++;
	event_log(EVENT_SWITCH, next->number, 0, 0, 0);
	fiber_switch(prev->fiber, next->fiber, prev->is_dead);
	reap();
}

static void time_goes_on(u64 to_ns)
{
	progress();
	clock_advance(to_ns);
	sched_report_long_waits();
}

static void fire(void)
{
	progress();
	clock_fire();
}

/* Nobody can run and nothing is due: time goes on, or the machine stands still. */
static struct sched_task *idle(void)
{
	u64 due_ns = clock_next_due_ns();

	if (due_ns == ~0ULL && nr_spinning)
		sched_report_spinning();
	if (due_ns == ~0ULL)
		sched_report_idle();
	if (due_ns == ~0ULL || due_ns > limit_ns) {
		stop_reason = due_ns == ~0ULL ? MACHINE_IDLE : MACHINE_TIME;
		if (limit_ns != ~0ULL)
			time_goes_on(limit_ns);
		return &sched_host;
	}
	/* A long jump stops where a task that waits meanwhile is to be reported. */
	if (due_ns - clock_now_ns() > SCHED_LOOK_NS)
		due_ns = sched_first_hang_ns(due_ns);
	time_goes_on(due_ns);
	return NULL;
}

static struct sched_task *pick(void)
{
	struct sched_task *next = NULL;

	is_picking = true;
	while (!next) {
		bool is_due = clock_next_due_ns() <= clock_now_ns();
		u32 n = queue_nr + is_due;
		u32 i = n > 1 ? choose(CHOICE_TASK, n) : 0;

		if (!sched_current && finding_first())
			next = &sched_host;
		else if (!n)
			next = idle();
		else if (i == queue_nr)
			fire();
		else
			next = queue_nth(i);
	}
	is_picking = false;
	return next;
}

void sched_point_taken(enum sched_point_kind kind)
{
	bool is_due;
	u32 n, i;

	if (is_lazy || is_picking || !sched_current) {
		choose(CHOICE_PREEMPT, 1);
		if (is_lazy)
			choice_tracks[CHOICE_PREEMPT].nr_dull = ~0ULL;
		return;
	}
	is_due = clock_next_due_ns() <= clock_now_ns();
	n = 1 + queue_nr + is_due;
	i = choose(CHOICE_PREEMPT, n);
	if (choice_tracks[CHOICE_PREEMPT].idx - point_idx_then > LOCKUP_POINTS)
		sched_report_lockup();
	if (!i)
		return;
	if (i == queue_nr + 1) {
		is_picking = true;
		fire();
		is_picking = false;
		return;
	}
	queue_add(sched_running);
	switch_to(queue_nth(i - 1));
}

/* --- giving up the CPU --- */

void schedule(void)
{
	struct sched_task *t = sched_running;
	unsigned int state;

	if (sched_is_atomic())
		finding_report("might-sleep", "schedule() in atomic context");
	if (sched_before_sleep && t->task.__state != TASK_RUNNING)
		sched_before_sleep(&t->task);
	state = t->task.__state;
	if (state == TASK_RUNNING || signal_pending_state(state, &t->task)) {
		t->task.__state = TASK_RUNNING;
		queue_add(t);
	} else {
		t->is_blocked = true;
		t->blocked_since_ns = clock_now_ns();
		yield_streak = 0;
	}
	switch_to(pick());
}

void io_schedule(void)
{
	schedule();
}

/* A round in which everybody only yields is a busy wait: time must go on. */
void yield(void)
{
	struct sched_task *t = sched_running;

	if (!sched_current)
		return;
	queue_add(t);
	if (++yield_streak > queue_nr) {
		yield_streak = 0;
		is_picking = true;
		if (clock_next_due_ns() != ~0ULL && clock_next_due_ns() <= limit_ns) {
			time_goes_on(clock_next_due_ns());
			fire();
		}
		is_picking = false;
	}
	switch_to(pick());
}

int cond_resched(void)
{
	sched_might_sleep("cond_resched");
	return 0;
}

int sched_wake(struct task_struct *task, unsigned int state)
{
	struct sched_task *t = of(task);

	if (!(task->__state & state) || t->is_dead)
		return 0;
	yield_streak = 0;
	if (!t->is_started) {
		sched_task_start(task);
		return 1;
	}
	task->__state = TASK_RUNNING;
	event_log(EVENT_WAKE, t->number, 0, 0, 0);
	if (t->is_blocked) {
		t->is_blocked = false;
		queue_add(t);
	}
	return 1;
}

int wake_up_state(struct task_struct *task, unsigned int state)
{
	sched_point(POINT_WAKE);
	return sched_wake(task, state);
}

int wake_up_process(struct task_struct *task)
{
	return wake_up_state(task, TASK_NORMAL);
}

void flush_signals(struct task_struct *task)
{
	task->is_signalled = false;
}

void sched_task_exit(void)
{
	struct sched_task *t = sched_running;

	if (sched_is_atomic() && !t->is_irq)
		finding_report("exit-atomic", "task '%s' ended in atomic context", t->task.comm);
	if (t->task.nr_held)
		finding_report("lock-held-at-exit", "task '%s' ended with %u locks held",
			       t->task.comm, t->task.nr_held);
	t->is_dead = true;
	t->task.__state = TASK_DEAD;
	yield_streak = 0;
	event_log(EVENT_TASK_END, t->number, 0, 0, 0);
	zombie = t;
	switch_to(pick());
	__builtin_unreachable();
}

/* --- time-outs --- */

static void sleep_over(struct alarm *alarm)
{
	sched_wake(&container_of(alarm, struct sched_task, sleep)->task, TASK_NORMAL);
}

void sched_sleep_until(u64 due_ns)
{
	struct sched_task *t = sched_running;

	t->sleep.fn = sleep_over;
	alarm_set(&t->sleep, due_ns);
	schedule();
	alarm_cancel(&t->sleep);
}

long schedule_timeout(long timeout)
{
	u64 tick_ns = 1000000000ULL / CLOCK_HZ;
	u64 end;

	if (timeout == MAX_SCHEDULE_TIMEOUT) {
		schedule();
		return timeout;
	}
	end = clock_jiffies() + timeout;
	sched_sleep_until((clock_now_ns() / tick_ns + timeout) * tick_ns);
	return end > clock_jiffies() ? end - clock_jiffies() : 0;
}

long schedule_timeout_interruptible(long timeout)
{
	__set_current_state(TASK_INTERRUPTIBLE);
	return schedule_timeout(timeout);
}

long schedule_timeout_uninterruptible(long timeout)
{
	__set_current_state(TASK_UNINTERRUPTIBLE);
	return schedule_timeout(timeout);
}

long schedule_timeout_idle(long timeout)
{
	__set_current_state(TASK_IDLE);
	return schedule_timeout(timeout);
}

long schedule_timeout_killable(long timeout)
{
	__set_current_state(TASK_KILLABLE);
	return schedule_timeout(timeout);
}

long io_schedule_timeout(long timeout)
{
	return schedule_timeout(timeout);
}

/* --- interrupts --- */

static void irq_loop(void *arg)
{
	struct sched_task *t = sched_running;

	for (;;) {
		t->fn(t->arg);
		if (t->task.nr_held || t->atomic.preempt || t->atomic.irqs_off)
			finding_report("irq-left-atomic",
				       "an interrupt function returned with locks held");
		t->next_free = idle_irqs;
		idle_irqs = t;
		switch_to(pick());
	}
}

static void irq_begin(void *arg)
{
	reap();
	irq_loop(arg);
}

void sched_irq(void (*fn)(void *arg), void *arg, enum sched_context context)
{
	struct sched_task *t = idle_irqs;

	if (t) {
		idle_irqs = t->next_free;
	} else {
		t = of(sched_task_create("irq", context, NULL, NULL));
		t->fiber = fiber_create(irq_begin, NULL);
		t->is_started = true;
		t->is_irq = true;
		t->task.__state = TASK_RUNNING;
	}
	t->context = context;
	t->fn = fn;
	t->arg = arg;
	yield_streak = 0;
	queue_add(t);
}

/* --- spinning --- */

void sched_spin_wait(const void *object, const char *what)
{
	struct sched_task *t = sched_running;

	t->spin_on = object;
	t->waits_on = what;
	nr_spinning++;
	switch_to(pick());
	t->waits_on = NULL;
}

void sched_spin_release(const void *object)
{
	if (!nr_spinning)
		return;
	for (struct sched_task *t = sched_all_first; t; t = t->next_all)
		if (t->spin_on == object) {
			t->spin_on = NULL;
			nr_spinning--;
			queue_add(t);
		}
}

/* --- context --- */

enum sched_context sched_context(void)
{
	return sched_current ? sched_running->context : SCHED_PROCESS;
}

struct sched_atomic *sched_atomic(void)
{
	return sched_current ? &sched_running->atomic : &host_atomic;
}

bool sched_is_atomic(void)
{
	struct sched_atomic *a = sched_atomic();

	return a->preempt || a->irqs_off || a->bh_off || a->rcu || sched_context() != SCHED_PROCESS;
}

static const char *context_name(void)
{
	switch (sched_context()) {
	case SCHED_SOFTIRQ:
		return "a soft interrupt";
	case SCHED_HARDIRQ:
		return "a hard interrupt";
	default:
		return "atomic context";
	}
}

void sched_might_sleep(const char *call)
{
	struct sched_atomic *a = sched_atomic();

	if (!sched_current)
		return;
	if (sched_is_atomic())
		finding_report("might-sleep",
			       "%s() may sleep, but is called in %s "
			       "(preempt %d, irqs off %d, bh off %d, rcu %d)",
			       call, context_name(), a->preempt, a->irqs_off, a->bh_off, a->rcu);
	if (sched_current->__state != TASK_RUNNING)
		finding_report("might-sleep",
			       "%s() would lose the task state %#x set before (F7.1)", call,
			       sched_current->__state);
	sched_point(POINT_RESCHED);
}

void sched_waits_on(const char *what)
{
	if (sched_current)
		sched_running->waits_on = what;
}

/* --- the machine, seen from the host stack --- */

void sched_reset(bool is_lazy_preempt)
{
	struct sched_task *t, *next;

	for (t = sched_all_first; t; t = next) {
		next = t->next_all;
		if (t->fiber)
			fiber_destroy(t->fiber);
		t->next_free = pool;
		pool = t;
	}
	sched_all_first = NULL;
	all_last = NULL;
	idle_irqs = NULL;
	zombie = NULL;
	queue_reset();
	next_number = 1;
	nr_spinning = 0;
	yield_streak = 0;
	progress();
	is_lazy = is_lazy_preempt;
	is_picking = false;
	is_host_woken = false;
	memset(&host_atomic, 0, sizeof(host_atomic));
	sched_host.fiber = fiber_host();
	sched_host.is_queued = false;
	sched_running = &sched_host;
	sched_current = NULL;
}

u32 sched_nr_tasks(void)
{
	return next_number;
}

u64 sched_nr_switches(void)
{
	return nr_switches;
}

enum machine_stop sched_run_machine(u64 until_ns)
{
	if (finding_first())
		return MACHINE_FINDING;
	if (is_host_woken) {
		is_host_woken = false;
		return MACHINE_WOKEN;
	}
	limit_ns = until_ns;
	switch_to(pick());
	return finding_first() ? MACHINE_FINDING : stop_reason;
}

void machine_wake(void)
{
	if (sched_running == &sched_host && !is_picking)
		is_host_woken = true;
	else if (!sched_host.is_queued)
		queue_add(&sched_host);
}

void finding_stop(void)
{
	if (!sched_current)
		return;
	is_picking = false;
	switch_to(&sched_host);
}

const char *finding_task_name(void)
{
	return sched_task_name(sched_current);
}
