/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Timers. F7.17, F7.18: the callback runs in softirq context, never early, late within
 * the wheel's granule.
 */
#ifndef _LINUX_TIMER_H
#define _LINUX_TIMER_H

#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/jiffies.h>
#include <linux/types.h>

#include "../../clock.h"

#define TIMER_DEFERRABLE 0x00080000
#define TIMER_PINNED 0x00100000
#define TIMER_IRQSAFE 0x00200000
#define TIMER_MAGIC 0x74696d65u

struct timer_list {
	unsigned long expires;
	void (*function)(struct timer_list *timer); /* NULL: shut down, cannot be armed */
	u32 flags;
	u32 magic;
	struct alarm alarm;
	struct list_head entry; /* while pending: armed, or fired and its softirq still to run */
	u8 is_pending; /* no bool: timer_setup() reads what memory was before */
	struct lockdep_map dep;
};

#define __TIMER_INITIALIZER(function_, flags_)                                    \
	{                                                                         \
		.function = (function_), .flags = (flags_), .magic = TIMER_MAGIC, \
		.dep = LOCKDEP_MAP_INIT(#function_),                              \
	}
#define DEFINE_TIMER(name, function) struct timer_list name = __TIMER_INITIALIZER(function, 0)

void timer_init(struct timer_list *timer, void (*func)(struct timer_list *timer),
		unsigned int flags, const char *name, const char *site, struct lock_class_key *key);

#define timer_setup(timer, callback, flags)                                             \
	do {                                                                            \
		static struct lock_class_key __key;                                     \
                                                                                        \
		timer_init((timer), (callback), (flags), #callback, LOCK_SITE, &__key); \
	} while (0)
#define timer_setup_on_stack(timer, callback, flags) timer_setup(timer, callback, flags)
void destroy_timer_on_stack(struct timer_list *timer);

#define from_timer(var, callback_timer, timer_fieldname) \
	container_of(callback_timer, __typeof__(*var), timer_fieldname)

static inline int timer_pending(const struct timer_list *timer)
{
	return timer->is_pending;
}

/* Return: was it pending? */
int mod_timer(struct timer_list *timer, unsigned long expires);
int mod_timer_pending(struct timer_list *timer, unsigned long expires);
int timer_reduce(struct timer_list *timer, unsigned long expires);
void add_timer(struct timer_list *timer); /* must not be pending */
int del_timer(struct timer_list *timer);
int del_timer_sync(struct timer_list *timer); /* and its callback is not running */
int try_to_del_timer_sync(struct timer_list *timer); /* -1: its callback runs */
int timer_shutdown(struct timer_list *timer);
int timer_shutdown_sync(struct timer_list *timer);

#define timer_delete(timer) del_timer(timer)
#define timer_delete_sync(timer) del_timer_sync(timer)

unsigned long round_jiffies(unsigned long j);
unsigned long round_jiffies_relative(unsigned long j);
unsigned long round_jiffies_up(unsigned long j);

#endif
