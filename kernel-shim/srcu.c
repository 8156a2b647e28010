// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sleepable RCU.
 *
 * From: readers that may sleep; who waits for those that began before it.
 * To:   wait.c; lockdep.c, for a grace period awaited under a lock that readers take.
 *
 * Two counters of readers: a grace period turns new readers to the other one and waits
 * for the old one to fall to zero. One grace period at a time.
 */
#include <linux/srcu.h>

#include <linux/kernel.h>
#include <linux/slab.h>

#include "finding.h"
#include "lock.h"
#include "memory.h"

int srcu_init(struct srcu_struct *ssp, const char *name, const char *site,
	      struct lock_class_key *key)
{
	void *probe = kmalloc(sizeof(*ssp), GFP_KERNEL); /* its per-CPU counters may fail */

	if (!probe)
		return -ENOMEM;
	kfree(probe);
	lockdep_map_init(&ssp->dep, name, site, key);
	ssp->magic = SRCU_MAGIC;
	ssp->idx = 0;
	ssp->nr_readers[0] = 0;
	ssp->nr_readers[1] = 0;
	ssp->has_grace_period = false;
	init_waitqueue_head(&ssp->wait);
	return 0;
}

static void srcu_check(const struct srcu_struct *ssp, const char *call)
{
	if (ssp->magic != SRCU_MAGIC)
		finding_report(
			"bad-srcu",
			"%s: the srcu_struct was never initialised, or was freed (magic %#x)", call,
			ssp->magic);
}

void cleanup_srcu_struct(struct srcu_struct *ssp)
{
	srcu_check(ssp, "cleanup_srcu_struct");
	if (ssp->nr_readers[0] || ssp->nr_readers[1])
		finding_report("srcu-readers", "srcu_struct '%s' is cleaned up with readers inside",
			       ssp->dep.name);
	ssp->magic = 0;
}

int srcu_read_lock(struct srcu_struct *ssp)
{
	int idx;

	sched_point(POINT_LOCK);
	srcu_check(ssp, "srcu_read_lock");
	idx = ssp->idx;
	if (!ssp->nr_readers[idx]++)
		memory_active_add(ssp, "an srcu_struct with readers");
	lock_note(&ssp->dep, ssp, HELD_READ | HELD_MAP | HELD_TRY);
	return idx;
}

void srcu_read_unlock(struct srcu_struct *ssp, int idx)
{
	srcu_check(ssp, "srcu_read_unlock");
	if ((idx & ~1) || ssp->nr_readers[idx] <= 0 || !lock_forget(ssp, NULL))
		finding_report("double-unlock", "srcu_read_unlock() of '%s', index %d, not locked",
			       ssp->dep.name, idx);
	if (!--ssp->nr_readers[idx]) {
		memory_active_del(ssp);
		wake_up_all(&ssp->wait);
	}
	sched_point(POINT_UNLOCK);
}

void synchronize_srcu(struct srcu_struct *ssp)
{
	int old;

	sched_might_sleep("synchronize_srcu");
	srcu_check(ssp, "synchronize_srcu");
	if (sched_current && lockdep_holds(ssp))
		finding_report("rcu-deadlock", "synchronize_srcu() of '%s' by one of its readers",
			       ssp->dep.name);
	lock_order_touch(&ssp->dep);
	while (ssp->has_grace_period)
		wait_event(ssp->wait, !ssp->has_grace_period);
	ssp->has_grace_period = true;
	old = ssp->idx;
	ssp->idx = !old;
	sched_point(POINT_BARRIER);
	wait_event(ssp->wait, !ssp->nr_readers[old]);
	ssp->has_grace_period = false;
	wake_up_all(&ssp->wait);
}

void synchronize_srcu_expedited(struct srcu_struct *ssp)
{
	synchronize_srcu(ssp);
}
