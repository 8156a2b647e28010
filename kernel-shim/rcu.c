// SPDX-License-Identifier: GPL-2.0-only
/*
 * RCU.
 *
 * From: readers, who must not sleep; call_rcu(), kfree_rcu(), synchronize_rcu().
 * To:   callbacks in softirq context, after all readers of the moment have left.
 *
 * Two counters of readers: a grace period turns new readers to the other one and ends
 * when the old one is zero. A task's own nesting is in sched_atomic()->rcu: the depth,
 * and above it the counter that its outermost section is in.
 */
#include <linux/rcupdate.h>

#include <linux/completion.h>
#include <linux/kernel.h>
#include <linux/slab.h>

#include "boot.h"
#include "finding.h"

#define DEPTH_MASK 0xffff
#define IDX_SHIFT 16

/* kfree_rcu(): where the head lies in its object, instead of a function. */
#define MAX_OFFSET 4096ul

static u32 idx; /* of new readers */
static long nr_readers[2];
static bool has_grace_period;
static struct rcu_head *waiting; /* for the grace period that is on */
static struct rcu_head *next, **next_tail; /* for the one after it */

void rcu_read_lock(void)
{
	struct sched_atomic *atomic = sched_atomic();

	if (!(atomic->rcu & DEPTH_MASK)) {
		sched_point(POINT_LOCK);
		atomic->rcu = idx << IDX_SHIFT;
		nr_readers[idx]++;
	}
	atomic->rcu++;
}

static void callbacks_run(void *arg);

static void grace_period_end(void)
{
	sched_irq(callbacks_run, NULL, SCHED_SOFTIRQ);
}

void rcu_read_unlock(void)
{
	struct sched_atomic *atomic = sched_atomic();
	u32 i = atomic->rcu >> IDX_SHIFT;

	if (!(atomic->rcu & DEPTH_MASK))
		finding_report("double-unlock", "rcu_read_unlock() without rcu_read_lock()");
	if (--atomic->rcu & DEPTH_MASK)
		return;
	atomic->rcu = 0;
	if (!--nr_readers[i] && has_grace_period && i != idx)
		grace_period_end();
	sched_point(POINT_UNLOCK);
}

int rcu_read_lock_held(void)
{
	return !sched_current || (sched_atomic()->rcu & DEPTH_MASK) != 0;
}

/* --- grace periods --- */

static void grace_period_begin(void)
{
	u32 old = idx;

	if (has_grace_period || !next)
		return;
	waiting = next;
	next = NULL;
	next_tail = &next;
	has_grace_period = true;
	idx = !old;
	if (!nr_readers[old])
		grace_period_end();
}

static void callback_call(struct rcu_head *head)
{
	unsigned long offset = (unsigned long)head->func;

	if (offset < MAX_OFFSET)
		kvfree((char *)head - offset);
	else
		head->func(head);
}

static void callbacks_run(void *arg)
{
	struct rcu_head *head = waiting, *after;

	waiting = NULL;
	has_grace_period = false;
	grace_period_begin();
	for (; head; head = after) {
		after = head->next;
		callback_call(head);
	}
}

static void enqueue(struct rcu_head *head)
{
	head->next = NULL;
	*next_tail = head;
	next_tail = &head->next;
	grace_period_begin();
}

void call_rcu(struct rcu_head *head, void (*func)(struct rcu_head *head))
{
	sched_point(POINT_ATOMIC);
	head->func = func;
	enqueue(head);
}

void rcu_free_later(struct rcu_head *head, void *object)
{
	unsigned long offset = (char *)head - (char *)object;

	if (offset >= MAX_OFFSET)
		shim_unimplemented("kfree_rcu() with the head so far from the object's beginning");
	sched_point(POINT_ATOMIC);
	head->func = (void (*)(struct rcu_head *))offset;
	enqueue(head);
}

struct synchronizer {
	struct rcu_head head;
	struct completion done;
};

static void synchronizer_done(struct rcu_head *head)
{
	complete(&container_of(head, struct synchronizer, head)->done);
}

void synchronize_rcu(void)
{
	struct synchronizer s;

	sched_might_sleep("synchronize_rcu");
	init_completion(&s.done);
	call_rcu(&s.head, synchronizer_done);
	wait_for_completion(&s.done);
}

void synchronize_rcu_expedited(void)
{
	synchronize_rcu();
}

/* Callbacks are called in order: those before this one have returned when it is called. */
void rcu_barrier(void)
{
	synchronize_rcu();
}

static void rcu_boot(void)
{
	idx = 0;
	nr_readers[0] = 0;
	nr_readers[1] = 0;
	has_grace_period = false;
	waiting = NULL;
	next = NULL;
	next_tail = &next;
}

static void rcu_census(void)
{
	const struct rcu_head *head;

	for (head = waiting ?: next; head; head = head->next)
		if ((unsigned long)head->func >= MAX_OFFSET)
			finding_report("rcu-left",
				       "a call_rcu() callback is due after the last module left: "
				       "its code would be gone, rcu_barrier() is missing");
}

SHIM_SUBSYSTEM(rcu, 30, rcu_boot, rcu_census);
