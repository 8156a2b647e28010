/* SPDX-License-Identifier: GPL-2.0-only */
/* Sleepable RCU: readers of one srcu_struct may sleep, its grace periods wait for them. */
#ifndef _LINUX_SRCU_H
#define _LINUX_SRCU_H

#include <linux/compiler.h>
#include <linux/lockdep.h>
#include <linux/rcupdate.h>
#include <linux/types.h>
#include <linux/wait.h>

#define SRCU_MAGIC 0x73726375u

struct srcu_struct {
	struct lockdep_map dep;
	u32 magic;
	int idx; /* of new readers */
	long nr_readers[2];
	bool has_grace_period;
	wait_queue_head_t wait;
};

int srcu_init(struct srcu_struct *ssp, const char *name, const char *site,
	      struct lock_class_key *key); /* 0 or -ENOMEM */
void cleanup_srcu_struct(struct srcu_struct *ssp);
int srcu_read_lock(struct srcu_struct *ssp);
void srcu_read_unlock(struct srcu_struct *ssp, int idx);
void synchronize_srcu(struct srcu_struct *ssp);
void synchronize_srcu_expedited(struct srcu_struct *ssp);

#define init_srcu_struct(ssp)                              \
	({                                                 \
		static struct lock_class_key __key;        \
                                                           \
		srcu_init((ssp), #ssp, LOCK_SITE, &__key); \
	})
#define srcu_dereference(p, ssp) READ_ONCE(p)
#define srcu_read_lock_held(ssp) lockdep_holds(ssp)

#define DEFINE_SRCU(name)                                           \
	struct srcu_struct name = {                                 \
		.dep = LOCKDEP_MAP_INIT(#name),                     \
		.magic = SRCU_MAGIC,                                \
		.wait = __WAIT_QUEUE_HEAD_INITIALIZER((name).wait), \
	}
#define DEFINE_STATIC_SRCU(name) static DEFINE_SRCU(name)

#endif
