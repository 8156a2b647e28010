// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tasks that hang: nothing can run although somebody waits, waits of more than two
 * virtual minutes (F7.15), spinning without an owner that runs, loops without end.
 *
 * From: sched.c.   To: findings, with every task's name, wait and stack.
 */
#include "sched-task.h"

#include <linux/kernel.h>

#include "finding.h"
#include "host/finding-stop.h"

#define HUNG_NS (120ULL * 1000000000ULL)

static char text[7000];
static u64 last_look_ns;

static const char *state_name(const struct sched_task *t)
{
	if (t->is_dead)
		return "ended";
	if (t->spin_on)
		return "spins";
	if (t->is_queued || !t->is_blocked)
		return "runnable";
	if (t->task.__state & TASK_NOLOAD)
		return "idle";
	if (t->task.__state & TASK_UNINTERRUPTIBLE)
		return "waits (D)";
	return "waits (S)";
}

static size_t append_task(size_t used, const struct sched_task *t)
{
	char stack[1500];

	used += scnprintf(text + used, sizeof(text) - used, "\ntask %u '%s' %s%s%s:\n", t->number,
			  t->task.comm, state_name(t), t->waits_on ? " for " : "",
			  t->waits_on ? t->waits_on : "");
	finding_stack(t->fiber, stack, sizeof(stack));
	return used + scnprintf(text + used, sizeof(text) - used, "%s", stack);
}

static bool is_in_the_way(const struct sched_task *t)
{
	return t->is_started && !t->is_dead && !(t->is_irq && !t->spin_on && !t->is_queued);
}

static void report(const char *rule, const char *what)
{
	size_t used = scnprintf(text, sizeof(text), "%s", what);

	for (struct sched_task *t = sched_all_first; t; t = t->next_all)
		if (is_in_the_way(t))
			used = append_task(used, t);
	finding_report(rule, "%s", text);
}

static bool is_hanging(const struct sched_task *t)
{
	return t->is_started && t->is_blocked && (t->task.__state & TASK_UNINTERRUPTIBLE) &&
	       !(t->task.__state & TASK_NOLOAD);
}

/* A thread that nobody has woken since it was made waits as uninterruptibly as any. */
static bool waits_for_start(const struct sched_task *t)
{
	return t->task.kthread && !t->is_started && !t->is_dead;
}

/* Nothing is runnable and no alarm is set: whoever waits now waits for ever. */
void sched_report_idle(void)
{
	u32 nr_requests = sched_nr_outstanding ? sched_nr_outstanding() : 0;
	char what[120];

	for (struct sched_task *t = sched_all_first; t; t = t->next_all)
		if (is_hanging(t)) {
			scnprintf(what, sizeof(what),
				  "task '%s' waits, but nothing can run and nothing is due",
				  t->task.comm);
			report("hung-task", what);
			return;
		}
	if (!nr_requests)
		return;
	scnprintf(what, sizeof(what),
		  "%u requests are not completed, but nothing can run and nothing is due",
		  nr_requests);
	report("hung-task", what);
}

/* The instant, not after @until_ns, at which the first of those who wait now hangs. */
u64 sched_first_hang_ns(u64 until_ns)
{
	for (struct sched_task *t = sched_all_first; t; t = t->next_all)
		if ((is_hanging(t) || waits_for_start(t)) &&
		    t->blocked_since_ns + HUNG_NS < until_ns) {
			until_ns = t->blocked_since_ns + HUNG_NS;
			last_look_ns = 0; /* look again there */
		}
	return until_ns;
}

void sched_report_long_waits(void)
{
	u64 now_ns = clock_now_ns();
	char what[120];

	if (now_ns < last_look_ns)
		last_look_ns = 0;
	if (now_ns - last_look_ns < SCHED_LOOK_NS)
		return;
	last_look_ns = now_ns;
	for (struct sched_task *t = sched_all_first; t; t = t->next_all)
		if ((is_hanging(t) || waits_for_start(t)) &&
		    now_ns - t->blocked_since_ns >= HUNG_NS) {
			scnprintf(what, sizeof(what),
				  "task '%s' has waited for more than 120 virtual seconds",
				  t->task.comm);
			report("hung-task", what);
			return;
		}
}

void sched_report_spinning(void)
{
	report("spin-deadlock", "a task spins on a lock that nobody who can run will release");
}

void sched_report_lockup(void)
{
	report("soft-lockup", "tasks run on and on while virtual time stands still");
}
