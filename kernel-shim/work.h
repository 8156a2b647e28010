/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What workqueue.c (queues, workers, items) and work-wait.c (flushing, cancelling,
 * draining) share.
 */
#ifndef SHIM_WORK_H
#define SHIM_WORK_H

#include <linux/wait.h>
#include <linux/workqueue.h>

/**
 * struct workqueue_struct - a queue and how much of it may run at once
 * @works: queued, first come first
 * @nr_active: workers given to it; of these @nr_coming have not begun yet
 * @next_seq: number of the queueing to come
 * @nr_run: items that have begun
 * @progress: woken at each end of an item
 * @cookie: memory that the census sees; NULL: a queue of the system
 */
struct workqueue_struct {
	struct list_head entry;
	char name[24];
	unsigned int flags;
	u32 max_active, nr_active, nr_coming, nr_drainers;
	u64 next_seq;
	u64 nr_run;
	struct list_head works;
	struct wait_queue_head progress;
	struct lockdep_map dep;
	struct lock_class_key key;
	void *cookie;
	bool is_destroyed;
};

/* A worker thread. @work may be freed while it runs: only its address is used. */
struct worker {
	struct list_head entry; /* of all; */
	struct list_head idle; /* of the idle ones */
	struct task_struct *task;
	struct workqueue_struct *wq;
	struct work_struct *work; /* running */
	work_func_t func;
	u64 seq;
};

/* Somebody waits for the end of one run of a work. */
struct flusher {
	struct list_head entry;
	const struct work_struct *work;
	const struct worker *worker; /* NULL: the run has not begun */
	struct task_struct *task;
	bool is_over;
};

extern struct list_head workqueues, workers, flushers;

void work_check(const struct work_struct *work, const char *call);
struct worker *worker_running(const struct work_struct *work); /* NULL: it does not run */
struct worker *worker_current(void); /* NULL: not in a worker */

/* Without scheduling points. */
void work_enqueue(struct workqueue_struct *wq, struct work_struct *work);
void work_dequeue(struct work_struct *work);
bool work_grab(struct work_struct *work, struct timer_list *timer); /* true: it was pending */
void flushers_end(const struct work_struct *work, const struct worker *worker);
bool workqueue_is_busy(const struct workqueue_struct *wq, u64 until_seq);

#endif
