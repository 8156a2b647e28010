// SPDX-License-Identifier: GPL-2.0-only
/*
 * Power on, power off, and what a user's tasks need: machine.h.
 *
 * From: the harness, on the host stack.
 * To:   each subsystem's boot and census (boot.h), the modules' init and exit.
 */
#include "boot.h"

#include <linux/kernel.h>
#include <linux/string.h>

#include "event.h"
#include "finding.h"
#include "host/oops.h"
#include "memory.h"
#include "module-load.h"
#include "sched-task.h"

extern const struct shim_subsystem *const __start_shim_subsystems[];
extern const struct shim_subsystem *const __stop_shim_subsystems[];

bool (*machine_alloc_fault)(const char *site, u64 size_bytes);
void (*machine_alloc_listener)(const char *site, u64 size_bytes);

static bool is_on;
static u64 nr_switches_before;

#define MAX_SUBSYSTEMS 64

static const struct shim_subsystem *ordered[MAX_SUBSYSTEMS];
static int nr_subsystems;

static void order_subsystems(void)
{
	int nr = __stop_shim_subsystems - __start_shim_subsystems;

	for (nr_subsystems = 0; nr_subsystems < nr; nr_subsystems++) {
		const struct shim_subsystem *s = __start_shim_subsystems[nr_subsystems];
		int i = nr_subsystems;

		for (; i > 0 && (ordered[i - 1]->order > s->order ||
				 (ordered[i - 1]->order == s->order &&
				  strcmp(ordered[i - 1]->name, s->name) > 0));
		     i--)
			ordered[i] = ordered[i - 1];
		ordered[i] = s;
	}
}

/* --- users' tasks --- */

struct user_call {
	void (*fn)(void *arg);
	void *arg;
	bool is_done;
};

static void user_call_run(void *arg)
{
	struct user_call *call = arg;

	call->fn(call->arg);
	call->is_done = true;
	machine_wake();
}

void machine_spawn(const char *name, void (*fn)(void *arg), void *arg)
{
	sched_task_start(sched_task_create(name, SCHED_PROCESS, fn, arg));
}

/* Whoever polls for what never comes is no hung task: it runs now and then. */
#define CALL_LIMIT_NS (3600ULL * 1000000000ULL)

enum machine_stop machine_call(const char *name, void (*fn)(void *arg), void *arg)
{
	struct user_call call = { fn, arg, false };
	enum machine_stop stop = MACHINE_WOKEN;
	u64 limit_ns = clock_now_ns() + CALL_LIMIT_NS;
	bool was_woken = false;

	machine_spawn(name, user_call_run, &call);
	while (!call.is_done && stop == MACHINE_WOKEN) {
		stop = sched_run_machine(limit_ns);
		was_woken |= !call.is_done;
	}
	if (stop == MACHINE_TIME) {
		finding_report("liveness", "'%s' has not ended within an hour of virtual time",
			       name);
		stop = MACHINE_FINDING;
	}
	if (was_woken && stop == MACHINE_WOKEN)
		machine_wake();
	return stop;
}

enum machine_stop machine_run(u64 limit_ns)
{
	return sched_run_machine(limit_ns);
}

/* --- power --- */

static void init_modules(void *arg)
{
	*(int *)arg = module_init_all();
}

static void exit_modules(void *arg)
{
	module_exit_all();
}

/* The first boot of a run: the counters begin. */
static void count_anew(void)
{
	static u64 counted_run = ~0ULL;

	if (event_run() == counted_run)
		return;
	counted_run = event_run();
	nr_switches_before = sched_nr_switches();
	memory_stats_begin();
}

int machine_boot(const struct machine_config *config)
{
	static const struct machine_config defaults;
	int error = 0;

	if (!config)
		config = &defaults;
	if (!nr_subsystems) {
		order_subsystems();
		oops_init();
	}
	oops_watch();
	clock_reset(config->hz);
	sched_reset(config->is_lazy_preempt);
	count_anew();
	arena_init(config->memory_bytes);
	event_log(EVENT_BOOT, 0, 0, 0, 0);
	for (int i = 0; i < nr_subsystems; i++)
		if (ordered[i]->boot)
			ordered[i]->boot();
	module_restore_all();
	is_on = true;
	machine_call("insmod", init_modules, &error);
	return error;
}

void machine_cut(void)
{
	event_log(EVENT_CUT, 0, event_boundary(), 0, 0);
	sched_reset(false);
	clock_reset(0);
	is_on = false;
}

void machine_shutdown(void)
{
	/* What is runnable at this instant ends first; what is armed later is a leak. */
	if (machine_call("rmmod", exit_modules, NULL) != MACHINE_FINDING)
		machine_run(clock_now_ns());
	for (int i = nr_subsystems - 1; i >= 0; i--)
		if (ordered[i]->census && !finding_first())
			ordered[i]->census();
	sched_reset(false);
	clock_reset(0);
	is_on = false;
}

bool machine_is_on(void)
{
	return is_on;
}

void machine_stats_get(struct machine_stats *stats)
{
	memset(stats, 0, sizeof(*stats));
	stats->nr_steps = choice_tracks[CHOICE_PREEMPT].idx + choice_tracks[CHOICE_TASK].idx;
	stats->nr_switches = sched_nr_switches() - nr_switches_before;
	memory_stats_get(stats);
}
