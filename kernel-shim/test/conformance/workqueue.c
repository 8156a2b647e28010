// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workqueues: F7.19, F7.20, F5.25.
 */
#include <linux/completion.h>
#include <linux/preempt.h>
#include <linux/workqueue.h>

#include "conformance.h"

/* A work that waits at a gate, so that it can be caught pending and running. */
struct gated {
	struct work_struct work;
	struct completion started, gate;
	atomic_t nr_runs, nr_inside, nr_overlaps;
	struct workqueue_struct *wq;
	bool was_in_task;
};

static void gated_run(struct work_struct *work)
{
	struct gated *g = container_of(work, struct gated, work);

	if (atomic_inc_return(&g->nr_inside) != 1)
		atomic_inc(&g->nr_overlaps);
	g->was_in_task = in_task();
	complete(&g->started);
	wait_for_completion(&g->gate);
	atomic_inc(&g->nr_runs);
	atomic_dec(&g->nr_inside);
}

static void gated_init(struct gated *g, struct workqueue_struct *wq)
{
	memset(g, 0, sizeof(*g));
	INIT_WORK_ONSTACK(&g->work, gated_run);
	init_completion(&g->started);
	init_completion(&g->gate);
	g->wq = wq;
}

static struct workqueue_struct *ordered(void)
{
	struct workqueue_struct *wq = alloc_ordered_workqueue("conf-ordered", WQ_MEM_RECLAIM);

	CONF_EXPECT(wq);
	return wq;
}

static void queueing_twice_is_once(void)
{
	struct workqueue_struct *wq = ordered();
	struct gated blocker, g;

	gated_init(&blocker, wq);
	gated_init(&g, wq);
	complete(&g.gate);
	CONF_EXPECT(queue_work(wq, &blocker.work));
	wait_for_completion(&blocker.started);
	CONF_EXPECT(!work_pending(&blocker.work));
	CONF_EXPECT(queue_work(wq, &g.work));
	CONF_EXPECT(work_pending(&g.work));
	CONF_EXPECT(!queue_work(wq, &g.work));
	CONF_EXPECT(!queue_work(wq, &g.work));
	conf_settle();
	CONF_EXPECT_EQ(atomic_read(&g.nr_runs), 0);
	complete(&blocker.gate);
	flush_workqueue(wq);
	CONF_EXPECT_EQ(atomic_read(&g.nr_runs), 1);
	CONF_EXPECT(g.was_in_task);
	CONF_EXPECT(!work_pending(&g.work));
	complete(&g.gate);
	CONF_EXPECT(queue_work(wq, &g.work));
	destroy_workqueue(wq);
	CONF_EXPECT_EQ(atomic_read(&g.nr_runs), 2);
	destroy_work_on_stack(&g.work);
	destroy_work_on_stack(&blocker.work);
}

/* Queued while it runs: true, and it runs again, but never beside itself. */
static void queued_while_running_runs_again(void)
{
	struct workqueue_struct *wq = alloc_workqueue("conf-many", WQ_UNBOUND, 0);
	struct gated g;

	gated_init(&g, wq);
	CONF_EXPECT(queue_work(wq, &g.work));
	wait_for_completion(&g.started);
	CONF_EXPECT(queue_work(wq, &g.work));
	CONF_EXPECT(!queue_work(wq, &g.work));
	conf_settle();
	CONF_EXPECT_EQ(atomic_read(&g.nr_inside), 1);
	complete_all(&g.gate);
	flush_workqueue(wq);
	CONF_EXPECT_EQ(atomic_read(&g.nr_runs), 2);
	CONF_EXPECT_EQ(atomic_read(&g.nr_overlaps), 0);
	destroy_workqueue(wq);
	destroy_work_on_stack(&g.work);
}

struct numbered {
	struct work_struct work;
	int number;
};

static int order_seen[8];
static atomic_t nr_seen;

static void numbered_run(struct work_struct *work)
{
	order_seen[atomic_inc_return(&nr_seen) - 1] =
		container_of(work, struct numbered, work)->number;
}

static void ordered_runs_in_order(void)
{
	struct workqueue_struct *wq = create_singlethread_workqueue("conf-single");
	struct numbered n[8];
	struct gated blocker;
	int i;

	atomic_set(&nr_seen, 0);
	gated_init(&blocker, wq);
	queue_work(wq, &blocker.work);
	for (i = 0; i < 8; i++) {
		INIT_WORK_ONSTACK(&n[i].work, numbered_run);
		n[i].number = i * 3 % 8;
		queue_work(wq, &n[i].work);
	}
	complete(&blocker.gate);
	destroy_workqueue(wq);
	CONF_EXPECT_EQ(atomic_read(&nr_seen), 8);
	for (i = 0; i < 8; i++) {
		CONF_EXPECT_EQ(order_seen[i], i * 3 % 8);
		destroy_work_on_stack(&n[i].work);
	}
	destroy_work_on_stack(&blocker.work);
}

/* A sleeping item does not keep the next one from running, if the queue is not ordered. */
static void items_run_beside_each_other(void)
{
	struct workqueue_struct *wq = alloc_workqueue("conf-two", WQ_MEM_RECLAIM, 2);
	struct gated a, b;

	gated_init(&a, wq);
	gated_init(&b, wq);
	queue_work(wq, &a.work);
	queue_work(wq, &b.work);
	CONF_EXPECT(wait_for_completion_timeout(&a.started, 10 * HZ) > 0);
	CONF_EXPECT(wait_for_completion_timeout(&b.started, 10 * HZ) > 0);
	complete(&a.gate);
	complete(&b.gate);
	destroy_workqueue(wq);
	destroy_work_on_stack(&a.work);
	destroy_work_on_stack(&b.work);
}

static void max_active_is_a_limit(void)
{
	struct workqueue_struct *wq = alloc_workqueue("conf-one", WQ_UNBOUND, 1);
	struct gated a, b;

	gated_init(&a, wq);
	gated_init(&b, wq);
	queue_work(wq, &a.work);
	wait_for_completion(&a.started);
	queue_work(wq, &b.work);
	conf_settle();
	CONF_EXPECT(!completion_done(&b.started));
	CONF_EXPECT(work_pending(&b.work));
	complete(&a.gate);
	CONF_EXPECT(wait_for_completion_timeout(&b.started, 10 * HZ) > 0);
	complete(&b.gate);
	destroy_workqueue(wq);
	destroy_work_on_stack(&a.work);
	destroy_work_on_stack(&b.work);
}

static void cancel_results(void)
{
	struct workqueue_struct *wq = ordered();
	struct gated blocker, g;

	gated_init(&blocker, wq);
	gated_init(&g, wq);
	CONF_EXPECT(!cancel_work_sync(&g.work));
	queue_work(wq, &blocker.work);
	wait_for_completion(&blocker.started);
	queue_work(wq, &g.work);
	CONF_EXPECT(cancel_work_sync(&g.work));
	CONF_EXPECT(!work_pending(&g.work));
	CONF_EXPECT(!cancel_work_sync(&g.work));
	complete(&blocker.gate);
	/* Running, not pending: waits for its end, and there was nothing to cancel. */
	CONF_EXPECT(!cancel_work_sync(&blocker.work));
	CONF_EXPECT_EQ(atomic_read(&blocker.nr_runs), 1);
	destroy_workqueue(wq);
	CONF_EXPECT_EQ(atomic_read(&g.nr_runs), 0);
	destroy_work_on_stack(&g.work);
	destroy_work_on_stack(&blocker.work);
}

struct slow {
	struct work_struct work;
	atomic_t nr_runs;
};

static void slow_run(struct work_struct *work)
{
	msleep(20);
	atomic_inc(&container_of(work, struct slow, work)->nr_runs);
}

static void flush_results(void)
{
	struct workqueue_struct *wq = ordered();
	struct slow s = { .nr_runs = ATOMIC_INIT(0) };

	INIT_WORK_ONSTACK(&s.work, slow_run);
	CONF_EXPECT(!flush_work(&s.work));
	queue_work(wq, &s.work);
	CONF_EXPECT(flush_work(&s.work));
	CONF_EXPECT_EQ(atomic_read(&s.nr_runs), 1);
	CONF_EXPECT(!flush_work(&s.work));
	queue_work(wq, &s.work);
	drain_workqueue(wq);
	CONF_EXPECT_EQ(atomic_read(&s.nr_runs), 2);
	CONF_EXPECT(schedule_work(&s.work));
	CONF_EXPECT(flush_work(&s.work));
	CONF_EXPECT_EQ(atomic_read(&s.nr_runs), 3);
	destroy_workqueue(wq);
	destroy_work_on_stack(&s.work);
}

struct late {
	struct delayed_work dw;
	struct completion done;
	unsigned long ran_at;
	int nr_runs;
};

static void late_run(struct work_struct *work)
{
	struct late *l = container_of(to_delayed_work(work), struct late, dw);

	l->ran_at = jiffies;
	l->nr_runs++;
	complete(&l->done);
}

static void late_init(struct late *l)
{
	memset(l, 0, sizeof(*l));
	init_completion(&l->done);
	INIT_DELAYED_WORK_ONSTACK(&l->dw, late_run);
}

static void delayed_work_is_not_early(void)
{
	struct workqueue_struct *wq = ordered();
	unsigned long start = jiffies;
	struct late l;

	late_init(&l);
	CONF_EXPECT(queue_delayed_work(wq, &l.dw, 6));
	CONF_EXPECT(delayed_work_pending(&l.dw));
	CONF_EXPECT(!queue_delayed_work(wq, &l.dw, 0));
	wait_for_completion(&l.done);
	CONF_EXPECT(l.ran_at - start >= 6);
	CONF_EXPECT_EQ(l.nr_runs, 1);
	CONF_EXPECT(queue_delayed_work(wq, &l.dw, 0));
	CONF_EXPECT(wait_for_completion_timeout(&l.done, 10 * HZ) > 0);
	destroy_workqueue(wq);
	destroy_delayed_work_on_stack(&l.dw);
}

static void delayed_work_is_moved_and_cancelled(void)
{
	struct workqueue_struct *wq = ordered();
	struct late l;

	late_init(&l);
	CONF_EXPECT(!cancel_delayed_work_sync(&l.dw));
	CONF_EXPECT(!mod_delayed_work(wq, &l.dw, 1000 * HZ));
	CONF_EXPECT(mod_delayed_work(wq, &l.dw, 2));
	CONF_EXPECT(wait_for_completion_timeout(&l.done, 10 * HZ) > 0);
	CONF_EXPECT(queue_delayed_work(wq, &l.dw, 1000 * HZ));
	CONF_EXPECT(cancel_delayed_work_sync(&l.dw));
	CONF_EXPECT(!delayed_work_pending(&l.dw));
	CONF_EXPECT(!cancel_delayed_work(&l.dw));
	CONF_EXPECT_EQ(l.nr_runs, 1);
	/* Flushing queues it at once. */
	CONF_EXPECT(queue_delayed_work(wq, &l.dw, 1000 * HZ));
	flush_delayed_work(&l.dw);
	CONF_EXPECT_EQ(l.nr_runs, 2);
	destroy_workqueue(wq);
	destroy_delayed_work_on_stack(&l.dw);
}

struct chainer {
	struct work_struct work;
	struct workqueue_struct *wq;
	int nr_left, nr_runs;
};

static void chainer_run(struct work_struct *work)
{
	struct chainer *c = container_of(work, struct chainer, work);

	c->nr_runs++;
	if (c->nr_left-- > 0)
		queue_work(c->wq, work);
}

static void destroy_drains_what_queues_itself(void)
{
	struct chainer c = { .wq = ordered(), .nr_left = 4 };

	INIT_WORK_ONSTACK(&c.work, chainer_run);
	queue_work(c.wq, &c.work);
	destroy_workqueue(c.wq);
	CONF_EXPECT_EQ(c.nr_runs, 5);
	destroy_work_on_stack(&c.work);
}

static const struct conf_case cases[] = {
	CONF_CASE(queueing_twice_is_once),
	CONF_CASE(queued_while_running_runs_again),
	CONF_CASE(ordered_runs_in_order),
	CONF_CASE(items_run_beside_each_other),
	CONF_CASE(max_active_is_a_limit),
	CONF_CASE(cancel_results),
	CONF_CASE(flush_results),
	CONF_CASE(delayed_work_is_not_early),
	CONF_CASE(delayed_work_is_moved_and_cancelled),
	CONF_CASE(destroy_drains_what_queues_itself),
	CONF_END,
};

const struct conf_suite conf_workqueue = { .name = "workqueue", .cases = cases };
