/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Workqueues. F7.19, F7.20, F5.25: an item is pending once, never runs beside itself,
 * may be queued again while it runs; destroying drains.
 */
#ifndef _LINUX_WORKQUEUE_H
#define _LINUX_WORKQUEUE_H

#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/timer.h>
#include <linux/types.h>

#define WQ_UNBOUND (1 << 1)
#define WQ_FREEZABLE (1 << 2)
#define WQ_MEM_RECLAIM (1 << 3)
#define WQ_HIGHPRI (1 << 4)
#define WQ_CPU_INTENSIVE (1 << 5)
#define WQ_SYSFS (1 << 6)
#define WQ_POWER_EFFICIENT (1 << 7)
#define __WQ_DRAINING (1 << 16)
#define __WQ_ORDERED (1 << 17)
#define __WQ_LEGACY (1 << 18)
#define __WQ_ORDERED_EXPLICIT (1 << 19)
#define WQ_MAX_ACTIVE 512
#define WQ_UNBOUND_MAX_ACTIVE WQ_MAX_ACTIVE
#define WQ_DFL_ACTIVE (WQ_MAX_ACTIVE / 2)
#define WORK_CPU_UNBOUND 64
#define WORK_BUSY_PENDING 1
#define WORK_BUSY_RUNNING 2
#define WORK_MAGIC 0x776f726bu

struct work_struct;
struct workqueue_struct;
typedef void (*work_func_t)(struct work_struct *work);

struct work_struct {
	struct lockdep_map dep;
	u32 magic;
	u8 is_pending; /* queued, timed or being cancelled; INIT_WORK() reads it: no bool */
	bool is_cancelling; /* somebody waits for its end: it cannot be queued */
	struct list_head entry; /* in its workqueue; empty: not queued */
	work_func_t func;
	struct workqueue_struct *wq; /* while queued */
	u64 seq; /* of this queueing, in its workqueue */
};

struct delayed_work {
	struct work_struct work;
	struct timer_list timer;
	struct workqueue_struct *wq;
};

static inline struct delayed_work *to_delayed_work(struct work_struct *work)
{
	return container_of(work, struct delayed_work, work);
}

void work_init(struct work_struct *work, work_func_t func, const char *name, const char *site,
	       struct lock_class_key *key);
void delayed_work_init(struct delayed_work *dwork);
void delayed_work_timer_fn(struct timer_list *timer);

#define INIT_WORK(work, func)                                        \
	do {                                                         \
		static struct lock_class_key __key;                  \
                                                                     \
		work_init((work), (func), #func, LOCK_SITE, &__key); \
	} while (0)
#define INIT_WORK_ONSTACK(work, func) INIT_WORK(work, func)
#define INIT_DELAYED_WORK(dwork, func)           \
	do {                                     \
		INIT_WORK(&(dwork)->work, func); \
		delayed_work_init(dwork);        \
	} while (0)
#define INIT_DELAYED_WORK_ONSTACK(dwork, func) INIT_DELAYED_WORK(dwork, func)
#define INIT_DEFERRABLE_WORK(dwork, func) INIT_DELAYED_WORK(dwork, func)

#define __WORK_INITIALIZER(n, f)                                  \
	{                                                         \
		.dep = LOCKDEP_MAP_INIT(#f), .magic = WORK_MAGIC, \
		.entry = LIST_HEAD_INIT((n).entry), .func = (f),  \
	}
#define DECLARE_WORK(n, f) struct work_struct n = __WORK_INITIALIZER(n, f)
#define DECLARE_DELAYED_WORK(n, f)                                      \
	struct delayed_work n = {                                       \
		.work = __WORK_INITIALIZER((n).work, f),                \
		.timer = __TIMER_INITIALIZER(delayed_work_timer_fn, 0), \
	}

void destroy_work_on_stack(struct work_struct *work);
void destroy_delayed_work_on_stack(struct delayed_work *dwork);

#define work_pending(work) ((work)->is_pending)
#define delayed_work_pending(w) work_pending(&(w)->work)
unsigned int work_busy(struct work_struct *work); /* WORK_BUSY_* */

__attribute__((format(printf, 5, 6))) struct workqueue_struct *
workqueue_create(struct lock_class_key *key, const char *site, unsigned int flags, int max_active,
		 const char *fmt, ...);
#define alloc_workqueue(fmt, flags, max_active, args...)                             \
	({                                                                           \
		static struct lock_class_key __key;                                  \
                                                                                     \
		workqueue_create(&__key, LOCK_SITE, flags, max_active, fmt, ##args); \
	})
#define alloc_ordered_workqueue(fmt, flags, args...) \
	alloc_workqueue(fmt, WQ_UNBOUND | __WQ_ORDERED | __WQ_ORDERED_EXPLICIT | (flags), 1, ##args)
#define create_workqueue(name) alloc_workqueue("%s", __WQ_LEGACY | WQ_MEM_RECLAIM, 1, (name))
#define create_freezable_workqueue(name) \
	alloc_workqueue("%s", __WQ_LEGACY | WQ_FREEZABLE | WQ_UNBOUND | WQ_MEM_RECLAIM, 1, (name))
#define create_singlethread_workqueue(name) \
	alloc_ordered_workqueue("%s", __WQ_LEGACY | WQ_MEM_RECLAIM, name)
void destroy_workqueue(struct workqueue_struct *wq);

/* Return: false if it was pending. Any context. */
bool queue_work(struct workqueue_struct *wq, struct work_struct *work);
bool queue_delayed_work(struct workqueue_struct *wq, struct delayed_work *dwork,
			unsigned long delay);
bool mod_delayed_work(struct workqueue_struct *wq, struct delayed_work *dwork,
		      unsigned long delay); /* true: it was pending */

/* Return: it was pending or running (flush), it was pending (cancel). */
bool flush_work(struct work_struct *work);
bool cancel_work(struct work_struct *work);
bool cancel_work_sync(struct work_struct *work);
bool flush_delayed_work(struct delayed_work *dwork);
bool cancel_delayed_work(struct delayed_work *dwork);
bool cancel_delayed_work_sync(struct delayed_work *dwork);
void flush_workqueue(struct workqueue_struct *wq);
void drain_workqueue(struct workqueue_struct *wq);
struct work_struct *current_work(void);
bool current_is_workqueue_rescuer(void);

#define queue_work_on(cpu, wq, work) queue_work(wq, work)
#define queue_delayed_work_on(cpu, wq, dwork, delay) queue_delayed_work(wq, dwork, delay)
#define mod_delayed_work_on(cpu, wq, dwork, delay) mod_delayed_work(wq, dwork, delay)

/* The system's queues, made at their first use. */
enum system_wq_id {
	SYSTEM_WQ,
	SYSTEM_HIGHPRI_WQ,
	SYSTEM_LONG_WQ,
	SYSTEM_UNBOUND_WQ,
	SYSTEM_FREEZABLE_WQ,
	NR_SYSTEM_WQS,
};

struct workqueue_struct *workqueue_system(enum system_wq_id id);
#define system_wq workqueue_system(SYSTEM_WQ)
#define system_highpri_wq workqueue_system(SYSTEM_HIGHPRI_WQ)
#define system_long_wq workqueue_system(SYSTEM_LONG_WQ)
#define system_unbound_wq workqueue_system(SYSTEM_UNBOUND_WQ)
#define system_freezable_wq workqueue_system(SYSTEM_FREEZABLE_WQ)
#define schedule_work(work) queue_work(system_wq, work)
#define schedule_delayed_work(dwork, delay) queue_delayed_work(system_wq, dwork, delay)
#define flush_scheduled_work() flush_workqueue(system_wq)

#endif
