/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the files of locks share: classes, held locks, the order between classes.
 * Kernel side only.
 *
 * A lock is noted as held before its taker waits for it: what would deadlock on another
 * schedule is found on this one. Costs one bit test for each lock held already.
 */
#ifndef SHIM_LOCK_H
#define SHIM_LOCK_H

#include <linux/lockdep.h>
#include <linux/sched.h>

/* held[].how: how it is held, and what was switched off with it. */
#define HELD_READ 0x01u
#define HELD_SPIN 0x02u /* taken by spinning: irq safety applies */
#define HELD_MAP 0x04u /* a map only: nothing to release, no recursion */
#define HELD_TRY 0x08u /* cannot have waited */
#define HELD_NESTED 0x10u /* the caller vouches for the order within the class */
#define HELD_OFF_BH 0x20u
#define HELD_OFF_IRQ 0x40u
#define HELD_WAS_OFF_IRQ 0x80u /* interrupts were off before */

/* Number of this boot's classes; 0: not tracked (too many). */
#define LOCK_CLASS_BITS 9
#define NR_LOCK_CLASSES (1u << LOCK_CLASS_BITS)

extern u32 lock_boot; /* counts boots; a class_id of another boot is void */

static inline bool lock_is_fresh(const struct lockdep_map *map)
{
	return map->class_id >> LOCK_CLASS_BITS != lock_boot;
}

/* Give a lock its class for this boot. Static locks outlive a boot: reset them if so. */
void lock_class_assign(struct lockdep_map *map);

/**
 * lock_note - the running task takes @lock
 * Findings: "lock-order", "irq-unsafe-lock". On the host stack nothing is noted.
 */
void lock_note(struct lockdep_map *map, const void *lock, u32 how);
void lock_note_spin(struct lockdep_map *map, const void *lock, u32 how,
		    const struct sched_atomic *atomic); /* the same for who has @atomic at hand */

/* It has it no more. @how: as it was held. False: it did not hold it. */
bool lock_forget_any(const void *lock, u32 *how);

/* As a rule it was taken last. */
static inline bool lock_forget(const void *lock, u32 *how)
{
	struct task_struct *task = sched_current;
	u32 last = task ? task->nr_held - 1 : ~0u;

	if (last >= SCHED_MAX_HELD_LOCKS || task->held[last].lock != lock)
		return lock_forget_any(lock, how);
	if (how)
		*how = task->held[last].how;
	task->nr_held = last;
	return true;
}

bool lock_forget_reader(const void *lock); /* whoever of all tasks holds it */

/* Order only, as if @map were taken and released: before waiting for what holds it. */
void lock_order_touch(struct lockdep_map *map);

/* After a work item, a timer, a thread: "lock-held-at-exit" if something is held or off. */
void lock_check_idle(const char *what, const char *name, u32 nr_held_before);

#endif
