// SPDX-License-Identifier: GPL-2.0-only
/*
 * Wait queues.
 *
 * From: wait_event() and its like, wake_up() from any context.
 * To:   sched_wake(): a task that does not sleep in a fitting state is not woken,
 *       and no token is left (F7.7).
 *
 * Those that are not exclusive stand at the head, last come first; exclusive ones at the
 * tail, first come first. Where the walk begins in each part is the tape's (F7.9).
 */
#include "wait.h"

#include <linux/kernel.h>

#include "finding.h"
#include "memory.h"

static void queue_check(struct wait_queue_head *wq_head, const char *call)
{
	if (wq_head->magic != WAITQUEUE_MAGIC)
		finding_report("bad-wait-queue",
			       "%s: the wait queue was never initialised, or was freed (magic %#x)",
			       call, wq_head->magic);
}

void __init_waitqueue_head(struct wait_queue_head *wq_head, const char *name, const char *site,
			   struct lock_class_key *key)
{
	spin_init(&wq_head->lock.rlock, name, site, key);
	wq_head->magic = WAITQUEUE_MAGIC;
	wq_head->name = name;
	INIT_LIST_HEAD(&wq_head->head);
}

/* --- entries --- */

/* A queue with somebody in it must not be freed (F7.6). */
static void link_entry(struct wait_queue_head *wq_head, struct wait_queue_entry *entry,
		       bool is_tail)
{
	if (list_empty(&wq_head->head))
		memory_active_add(wq_head, "a wait queue with waiters");
	if (is_tail)
		list_add_tail(&entry->entry, &wq_head->head);
	else
		list_add(&entry->entry, &wq_head->head);
}

/* Who has left the queue does not know the queue: it is empty if two entries met. */
static void unlink_entry(struct wait_queue_entry *entry)
{
	struct list_head *rest = entry->entry.next;

	list_del_init(&entry->entry);
	if (rest->next == rest)
		memory_active_del(container_of(rest, struct wait_queue_head, head));
}

void init_wait_entry(struct wait_queue_entry *entry, int flags)
{
	entry->flags = flags;
	entry->private = current;
	entry->func = autoremove_wake_function;
	INIT_LIST_HEAD(&entry->entry);
}

void __add_wait_queue(struct wait_queue_head *wq_head, struct wait_queue_entry *entry)
{
	queue_check(wq_head, "add_wait_queue");
	link_entry(wq_head, entry, false);
}

void __add_wait_queue_entry_tail(struct wait_queue_head *wq_head, struct wait_queue_entry *entry)
{
	queue_check(wq_head, "add_wait_queue");
	link_entry(wq_head, entry, true);
}

void __remove_wait_queue(struct wait_queue_head *wq_head, struct wait_queue_entry *entry)
{
	queue_check(wq_head, "remove_wait_queue");
	unlink_entry(entry);
}

void add_wait_queue(struct wait_queue_head *wq_head, struct wait_queue_entry *entry)
{
	entry->flags &= ~WQ_FLAG_EXCLUSIVE;
	__add_wait_queue(wq_head, entry);
	sched_point(POINT_UNLOCK);
}

void add_wait_queue_exclusive(struct wait_queue_head *wq_head, struct wait_queue_entry *entry)
{
	entry->flags |= WQ_FLAG_EXCLUSIVE;
	__add_wait_queue_entry_tail(wq_head, entry);
	sched_point(POINT_UNLOCK);
}

void remove_wait_queue(struct wait_queue_head *wq_head, struct wait_queue_entry *entry)
{
	__remove_wait_queue(wq_head, entry);
	sched_point(POINT_UNLOCK);
}

/* --- waiting --- */

void prepare_to_wait(struct wait_queue_head *wq_head, struct wait_queue_entry *entry, int state)
{
	queue_check(wq_head, "prepare_to_wait");
	entry->flags &= ~WQ_FLAG_EXCLUSIVE;
	if (list_empty(&entry->entry))
		link_entry(wq_head, entry, false);
	set_current_state(state);
}

bool prepare_to_wait_exclusive(struct wait_queue_head *wq_head, struct wait_queue_entry *entry,
			       int state)
{
	bool was_empty = false;

	queue_check(wq_head, "prepare_to_wait_exclusive");
	entry->flags |= WQ_FLAG_EXCLUSIVE;
	if (list_empty(&entry->entry)) {
		was_empty = list_empty(&wq_head->head);
		link_entry(wq_head, entry, true);
	}
	set_current_state(state);
	return was_empty;
}

long prepare_to_wait_event(struct wait_queue_head *wq_head, struct wait_queue_entry *entry,
			   int state)
{
	queue_check(wq_head, "wait_event");
	if (signal_pending_state(state, current)) {
		if (!list_empty(&entry->entry))
			unlink_entry(entry);
		return -ERESTARTSYS;
	}
	if (list_empty(&entry->entry))
		link_entry(wq_head, entry, entry->flags & WQ_FLAG_EXCLUSIVE);
	set_current_state(state);
	return 0;
}

void finish_wait(struct wait_queue_head *wq_head, struct wait_queue_entry *entry)
{
	__set_current_state(TASK_RUNNING);
	if (!list_empty(&entry->entry))
		unlink_entry(entry);
	sched_point(POINT_UNLOCK);
}

/* --- waking --- */

int default_wake_function(struct wait_queue_entry *entry, unsigned int mode, int flags, void *key)
{
	return sched_wake(entry->private, mode);
}

int autoremove_wake_function(struct wait_queue_entry *entry, unsigned int mode, int flags,
			     void *key)
{
	int r = default_wake_function(entry, mode, flags, key);

	if (r)
		unlink_entry(entry);
	return r;
}

#define WOKEN_FLAG 0x02

int woken_wake_function(struct wait_queue_entry *entry, unsigned int mode, int flags, void *key)
{
	entry->flags |= WOKEN_FLAG;
	return default_wake_function(entry, mode, flags, key);
}

long wait_woken(struct wait_queue_entry *entry, unsigned int mode, long timeout)
{
	set_current_state(mode);
	if (!(entry->flags & WOKEN_FLAG))
		timeout = schedule_timeout(timeout);
	__set_current_state(TASK_RUNNING);
	entry->flags &= ~WOKEN_FLAG;
	return timeout;
}

/* One wake-up: whom, and how many exclusive ones still; 0: all of them. */
struct waking {
	unsigned int mode;
	int nr;
	void *key;
	bool is_over;
};

/* Walk the entries [@begin, @end) of the queue. */
static void walk(struct wait_queue_head *wq_head, u32 begin, u32 end, struct waking *w)
{
	struct wait_queue_entry *entry, *next;
	u32 i = 0;
	int r;

	list_for_each_entry_safe(entry, next, &wq_head->head, entry) {
		bool is_exclusive = entry->flags & WQ_FLAG_EXCLUSIVE;

		if (i++ < begin)
			continue;
		if (i > end || w->is_over)
			return;
		r = entry->func(entry, w->mode, 0, w->key);
		w->is_over = r < 0 || (r && is_exclusive && !--w->nr);
	}
}

/* One part of the queue in a circle from where the tape says; what left does not count. */
static void walk_part(struct wait_queue_head *wq_head, u32 begin, u32 end, struct waking *w)
{
	u32 first = end - begin > 1 ? begin + choose(CHOICE_WAKE, end - begin) : begin;

	walk(wq_head, first, end, w);
	if (first > begin)
		walk(wq_head, begin, first, w);
}

static u32 count(const struct wait_queue_head *wq_head, bool is_exclusive)
{
	const struct wait_queue_entry *entry;
	u32 n = 0;

	list_for_each_entry(entry, &wq_head->head, entry)
		n += !!(entry->flags & WQ_FLAG_EXCLUSIVE) == is_exclusive;
	return n;
}

void wait_wake(struct wait_queue_head *wq_head, unsigned int mode, int nr, void *key)
{
	struct waking w = { .mode = mode, .nr = nr, .key = key };
	u32 nr_shared;

	queue_check(wq_head, "wake_up");
	if (list_empty(&wq_head->head))
		return;
	walk_part(wq_head, 0, count(wq_head, false), &w);
	nr_shared = count(wq_head, false);
	walk_part(wq_head, nr_shared, nr_shared + count(wq_head, true), &w);
}

void __wake_up(struct wait_queue_head *wq_head, unsigned int mode, int nr, void *key)
{
	sched_point(POINT_WAKE);
	wait_wake(wq_head, mode, nr, key);
	sched_point(POINT_UNLOCK);
}

void __wake_up_locked(struct wait_queue_head *wq_head, unsigned int mode, int nr)
{
	lockdep_assert(spin_is_owned(&wq_head->lock.rlock), "wake_up_locked() without the lock");
	wait_wake(wq_head, mode, nr, NULL);
}

bool waitqueue_active(struct wait_queue_head *wq_head)
{
	queue_check(wq_head, "waitqueue_active");
	return !list_empty(&wq_head->head);
}

bool wq_has_sleeper(struct wait_queue_head *wq_head)
{
	sched_point(POINT_BARRIER);
	return waitqueue_active(wq_head);
}

bool wq_has_single_sleeper(struct wait_queue_head *wq_head)
{
	queue_check(wq_head, "wq_has_single_sleeper");
	return list_is_singular(&wq_head->head);
}
