/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Kernel threads. F7.12 to F7.14: created stopped; a thread stopped before its first
 * wake-up never runs; stopping is a signal; parking.
 */
#ifndef _LINUX_KTHREAD_H
#define _LINUX_KTHREAD_H

#include <linux/compiler.h>
#include <linux/err.h>
#include <linux/sched.h>
#include <linux/types.h>

struct completion;

/* @fn_name: of @threadfn, for reports. */
__attribute__((format(printf, 4, 5))) struct task_struct *
kthread_create_named(int (*threadfn)(void *data), const char *fn_name, void *data,
		     const char *namefmt, ...);

#define kthread_create(threadfn, data, namefmt, arg...) \
	kthread_create_named(threadfn, #threadfn, data, namefmt, ##arg)
#define kthread_create_on_node(threadfn, data, node, namefmt, arg...) \
	kthread_create_named(threadfn, #threadfn, data, namefmt, ##arg)

#define kthread_run(threadfn, data, namefmt, ...)                                                 \
	({                                                                                        \
		struct task_struct *__k = kthread_create(threadfn, data, namefmt, ##__VA_ARGS__); \
                                                                                                  \
		if (!IS_ERR(__k))                                                                 \
			wake_up_process(__k);                                                     \
		__k;                                                                              \
	})

int kthread_stop(struct task_struct *k); /* its value, or -EINTR if it never ran */
bool kthread_should_stop(void);
bool kthread_should_park(void);
bool kthread_freezable_should_stop(bool *was_frozen);
void kthread_parkme(void);
int kthread_park(struct task_struct *k);
void kthread_unpark(struct task_struct *k);
void *kthread_data(struct task_struct *k);
void *kthread_func(struct task_struct *k);
void kthread_exit(long result) __attribute__((noreturn));
void kthread_complete_and_exit(struct completion *comp, long code) __attribute__((noreturn));

#endif
