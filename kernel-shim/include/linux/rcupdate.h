/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * RCU: a reader may be interrupted but must not sleep; a grace period waits for the
 * readers that were there when it began.
 */
#ifndef _LINUX_RCUPDATE_H
#define _LINUX_RCUPDATE_H

#include <linux/compiler.h>
#include <linux/lockdep.h>
#include <linux/preempt.h>
#include <linux/types.h>

#ifndef __rcu
#define __rcu
#endif

void rcu_read_lock(void);
void rcu_read_unlock(void);
int rcu_read_lock_held(void);
void synchronize_rcu(void);
void synchronize_rcu_expedited(void);
void call_rcu(struct rcu_head *head, void (*func)(struct rcu_head *head));
void rcu_barrier(void);
void rcu_free_later(struct rcu_head *head, void *object); /* by kvfree() */

/* Pointers that readers follow: a publication and its use are scheduling points. */
#define rcu_access_pointer(p) READ_ONCE(p)
#define rcu_dereference(p) READ_ONCE(p)
#define rcu_dereference_raw(p) READ_ONCE(p)
#define rcu_dereference_check(p, cond)                                                           \
	({                                                                                       \
		lockdep_assert((cond) || rcu_read_lock_held(), "rcu_dereference_check(" #p ")"); \
		READ_ONCE(p);                                                                    \
	})
#define rcu_dereference_protected(p, cond)                                            \
	({                                                                            \
		lockdep_assert(cond, "rcu_dereference_protected(" #p ", " #cond ")"); \
		(p);                                                                  \
	})
#define rcu_assign_pointer(p, v) WRITE_ONCE(p, v)
#define RCU_INIT_POINTER(p, v) WRITE_ONCE(p, v)
#define kfree_rcu(ptr, field) rcu_free_later(&(ptr)->field, (ptr))
#define kvfree_rcu(ptr, field) rcu_free_later(&(ptr)->field, (ptr))

#endif
