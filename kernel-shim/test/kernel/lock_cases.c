// SPDX-License-Identifier: GPL-2.0-only
/* Locks one by one: who keeps their rules and who breaks them. F7.2, F7.4. */
#include "cases.h"

#include <linux/bit_spinlock.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/semaphore.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/timer.h>

#include "sched.h"

/* --- helpers: somebody else who does one thing --- */

struct other {
	void (*fn)(void *arg);
	void *arg;
	struct completion done;
};

static int other_main(void *data)
{
	struct other *o = data;

	o->fn(o->arg);
	complete(&o->done);
	return 0;
}

static void by_another(void (*fn)(void *arg), void *arg)
{
	struct other o = { .fn = fn, .arg = arg };

	init_completion(&o.done);
	kthread_run(other_main, &o, "other");
	wait_for_completion(&o.done);
}

/* --- spinlocks --- */

struct counted {
	spinlock_t spin;
	struct mutex mutex;
	rwlock_t rw;
	struct rw_semaphore rwsem;
	struct semaphore sem;
	unsigned long bits;
	int inside, total;
	int nr_left;
	struct completion done;
	void (*step)(struct counted *c);
};

static void section(struct counted *c)
{
	int total = c->total;

	CASE_EXPECT(++c->inside == 1);
	sched_point(POINT_ACCESS);
	c->total = total + 1;
	sched_point(POINT_ACCESS);
	c->inside--;
}

static int counter_main(void *data)
{
	struct counted *c = data;
	int i;

	for (i = 0; i < 20; i++)
		c->step(c);
	if (!--c->nr_left)
		complete(&c->done);
	return 0;
}

static void exclusion(void (*step)(struct counted *c))
{
	struct counted c = { .nr_left = 3, .step = step };
	int i;

	spin_lock_init(&c.spin);
	mutex_init(&c.mutex);
	rwlock_init(&c.rw);
	init_rwsem(&c.rwsem);
	sema_init(&c.sem, 1);
	init_completion(&c.done);
	for (i = 0; i < 3; i++)
		kthread_run(counter_main, &c, "counter-%d", i);
	wait_for_completion(&c.done);
	CASE_EXPECT(c.total == 60);
	mutex_destroy(&c.mutex);
}

static void spin_step(struct counted *c)
{
	unsigned long flags;

	switch (c->total % 3) {
	case 0:
		spin_lock(&c->spin);
		section(c);
		spin_unlock(&c->spin);
		break;
	case 1:
		spin_lock_irqsave(&c->spin, flags);
		section(c);
		spin_unlock_irqrestore(&c->spin, flags);
		break;
	default:
		spin_lock_bh(&c->spin);
		section(c);
		spin_unlock_bh(&c->spin);
	}
}

static void spin_excludes(void *arg)
{
	exclusion(spin_step);
}

static void mutex_step(struct counted *c)
{
	mutex_lock(&c->mutex);
	section(c);
	schedule_timeout_uninterruptible(1);
	mutex_unlock(&c->mutex);
}

static void mutex_excludes(void *arg)
{
	exclusion(mutex_step);
}

static void write_step(struct counted *c)
{
	write_lock_irq(&c->rw);
	section(c);
	write_unlock_irq(&c->rw);
	read_lock(&c->rw);
	CASE_EXPECT(!c->inside);
	read_unlock(&c->rw);
}

static void rwlock_excludes(void *arg)
{
	exclusion(write_step);
}

static void rwsem_step(struct counted *c)
{
	down_write(&c->rwsem);
	section(c);
	if (c->total % 2)
		schedule_timeout_uninterruptible(1);
	downgrade_write(&c->rwsem);
	CASE_EXPECT(!c->inside);
	up_read(&c->rwsem);
}

static void rwsem_excludes(void *arg)
{
	exclusion(rwsem_step);
}

static void semaphore_step(struct counted *c)
{
	down(&c->sem);
	section(c);
	up(&c->sem);
}

static void semaphore_excludes(void *arg)
{
	exclusion(semaphore_step);
}

static void bit_step(struct counted *c)
{
	bit_spin_lock(3, &c->bits);
	section(c);
	bit_spin_unlock(3, &c->bits);
}

static void bit_spin_excludes(void *arg)
{
	exclusion(bit_step);
}

static void trylocks(void *arg)
{
	DEFINE_SPINLOCK(spin);
	DEFINE_MUTEX(mutex);
	DECLARE_RWSEM(rwsem);
	unsigned long flags;

	CASE_EXPECT(spin_trylock_irqsave(&spin, flags));
	CASE_EXPECT(irqs_disabled() && spin_is_locked(&spin));
	CASE_EXPECT(!spin_trylock(&spin));
	spin_unlock_irqrestore(&spin, flags);
	CASE_EXPECT(!irqs_disabled() && !in_atomic());
	CASE_EXPECT(mutex_trylock(&mutex));
	CASE_EXPECT(!mutex_trylock(&mutex));
	mutex_unlock(&mutex);
	CASE_EXPECT(down_read_trylock(&rwsem) && down_read_trylock(&rwsem));
	CASE_EXPECT(!down_write_trylock(&rwsem));
	up_read(&rwsem);
	up_read(&rwsem);
	CASE_EXPECT(down_write_trylock(&rwsem));
	up_write(&rwsem);
}

static void read_step(struct counted *c)
{
	unsigned long flags;

	switch (c->total % 3) {
	case 0:
		write_lock_irqsave(&c->rw, flags);
		CASE_EXPECT(irqs_disabled());
		section(c);
		write_unlock_irqrestore(&c->rw, flags);
		read_lock_irqsave(&c->rw, flags);
		CASE_EXPECT(irqs_disabled() && !c->inside);
		read_unlock_irqrestore(&c->rw, flags);
		break;
	case 1:
		write_lock_bh(&c->rw);
		section(c);
		write_unlock_bh(&c->rw);
		read_lock_irq(&c->rw);
		CASE_EXPECT(irqs_disabled() && !c->inside);
		read_unlock_irq(&c->rw);
		break;
	default:
		while (!write_trylock(&c->rw))
			cond_resched();
		section(c);
		write_unlock(&c->rw);
	}
	CASE_EXPECT(!irqs_disabled());
}

static void rwlock_excludes_in_all_ways(void *arg)
{
	exclusion(read_step);
}

static void patient_step(struct counted *c)
{
	CASE_EXPECT(down_interruptible(&c->sem) == 0);
	section(c);
	up(&c->sem);
	CASE_EXPECT(down_killable(&c->sem) == 0);
	section(c);
	schedule_timeout_uninterruptible(1);
	up(&c->sem);
	CASE_EXPECT(down_write_killable(&c->rwsem) == 0);
	CASE_EXPECT(down_timeout(&c->sem, HZ) == 0);
	c->total--;
	up(&c->sem);
	up_write(&c->rwsem);
	CASE_EXPECT(down_read_interruptible(&c->rwsem) == 0);
	up_read(&c->rwsem);
	CASE_EXPECT(down_read_killable(&c->rwsem) == 0);
	up_read(&c->rwsem);
}

/* Nobody interrupts or kills them, so each gets it in the end. */
static void patience_is_rewarded(void *arg)
{
	exclusion(patient_step);
}

static void semaphores_that_are_taken(void *arg)
{
	DEFINE_SEMAPHORE(sem);

	CASE_EXPECT(down_trylock(&sem) == 0);
	CASE_EXPECT(down_trylock(&sem) == 1);
	CASE_EXPECT(down_timeout(&sem, 3) == -ETIME);
	up(&sem);
	CASE_EXPECT(down_timeout(&sem, 3) == 0);
	up(&sem);
	up(&sem);
	CASE_EXPECT(down_trylock(&sem) == 0 && down_trylock(&sem) == 0);
	CASE_EXPECT(down_trylock(&sem) == 1);
}

static void flags_nest(void *arg)
{
	DEFINE_SPINLOCK(a);
	DEFINE_SPINLOCK(b);
	unsigned long outer, inner;

	spin_lock_irqsave(&a, outer);
	spin_lock_irqsave(&b, inner);
	spin_unlock_irqrestore(&b, inner);
	CASE_EXPECT(irqs_disabled());
	spin_unlock_irqrestore(&a, outer);
	CASE_EXPECT(!irqs_disabled());
}

static void spin_uninitialised(void *arg)
{
	spinlock_t lock;

	memset(&lock, 0, sizeof(lock));
	spin_lock(&lock);
}

static void spin_in_freed_memory(void *arg)
{
	DEFINE_SPINLOCK(lock);

	memset(&lock, 0x6b, sizeof(lock));
	spin_lock(&lock);
}

static void spin_twice(void *arg)
{
	DEFINE_SPINLOCK(lock);

	spin_lock(&lock);
	spin_lock(&lock);
}

static void spin_unlock_twice(void *arg)
{
	DEFINE_SPINLOCK(lock);

	spin_lock(&lock);
	spin_unlock(&lock);
	spin_unlock(&lock);
}

static void unlock_spin(void *lock)
{
	spin_unlock((spinlock_t *)lock);
}

static void timer_unlocks(struct timer_list *timer)
{
	unlock_spin(*(spinlock_t **)(timer + 1));
}

static void spin_unlocked_by_another(void *arg)
{
	DEFINE_SPINLOCK(lock);
	struct {
		struct timer_list timer;
		spinlock_t *lock;
	} t = { .lock = &lock };

	timer_setup_on_stack(&t.timer, timer_unlocks, 0);
	mod_timer(&t.timer, jiffies + 1);
	spin_lock(&lock);
	mdelay(50);
}

static void sleep_under_spin(void *arg)
{
	DEFINE_SPINLOCK(lock);

	spin_lock(&lock);
	msleep(1);
}

static void mutex_under_spin(void *arg)
{
	DEFINE_SPINLOCK(lock);
	DEFINE_MUTEX(mutex);

	spin_lock(&lock);
	mutex_lock(&mutex);
}

static void flags_crossed(void *arg)
{
	DEFINE_SPINLOCK(a);
	DEFINE_SPINLOCK(b);
	unsigned long outer, inner;

	spin_lock_irqsave(&a, outer);
	spin_lock_irqsave(&b, inner);
	spin_unlock_irqrestore(&a, outer);
	spin_unlock_irqrestore(&b, inner);
}

static void flags_unsaved(void *arg)
{
	DEFINE_SPINLOCK(lock);

	spin_lock(&lock);
	spin_unlock_irqrestore(&lock, 0);
}

static void irq_unlock_within_irqsave(void *arg)
{
	DEFINE_SPINLOCK(a);
	DEFINE_SPINLOCK(b);
	unsigned long flags;

	spin_lock_irqsave(&a, flags);
	spin_lock_irq(&b);
	spin_unlock_irq(&b);
	spin_unlock_irqrestore(&a, flags);
}

static void bh_enabled_without_interrupts(void *arg)
{
	local_bh_disable();
	local_irq_disable();
	local_bh_enable();
}

static void preempt_enabled_once_too_often(void *arg)
{
	preempt_disable();
	preempt_enable();
	preempt_enable();
}

static void asserted_not_held(void *arg)
{
	DEFINE_SPINLOCK(lock);

	lockdep_assert_held(&lock);
}

static void asserted_held(void *arg)
{
	DEFINE_MUTEX(lock);

	mutex_lock(&lock);
	lockdep_assert_held(&lock);
	mutex_unlock(&lock);
	lockdep_assert_not_held(&lock);
}

/* --- mutexes, rw_semaphores --- */

static void mutex_uninitialised(void *arg)
{
	struct mutex lock;

	memset(&lock, 0, sizeof(lock));
	mutex_lock(&lock);
}

static void mutex_destroyed(void *arg)
{
	struct mutex lock;

	mutex_init(&lock);
	mutex_destroy(&lock);
	mutex_lock(&lock);
}

static void mutex_destroyed_while_held(void *arg)
{
	struct mutex lock;

	mutex_init(&lock);
	mutex_lock(&lock);
	mutex_destroy(&lock);
}

static void mutex_freed_while_held(void *arg)
{
	struct mutex *lock = kmalloc(sizeof(*lock), GFP_KERNEL);

	mutex_init(lock);
	mutex_lock(lock);
	kfree(lock);
}

static void mutex_twice(void *arg)
{
	DEFINE_MUTEX(lock);

	mutex_lock(&lock);
	mutex_lock(&lock);
}

static void mutex_unlock_twice(void *arg)
{
	DEFINE_MUTEX(lock);

	mutex_lock(&lock);
	mutex_unlock(&lock);
	mutex_unlock(&lock);
}

static void unlock_mutex(void *lock)
{
	mutex_unlock(lock);
}

static void mutex_unlocked_by_another(void *arg)
{
	DEFINE_MUTEX(lock);

	mutex_lock(&lock);
	by_another(unlock_mutex, &lock);
}

static void lock_mutex(void *lock)
{
	mutex_lock(lock);
}

static void mutex_held_at_exit(void *arg)
{
	DEFINE_MUTEX(lock);

	by_another(lock_mutex, &lock);
	msleep(1);
}

static void timer_tries_mutex(struct timer_list *timer)
{
	DEFINE_MUTEX(lock);

	mutex_trylock(&lock);
}

static void mutex_in_a_timer(void *arg)
{
	struct timer_list timer;

	timer_setup_on_stack(&timer, timer_tries_mutex, 0);
	mod_timer(&timer, jiffies);
	msleep(50);
}

static void rwsem_read_within_write(void *arg)
{
	DECLARE_RWSEM(sem);

	down_write(&sem);
	down_read(&sem);
}

static void rwsem_read_within_read(void *arg)
{
	DECLARE_RWSEM(sem);

	down_read(&sem);
	down_read(&sem);
}

static void rwsem_unread(void *arg)
{
	DECLARE_RWSEM(sem);

	up_read(&sem);
}

static void unwrite(void *sem)
{
	up_write(sem);
}

static void rwsem_unwritten_by_another(void *arg)
{
	DECLARE_RWSEM(sem);

	down_write(&sem);
	by_another(unwrite, &sem);
}

static void unread(void *sem)
{
	up_read(sem);
}

static void rwsem_unread_by_another(void *arg)
{
	DECLARE_RWSEM(sem);

	down_read(&sem);
	by_another(unread, &sem);
	down_write(&sem);
	up_write(&sem);
}

const struct shim_case lock_cases[] = {
	CASE_GOOD(spin_excludes),
	CASE_GOOD(mutex_excludes),
	CASE_GOOD(rwlock_excludes),
	CASE_GOOD(rwsem_excludes),
	CASE_GOOD(semaphore_excludes),
	CASE_GOOD(bit_spin_excludes),
	CASE_GOOD(trylocks),
	CASE_GOOD(flags_nest),
	CASE_GOOD(rwlock_excludes_in_all_ways),
	CASE_GOOD(patience_is_rewarded),
	CASE_GOOD(semaphores_that_are_taken),
	CASE_GOOD(asserted_held),
	CASE_GOOD(rwsem_unread_by_another),
	CASE_BAD(spin_uninitialised, "bad-lock"),
	CASE_BAD(spin_in_freed_memory, "bad-lock"),
	CASE_BAD(spin_twice, "recursive-lock"),
	CASE_BAD(spin_unlock_twice, "double-unlock"),
	CASE_BAD(spin_unlocked_by_another, "wrong-owner"),
	CASE_BAD(sleep_under_spin, "might-sleep"),
	CASE_BAD(mutex_under_spin, "might-sleep"),
	CASE_BAD(flags_crossed, "irq-flags"),
	CASE_BAD(flags_unsaved, "irq-flags"),
	CASE_BAD(irq_unlock_within_irqsave, "irq-flags"),
	CASE_BAD(bh_enabled_without_interrupts, "irq-flags"),
	CASE_BAD(preempt_enabled_once_too_often, "preempt-count"),
	CASE_BAD(asserted_not_held, "lock-assertion"),
	CASE_BAD(mutex_uninitialised, "bad-lock"),
	CASE_BAD(mutex_destroyed, "bad-lock"),
	CASE_BAD(mutex_destroyed_while_held, "bad-lock"),
	CASE_BAD(mutex_freed_while_held, "free-active"),
	CASE_BAD(mutex_twice, "recursive-lock"),
	CASE_BAD(mutex_unlock_twice, "double-unlock"),
	CASE_BAD(mutex_unlocked_by_another, "wrong-owner"),
	CASE_BAD(mutex_held_at_exit, "lock-held-at-exit"),
	CASE_BAD(mutex_in_a_timer, "mutex-in-irq"),
	CASE_BAD(rwsem_read_within_write, "recursive-lock"),
	CASE_BAD(rwsem_read_within_read, "recursive-lock"),
	CASE_BAD(rwsem_unread, "double-unlock"),
	CASE_BAD(rwsem_unwritten_by_another, "wrong-owner"),
	CASE_END,
};
