// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workqueues: queues, items, and the workers that run them.
 *
 * From: queue_work() in any context, timers of delayed works.
 * To:   one worker thread for each item that may run now; waiting is in work-wait.c.
 *
 * Every active item has a worker of its own, so items of one queue interleave in all
 * ways that max_active allows. An item is taken off its queue, and may be queued again,
 * just before its function runs; it never runs beside itself. F7.19, F7.20.
 */
#include "work.h"

#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/stdarg.h>
#include <linux/string.h>

#include "boot.h"
#include "finding.h"
#include "lock.h"
#include "machine.h"
#include "memory.h"
#include "timer.h"
#include "wait.h"

LIST_HEAD(workqueues);
LIST_HEAD(workers);
LIST_HEAD(flushers);
static LIST_HEAD(idle_workers);
static u32 nr_workers;
static struct workqueue_struct *system_wqs[NR_SYSTEM_WQS];

void work_check(const struct work_struct *work, const char *call)
{
	if (work->magic != WORK_MAGIC)
		finding_report("bad-work",
			       "%s: the work was never initialised, or was freed (magic %#x)", call,
			       work->magic);
}

static const char *work_name(const struct work_struct *work)
{
	return finding_symbol(work->func);
}

struct worker *worker_running(const struct work_struct *work)
{
	struct worker *worker;

	list_for_each_entry(worker, &workers, entry)
		if (worker->work == work)
			return worker;
	return NULL;
}

struct worker *worker_current(void)
{
	return current ? current->worker : NULL;
}

struct work_struct *current_work(void)
{
	return worker_current() ? worker_current()->work : NULL;
}

bool current_is_workqueue_rescuer(void)
{
	return false;
}

bool workqueue_is_busy(const struct workqueue_struct *wq, u64 until_seq)
{
	const struct work_struct *work;
	const struct worker *worker;

	list_for_each_entry(work, &wq->works, entry)
		if (work->seq <= until_seq)
			return true;
	list_for_each_entry(worker, &workers, entry)
		if (worker->work && worker->wq == wq && worker->seq <= until_seq)
			return true;
	return false;
}

/* --- workers --- */

/* The first item that does not run elsewhere at this moment. */
static struct work_struct *first_eligible(const struct workqueue_struct *wq, u32 nr_skip)
{
	struct work_struct *work;

	list_for_each_entry(work, &wq->works, entry) {
		if (worker_running(work)) {
			if (wq->flags & __WQ_ORDERED)
				return NULL;
			continue;
		}
		if (!nr_skip--)
			return work;
	}
	return NULL;
}

void flushers_end(const struct work_struct *work, const struct worker *worker)
{
	struct flusher *f, *next;

	list_for_each_entry_safe(f, next, &flushers, entry)
		if (f->work == work && f->worker == worker) {
			list_del_init(&f->entry);
			f->is_over = true;
			sched_wake(f->task, TASK_NORMAL);
		}
}

static void flushers_begin(const struct work_struct *work, const struct worker *worker)
{
	struct flusher *f;

	list_for_each_entry(f, &flushers, entry)
		if (f->work == work && !f->worker)
			f->worker = worker;
}

/* Off the queue: it may be queued again, and it may free itself. */
static void work_begin(struct worker *worker, struct work_struct *work)
{
	list_del_init(&work->entry);
	memory_active_del(work);
	work->is_pending = false;
	work->wq = NULL;
	worker->work = work;
	worker->func = work->func;
	worker->seq = work->seq;
	flushers_begin(work, worker);
}

static void kick_all(void);

static void work_run(struct worker *worker, struct work_struct *work)
{
	struct lockdep_map dep;
	struct workqueue_struct *wq = worker->wq;

	if (lock_is_fresh(&work->dep))
		lock_class_assign(&work->dep);
	dep = work->dep;
	work_begin(worker, work);
	wq->nr_run++;
	lock_map_acquire(&wq->dep);
	lock_map_acquire(&dep);
	sched_point(POINT_LOCK);
	worker->func(work);
	lock_map_release(&dep);
	lock_map_release(&wq->dep);
	lock_check_idle("work", dep.name, 0);
	if (current->__state != TASK_RUNNING)
		finding_report("work-state", "work '%s' returned with task state %#x",
			       finding_symbol(worker->func), current->__state);
	worker->work = NULL;
	flushers_end(work, worker);
	kick_all();
	wake_up_all(&wq->progress);
}

static void worker_main(void *arg)
{
	struct worker *worker = arg;
	struct work_struct *work;

	for (;;) {
		worker->wq->nr_coming--;
		while ((work = first_eligible(worker->wq, 0)))
			work_run(worker, work);
		worker->wq->nr_active--;
		worker->wq = NULL;
		list_add(&worker->idle, &idle_workers);
		while (!worker->wq) {
			__set_current_state(TASK_IDLE);
			schedule();
		}
	}
}

static struct worker *worker_create(void)
{
	struct worker *worker = shim_alloc(sizeof(*worker));
	char name[TASK_COMM_LEN];

	snprintf(name, sizeof(name), "kworker/u8:%u", nr_workers++);
	worker->task = sched_task_create(name, SCHED_PROCESS, worker_main, worker);
	worker->task->worker = worker;
	worker->task->flags |= PF_KTHREAD | PF_WQ_WORKER | PF_NOFREEZE;
	INIT_LIST_HEAD(&worker->idle);
	list_add_tail(&worker->entry, &workers);
	return worker;
}

/* Give the queue workers while it has items that nobody comes for, and may have more. */
static void kick(struct workqueue_struct *wq)
{
	struct worker *worker;

	while (wq->nr_active < wq->max_active && first_eligible(wq, wq->nr_coming)) {
		worker = list_first_entry_or_null(&idle_workers, struct worker, idle);
		if (!worker)
			worker = worker_create();
		list_del_init(&worker->idle);
		worker->wq = wq;
		wq->nr_active++;
		wq->nr_coming++;
		sched_wake(worker->task, TASK_NORMAL);
	}
}

/* An item of another queue may have waited for the end of its own run here. */
static void kick_all(void)
{
	struct workqueue_struct *wq;

	list_for_each_entry(wq, &workqueues, entry)
		if (!list_empty(&wq->works))
			kick(wq);
}

/* --- items --- */

static bool work_is_listed(const struct work_struct *work)
{
	const struct workqueue_struct *wq;
	const struct work_struct *w;

	list_for_each_entry(wq, &workqueues, entry)
		list_for_each_entry(w, &wq->works, entry)
			if (w == work)
				return true;
	return false;
}

void work_init(struct work_struct *work, work_func_t func, const char *name, const char *site,
	       struct lock_class_key *key)
{
	if (work->magic == WORK_MAGIC && work->is_pending && work_is_listed(work))
		finding_report("work-reinit", "work '%s' is initialised while it is queued (F7.19)",
			       work_name(work));
	lockdep_map_init(&work->dep, name, site, key);
	work->magic = WORK_MAGIC;
	work->is_pending = false;
	work->is_cancelling = false;
	work->func = func;
	work->wq = NULL;
	work->seq = 0;
	INIT_LIST_HEAD(&work->entry);
}

void delayed_work_init(struct delayed_work *dwork)
{
	timer_setup(&dwork->timer, delayed_work_timer_fn, TIMER_IRQSAFE);
	dwork->wq = NULL;
}

void destroy_work_on_stack(struct work_struct *work)
{
	work_check(work, "destroy_work_on_stack");
	if (work->is_pending || worker_running(work))
		finding_report("free-active", "work '%s' on a stack is %s when it ends (F7.19)",
			       work_name(work), work->is_pending ? "pending" : "running");
	work->magic = 0;
}

void destroy_delayed_work_on_stack(struct delayed_work *dwork)
{
	destroy_timer_on_stack(&dwork->timer);
	destroy_work_on_stack(&dwork->work);
}

void work_enqueue(struct workqueue_struct *wq, struct work_struct *work)
{
	const struct worker *worker = worker_current();

	if (wq->is_destroyed)
		finding_report("wq-destroyed",
			       "work '%s' is queued on workqueue '%s' after its end",
			       work_name(work), wq->name);
	if (wq->nr_drainers && !(worker && worker->wq == wq))
		finding_report("wq-draining",
			       "work '%s' is queued on workqueue '%s' while it drains, not by one "
			       "of its items: it would never run (F7.19)",
			       work_name(work), wq->name);
	work->wq = wq;
	work->seq = ++wq->next_seq;
	list_add_tail(&work->entry, &wq->works);
	memory_active_add(work, "a queued work");
	kick(wq);
}

void work_dequeue(struct work_struct *work)
{
	struct workqueue_struct *wq = work->wq;

	list_del_init(&work->entry);
	memory_active_del(work);
	work->wq = NULL;
	flushers_end(work, NULL);
	wait_wake(&wq->progress, TASK_NORMAL, 0, NULL);
}

bool queue_work(struct workqueue_struct *wq, struct work_struct *work)
{
	sched_point(POINT_ATOMIC);
	work_check(work, "queue_work");
	if (work->is_pending)
		return false;
	work->is_pending = true;
	work_enqueue(wq, work);
	sched_point(POINT_UNLOCK);
	return true;
}

/* --- delayed items --- */

void delayed_work_timer_fn(struct timer_list *timer)
{
	struct delayed_work *dwork = container_of(timer, struct delayed_work, timer);

	work_enqueue(dwork->wq, &dwork->work);
}

static void delayed_work_arm(struct workqueue_struct *wq, struct delayed_work *dwork,
			     unsigned long delay)
{
	if (dwork->timer.magic != TIMER_MAGIC || dwork->timer.function != delayed_work_timer_fn)
		finding_report("bad-work", "delayed work '%s' was not initialised as one",
			       work_name(&dwork->work));
	dwork->wq = wq;
	if (delay)
		timer_arm(&dwork->timer, jiffies + delay);
	else
		work_enqueue(wq, &dwork->work);
}

bool queue_delayed_work(struct workqueue_struct *wq, struct delayed_work *dwork,
			unsigned long delay)
{
	sched_point(POINT_ATOMIC);
	work_check(&dwork->work, "queue_delayed_work");
	if (dwork->work.is_pending)
		return false;
	dwork->work.is_pending = true;
	delayed_work_arm(wq, dwork, delay);
	sched_point(POINT_UNLOCK);
	return true;
}

bool work_grab(struct work_struct *work, struct timer_list *timer)
{
	if (!work->is_pending)
		return false;
	if (timer)
		timer_disarm(timer);
	if (!list_empty(&work->entry))
		work_dequeue(work);
	return true;
}

bool mod_delayed_work(struct workqueue_struct *wq, struct delayed_work *dwork, unsigned long delay)
{
	bool was_pending;

	sched_point(POINT_ATOMIC);
	work_check(&dwork->work, "mod_delayed_work");
	if (dwork->work.is_cancelling)
		return true;
	was_pending = work_grab(&dwork->work, &dwork->timer);
	dwork->work.is_pending = true;
	delayed_work_arm(wq, dwork, delay);
	sched_point(POINT_UNLOCK);
	return was_pending;
}

/* --- queues --- */

static struct workqueue_struct *wq_new(struct lock_class_key *key, const char *site,
				       unsigned int flags, int max_active)
{
	struct workqueue_struct *wq = shim_alloc(sizeof(*wq));

	if (!max_active)
		max_active = WQ_DFL_ACTIVE;
	if (flags & WQ_UNBOUND && max_active == 1)
		flags |= __WQ_ORDERED;
	wq->flags = flags;
	wq->max_active = max_active < WQ_MAX_ACTIVE ? max_active : WQ_MAX_ACTIVE;
	INIT_LIST_HEAD(&wq->works);
	init_waitqueue_head(&wq->progress);
	lockdep_map_init(&wq->dep, wq->name, site, key ?: &wq->key);
	list_add_tail(&wq->entry, &workqueues);
	return wq;
}

struct workqueue_struct *workqueue_create(struct lock_class_key *key, const char *site,
					  unsigned int flags, int max_active, const char *fmt, ...)
{
	struct workqueue_struct *wq;
	void *cookie;
	va_list args;

	sched_might_sleep("alloc_workqueue");
	if (max_active < 0 || (flags & __WQ_ORDERED && max_active > 1))
		finding_report("wq-flags", "alloc_workqueue() with max_active %d", max_active);
	cookie = kzalloc(sizeof(*wq), GFP_KERNEL);
	if (!cookie)
		return NULL;
	wq = wq_new(key, site, flags, max_active);
	wq->cookie = cookie;
	va_start(args, fmt);
	vsnprintf(wq->name, sizeof(wq->name), fmt, args);
	va_end(args);
	return wq;
}

void destroy_workqueue(struct workqueue_struct *wq)
{
	sched_might_sleep("destroy_workqueue");
	if (wq->is_destroyed)
		finding_report("wq-destroyed", "workqueue '%s' is destroyed twice", wq->name);
	drain_workqueue(wq);
	wq->is_destroyed = true;
	list_del_init(&wq->entry);
	kfree(wq->cookie);
}

struct workqueue_struct *workqueue_system(enum system_wq_id id)
{
	static const struct {
		const char *name;
		unsigned int flags;
	} kinds[NR_SYSTEM_WQS] = {
		[SYSTEM_WQ] = { "events", 0 },
		[SYSTEM_HIGHPRI_WQ] = { "events_highpri", WQ_HIGHPRI },
		[SYSTEM_LONG_WQ] = { "events_long", 0 },
		[SYSTEM_UNBOUND_WQ] = { "events_unbound", WQ_UNBOUND },
		[SYSTEM_FREEZABLE_WQ] = { "events_freezable", WQ_FREEZABLE },
	};

	if (!system_wqs[id]) {
		system_wqs[id] = wq_new(NULL, "workqueue.c", kinds[id].flags, 0);
		strscpy(system_wqs[id]->name, kinds[id].name, sizeof(system_wqs[id]->name));
	}
	return system_wqs[id];
}

u64 machine_nr_works(const char *prefix)
{
	struct workqueue_struct *wq;
	u64 nr = 0;

	list_for_each_entry(wq, &workqueues, entry)
		if (!strncmp(wq->name, prefix, strlen(prefix)))
			nr += wq->nr_run;
	return nr;
}

static void workqueue_boot(void)
{
	INIT_LIST_HEAD(&workqueues);
	INIT_LIST_HEAD(&workers);
	INIT_LIST_HEAD(&flushers);
	INIT_LIST_HEAD(&idle_workers);
	nr_workers = 0;
	memset(system_wqs, 0, sizeof(system_wqs));
}

static void workqueue_census(void)
{
	struct workqueue_struct *wq;
	struct worker *worker;

	list_for_each_entry(worker, &workers, entry)
		if (worker->work)
			finding_report("work-left",
				       "a work of workqueue '%s' runs after the last "
				       "module left",
				       worker->wq->name);
	list_for_each_entry(wq, &workqueues, entry) {
		if (!list_empty(&wq->works))
			finding_report("work-left",
				       "workqueue '%s' has items after the last "
				       "module left",
				       wq->name);
		if (wq->cookie)
			finding_report("wq-left", "workqueue '%s' was not destroyed", wq->name);
	}
}

SHIM_SUBSYSTEM(workqueue, 30, workqueue_boot, workqueue_census);
