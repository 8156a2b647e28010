// SPDX-License-Identifier: GPL-2.0-only
/* Wait queues and completions: F7.7 to F7.11. More is in conformance/wait.c. */
#include "cases.h"

#include <linux/bitops.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/wait.h>
#include <linux/wait_bit.h>

static DECLARE_WAIT_QUEUE_HEAD(queue);
static bool condition;

static int set_and_wake(void *data)
{
	WRITE_ONCE(condition, true);
	wake_up(&queue);
	return 0;
}

/* The order of F7.8: no schedule loses the wake-up. */
static void change_then_wake(void *arg)
{
	condition = false;
	kthread_run(set_and_wake, NULL, "waker");
	wait_event(queue, READ_ONCE(condition));
}

static int wake_and_set(void *data)
{
	wake_up(&queue);
	WRITE_ONCE(condition, true);
	return 0;
}

static void wake_then_change(void *arg)
{
	condition = false;
	init_waitqueue_head(&queue);
	kthread_run(wake_and_set, NULL, "waker");
	wait_event(queue, READ_ONCE(condition));
}

static int sleep_until_stopped(void *data)
{
	while (!kthread_should_stop())
		schedule_timeout_idle(1);
	return 0;
}

static int wait_uninterruptibly(void *data)
{
	wait_event(queue, READ_ONCE(condition));
	return 0;
}

static void wake_interruptible_of_uninterruptible(void *arg)
{
	condition = false;
	init_waitqueue_head(&queue);
	kthread_run(wait_uninterruptibly, NULL, "waiter");
	msleep(10);
	condition = true;
	wake_up_interruptible(&queue);
	msleep(1000);
}

static void condition_that_sleeps(void *arg)
{
	DEFINE_WAIT(wait);

	init_waitqueue_head(&queue);
	prepare_to_wait(&queue, &wait, TASK_UNINTERRUPTIBLE);
	msleep(1);
	finish_wait(&queue, &wait);
}

static void wait_on_garbage(void *arg)
{
	struct wait_queue_head wq;

	memset(&wq, 0, sizeof(wq));
	wake_up(&wq);
}

static int wait_on_it(void *data)
{
	wait_event(*(struct wait_queue_head *)data, false);
	return 0;
}

static void freed_with_waiters(void *arg)
{
	struct wait_queue_head *wq = kmalloc(sizeof(*wq), GFP_KERNEL);

	init_waitqueue_head(wq);
	kthread_run(wait_on_it, wq, "waiter");
	msleep(10);
	kfree(wq);
}

static void freed_after_waiting(void *arg)
{
	struct wait_queue_head *wq = kmalloc(sizeof(*wq), GFP_KERNEL);
	DEFINE_WAIT(wait);

	init_waitqueue_head(wq);
	wait_event_timeout(*wq, false, 2);
	prepare_to_wait(wq, &wait, TASK_UNINTERRUPTIBLE);
	wake_up(wq);
	finish_wait(wq, &wait);
	kfree(wq);
}

static void wait_in_atomic(void *arg)
{
	preempt_disable();
	wait_event(queue, true);
}

static int wait_exclusively(void *data)
{
	DEFINE_WAIT(wait);

	prepare_to_wait_exclusive(&queue, &wait, TASK_UNINTERRUPTIBLE);
	schedule();
	finish_wait(&queue, &wait);
	++*(int *)data;
	return 0;
}

static void exclusive_ones_are_counted(void *arg)
{
	int nr_woken = 0, i;

	init_waitqueue_head(&queue);
	for (i = 0; i < 6; i++)
		kthread_run(wait_exclusively, &nr_woken, "waiter-%d", i);
	msleep(10);
	wake_up(&queue);
	msleep(10);
	CASE_EXPECT(nr_woken == 1);
	wake_up_nr(&queue, 2);
	msleep(10);
	CASE_EXPECT(nr_woken == 3);
	wake_up_all(&queue);
	msleep(10);
	CASE_EXPECT(nr_woken == 6);
}

static int wake_what_i_hold(void *data)
{
	struct wait_queue_head *wq = data;

	msleep(1);
	CASE_EXPECT(wq_has_single_sleeper(wq) && wq_has_sleeper(wq));
	spin_lock(&wq->lock);
	wake_up_locked(wq);
	spin_unlock(&wq->lock);
	return 0;
}

/* An entry of one's own stays until it is removed, however often it is woken. */
static void entries_of_ones_own(void *arg)
{
	DECLARE_WAITQUEUE(shared, current);
	DECLARE_WAITQUEUE(exclusive, current);

	init_waitqueue_head(&queue);
	add_wait_queue(&queue, &shared);
	CASE_EXPECT(wq_has_single_sleeper(&queue));
	kthread_run(wake_what_i_hold, &queue, "waker");
	set_current_state(TASK_UNINTERRUPTIBLE);
	schedule();
	CASE_EXPECT(waitqueue_active(&queue));
	add_wait_queue_exclusive(&queue, &exclusive);
	CASE_EXPECT(!wq_has_single_sleeper(&queue));
	CASE_EXPECT(exclusive.flags & WQ_FLAG_EXCLUSIVE && !(shared.flags & WQ_FLAG_EXCLUSIVE));
	remove_wait_queue(&queue, &shared);
	CASE_EXPECT(wq_has_single_sleeper(&queue));
	remove_wait_queue(&queue, &exclusive);
	CASE_EXPECT(!waitqueue_active(&queue));
}

/* What was woken before it waits does not wait: unlike a plain wake-up, this is kept. */
static void woken_is_remembered(void *arg)
{
	DEFINE_WAIT_FUNC(wait, woken_wake_function);

	init_waitqueue_head(&queue);
	add_wait_queue(&queue, &wait);
	wake_up(&queue);
	CASE_EXPECT(wait_woken(&wait, TASK_UNINTERRUPTIBLE, 100) == 100);
	CASE_EXPECT(wait_woken(&wait, TASK_UNINTERRUPTIBLE, 3) == 0);
	remove_wait_queue(&queue, &wait);
}

/* --- completions --- */

static int complete_it(void *data)
{
	complete(data);
	return 0;
}

/* The waiter's stack may be gone when complete() returns: F7.11. */
static void on_a_stack_that_goes(void *arg)
{
	int i;

	for (i = 0; i < 5; i++) {
		struct completion *c = kmalloc(sizeof(*c), GFP_KERNEL);

		init_completion(c);
		kthread_run(complete_it, c, "completer");
		wait_for_completion(c);
		kfree(c);
	}
}

static int wait_for_it(void *data)
{
	wait_for_completion(data);
	return 0;
}

static void reinit_with_waiters(void *arg)
{
	DECLARE_COMPLETION_ONSTACK(c);

	kthread_run(wait_for_it, &c, "waiter");
	msleep(10);
	reinit_completion(&c);
}

static void completion_freed_with_waiters(void *arg)
{
	struct completion *c = kmalloc(sizeof(*c), GFP_KERNEL);

	init_completion(c);
	kthread_run(wait_for_it, c, "waiter");
	msleep(10);
	kfree(c);
}

static void completion_uninitialised(void *arg)
{
	struct completion c;

	memset(&c, 0, sizeof(c));
	complete(&c);
}

static void nobody_completes(void *arg)
{
	DECLARE_COMPLETION_ONSTACK(c);

	wait_for_completion(&c);
}

/* --- bits --- */

static unsigned long word;

static int clear_it(void *data)
{
	msleep(1);
	clear_and_wake_up_bit(5, &word);
	return 0;
}

static void bit_is_cleared(void *arg)
{
	word = BIT(5);
	CASE_EXPECT(wait_on_bit_timeout(&word, 5, TASK_UNINTERRUPTIBLE, 0) == -EAGAIN);
	kthread_run(clear_it, NULL, "clearer");
	CASE_EXPECT(wait_on_bit(&word, 5, TASK_UNINTERRUPTIBLE) == 0);
	CASE_EXPECT(wait_on_bit_lock(&word, 5, TASK_UNINTERRUPTIBLE) == 0);
	CASE_EXPECT(word == BIT(5));
}

static int change_var(void *data)
{
	msleep(1);
	WRITE_ONCE(word, 7);
	wake_up_var(&word);
	return 0;
}

/* What lies on a stack, in no table's reach, is found as well. */
static int clear_on_stack(void *data)
{
	msleep(1);
	clear_bit(63, (unsigned long *)data);
	wake_up_bit(data, 63);
	return 0;
}

static void variable_changes(void *arg)
{
	unsigned long *heap = kmalloc(sizeof(*heap), GFP_KERNEL), local = BIT(63);

	word = 0;
	kthread_run(change_var, NULL, "changer");
	wait_var_event(&word, READ_ONCE(word) == 7);
	CASE_EXPECT(word == 7);
	kthread_run(clear_on_stack, &local, "clearer");
	CASE_EXPECT(wait_on_bit_io(&local, 63, TASK_UNINTERRUPTIBLE) == 0 && !local);
	*heap = BIT(63);
	kthread_run(clear_on_stack, heap, "clearer");
	CASE_EXPECT(wait_on_bit_timeout(heap, 63, TASK_UNINTERRUPTIBLE, HZ) == 0 && !*heap);
	kfree(heap);
}

/* The holder lets the lock bit go while another waits for it. */
static void bit_is_locked_in_turn(void *arg)
{
	word = 0;
	CASE_EXPECT(wait_on_bit_lock(&word, 5, TASK_UNINTERRUPTIBLE) == 0 && word == BIT(5));
	kthread_run(clear_it, NULL, "clearer");
	CASE_EXPECT(wait_on_bit_lock(&word, 5, TASK_UNINTERRUPTIBLE) == 0 && word == BIT(5));
}

static void stop_wakes_killable(void *arg)
{
	struct task_struct *t = kthread_run(sleep_until_stopped, NULL, "sleeper");

	msleep(1);
	CASE_EXPECT(kthread_stop(t) == 0);
}

const struct shim_case wait_cases[] = {
	CASE_GOOD(change_then_wake),
	CASE_GOOD(exclusive_ones_are_counted),
	CASE_GOOD(freed_after_waiting),
	CASE_GOOD(on_a_stack_that_goes),
	CASE_GOOD(bit_is_cleared),
	CASE_GOOD(variable_changes),
	CASE_GOOD(entries_of_ones_own),
	CASE_GOOD(woken_is_remembered),
	CASE_GOOD(bit_is_locked_in_turn),
	CASE_GOOD(stop_wakes_killable),
	CASE_BAD(wake_interruptible_of_uninterruptible, "hung-task"),
	CASE_BAD(condition_that_sleeps, "might-sleep"),
	CASE_BAD(wait_on_garbage, "bad-wait-queue"),
	CASE_BAD(freed_with_waiters, "free-active"),
	CASE_BAD(wait_in_atomic, "might-sleep"),
	CASE_BAD(reinit_with_waiters, "completion-reinit"),
	CASE_BAD(completion_freed_with_waiters, "free-active"),
	CASE_BAD(completion_uninitialised, "bad-completion"),
	CASE_BAD(nobody_completes, "hung-task"),
	CASE_END,
};

/* Found on some schedules only. */
const struct shim_case wait_lost_cases[] = {
	CASE_BAD(wake_then_change, "hung-task"),
	CASE_END,
};
