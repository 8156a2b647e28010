// SPDX-License-Identifier: GPL-2.0-only
/*
 * Kernel threads: created stopped, stopped by request, parked.
 *
 * From: drivers' daemons and who starts and stops them.
 * To:   sched_task_create(); a completion for the end, one for parking.
 *
 * What is known of a thread stays for the rest of the boot, so that stopping one that is
 * gone is a finding ("kthread-stop"), not memory of somebody else. F7.12 to F7.14.
 */
#include <linux/kthread.h>

#include <linux/completion.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/slab.h>
#include <linux/stdarg.h>
#include <linux/string.h>

#include "boot.h"
#include "finding.h"
#include "lock.h"
#include "machine.h"
#include "memory.h"

/**
 * struct kthread - a thread, also after its end
 * @is_gone: it ended, or was stopped, with nobody holding a reference
 * @dep: its body, as something that is held while it runs; one class for a function
 */
struct kthread {
	struct list_head entry;
	struct task_struct *task;
	int (*fn)(void *data);
	void *data;
	int result;
	bool should_stop, should_park, has_begun, has_exited, is_gone;
	struct completion exited, parked;
	struct lockdep_map dep;
	struct lock_class_key key;
	char name[TASK_COMM_LEN];
};

static LIST_HEAD(kthreads);

/* --- life --- */

static void __attribute__((noreturn)) kthread_finish(struct kthread *kt, long result)
{
	lock_map_release(&kt->dep);
	lock_check_idle("thread", kt->name, 0);
	kt->result = result;
	kt->has_exited = true;
	if (!kt->should_stop && sched_task_refs(kt->task) == 1)
		kt->is_gone = true;
	kt->task->flags |= PF_EXITING;
	complete_all(&kt->exited);
	sched_task_exit();
}

static void park_here(struct kthread *kt)
{
	for (;;) {
		set_current_state(TASK_PARKED);
		if (!kt->should_park)
			break;
		complete(&kt->parked);
		sched_waits_on("kthread_parkme");
		schedule();
		sched_waits_on(NULL);
	}
	__set_current_state(TASK_RUNNING);
}

static void kthread_main(void *arg)
{
	struct kthread *kt = arg;
	long result = -EINTR;

	kt->has_begun = true;
	if (!kt->should_stop) {
		park_here(kt);
		lock_map_acquire(&kt->dep);
		result = kt->fn(kt->data);
	}
	kthread_finish(kt, result);
}

/* Threads of one function are one class: that of the first. */
static struct lock_class_key *class_of_function(struct kthread *kt)
{
	struct kthread *other;

	list_for_each_entry(other, &kthreads, entry)
		if (other->fn == kt->fn)
			return &other->key;
	return &kt->key;
}

struct task_struct *kthread_create_named(int (*threadfn)(void *data), const char *fn_name,
					 void *data, const char *namefmt, ...)
{
	struct kthread *kt;
	char name[64];
	va_list args;
	void *request;

	sched_might_sleep("kthread_create");
	va_start(args, namefmt);
	vsnprintf(name, sizeof(name), namefmt, args);
	va_end(args);
	request = kmalloc(sizeof(*kt), GFP_KERNEL); /* what may fail of it */
	if (!request)
		return ERR_PTR(-ENOMEM);
	kfree(request);
	kt = shim_alloc(sizeof(*kt));
	kt->fn = threadfn;
	kt->data = data;
	init_completion(&kt->exited);
	init_completion(&kt->parked);
	lockdep_map_init(&kt->dep, fn_name, "kthread", class_of_function(kt));
	kt->task = sched_task_create(name, SCHED_PROCESS, kthread_main, kt);
	kt->task->kthread = kt;
	kt->task->flags |= PF_KTHREAD | PF_NOFREEZE;
	strscpy(kt->name, kt->task->comm, sizeof(kt->name));
	list_add_tail(&kt->entry, &kthreads);
	sched_point(POINT_WAKE);
	return kt->task;
}

void kthread_exit(long result)
{
	struct kthread *kt = current->kthread;

	if (!kt)
		finding_report("kthread-call", "kthread_exit() in a task that is no kthread");
	kthread_finish(kt, result);
}

void kthread_complete_and_exit(struct completion *comp, long code)
{
	if (comp)
		complete(comp);
	kthread_exit(code);
}

/* --- what a thread asks --- */

static struct kthread *self(const char *call)
{
	if (!current || !current->kthread)
		finding_report("kthread-call", "%s() in a task that is no kthread", call);
	sched_point(POINT_ACCESS);
	return current->kthread;
}

bool kthread_should_stop(void)
{
	return self("kthread_should_stop")->should_stop;
}

bool kthread_should_park(void)
{
	return self("kthread_should_park")->should_park;
}

bool kthread_freezable_should_stop(bool *was_frozen)
{
	sched_might_sleep("kthread_freezable_should_stop");
	if (was_frozen)
		*was_frozen = false;
	return kthread_should_stop();
}

void kthread_parkme(void)
{
	struct kthread *kt = self("kthread_parkme");

	park_here(kt);
}

/* --- what others ask of a thread --- */

static bool is_listed(const struct task_struct *task)
{
	const struct task_struct *t = NULL;

	while ((t = sched_task_next((struct task_struct *)t)))
		if (t == task)
			return true;
	return false;
}

/* Only with a reference may a thread be named that has ended, or was stopped. */
static struct kthread *kthread_of(struct task_struct *k, const char *call)
{
	struct kthread *kt = k->kthread;

	if (!is_listed(k) || (kt && kt->is_gone))
		finding_report("kthread-stop",
			       "%s() of a thread that is gone: it was stopped before, or left by "
			       "itself, and nobody held a reference (F7.12)",
			       call);
	if (!kt)
		finding_report("kthread-stop", "%s() of task '%s', which is no kthread", call,
			       k->comm);
	return kt;
}

int kthread_stop(struct task_struct *k)
{
	struct kthread *kt;
	int result;

	sched_might_sleep("kthread_stop");
	kt = kthread_of(k, "kthread_stop");
	if (k == current)
		finding_report("kthread-stop", "thread '%s' stops itself and waits for ever",
			       kt->name);
	if (kt->should_stop && !kt->has_exited && sched_task_refs(k) < 3)
		finding_report("kthread-stop", "thread '%s' is stopped twice (F7.12)", kt->name);
	lock_order_touch(&kt->dep);
	get_task_struct(k);
	kt->should_stop = true;
	kthread_unpark(k);
	k->is_signalled = true;
	wake_up_process(k);
	wait_for_completion(&kt->exited);
	result = kt->result;
	put_task_struct(k);
	kt->is_gone = !is_listed(k) || sched_task_refs(k) == (k->__state != TASK_DEAD);
	return result;
}

int kthread_park(struct task_struct *k)
{
	struct kthread *kt;

	sched_might_sleep("kthread_park");
	kt = kthread_of(k, "kthread_park");
	if (kt->has_exited)
		finding_report("kthread-park", "thread '%s' is parked after its end", kt->name);
	if (kt->should_park)
		finding_report("kthread-park", "thread '%s' is parked twice", kt->name);
	kt->should_park = true;
	if (k == current)
		return 0;
	lock_order_touch(&kt->dep);
	wake_up_process(k);
	wait_for_completion(&kt->parked);
	return 0;
}

void kthread_unpark(struct task_struct *k)
{
	struct kthread *kt = kthread_of(k, "kthread_unpark");

	if (!kt->should_park)
		return;
	kt->should_park = false;
	wake_up_state(k, TASK_PARKED);
}

void *kthread_data(struct task_struct *k)
{
	return kthread_of(k, "kthread_data")->data;
}

void *kthread_func(struct task_struct *k)
{
	return kthread_of(k, "kthread_func")->fn;
}

/* --- what the outside asks --- */

u32 machine_nr_awake(const char *prefix)
{
	struct kthread *kt;
	u32 nr = 0;

	list_for_each_entry(kt, &kthreads, entry)
		nr += kt->has_begun && !kt->has_exited && kt->task->__state != TASK_PARKED &&
		      !strncmp(kt->name, prefix, strlen(prefix));
	return nr;
}

/* --- power-on and the end --- */

static void kthread_boot(void)
{
	INIT_LIST_HEAD(&kthreads);
}

static void kthread_census(void)
{
	struct kthread *kt;

	list_for_each_entry(kt, &kthreads, entry)
		if (!kt->has_exited)
			finding_report("kthread-left",
				       "thread '%s' was not stopped when the last module left",
				       kt->name);
}

SHIM_SUBSYSTEM(kthread, 30, kthread_boot, kthread_census);
