// SPDX-License-Identifier: GPL-2.0-only
/*
 * The end of a run: what nobody asks for in words.
 *
 * From: run.c, after the script; whoever drives a world without one.
 * To:   request.c reads all back; world.c removes the devices and takes the census.
 */
#include "finish.h"

#include "clock.h"
#include "disk.h"
#include "driver.h"
#include "finding.h"
#include "judge.h"
#include "machine.h"
#include "request.h"
#include "trouble.h"
#include "user.h"
#include "world.h"

struct resume_call {
	struct world *world;
	struct world_device *dev;
};

static void resume_fn(void *arg)
{
	struct resume_call *call = arg;

	world_wakes_up(call->world, call->dev);
	if (!dmsetup_resume(call->dev->name))
		call->dev->is_suspended = false;
}

static void close_fn(void *arg)
{
	struct world_device *dev = arg;

	for (; dev->nr_open; dev->nr_open--)
		user_close(dev->name);
}

/* What a script that trouble ended early would have closed. */
static void close_devices(struct world *w)
{
	struct world_plan *plan = world_plan(w);
	u32 i;

	for (i = 0; i < plan->nr_devices && machine_is_on(); i++)
		if (plan->devices[i].nr_open && plan->devices[i].is_live)
			machine_call("close", close_fn, &plan->devices[i]);
}

static bool may_be_dead(struct world *w, const struct world_device *dev)
{
	return dev->judge && (judge_may_be_dead(dev->judge) ||
			      (trouble_came(w) && judge_is_half_blind(dev->judge)));
}

static void clear_faults(struct world *w)
{
	u32 i;

	for (i = 0; i < world_nr_disks(w); i++)
		world_clear_faults(w, disk_nth(i));
}

/* A dead device lost its RAM: what was promised must be there for its successor. */
static bool replace_dead(struct world *w)
{
	struct world_plan *plan = world_plan(w);
	bool is_good = true, is_any_dead = false;
	u32 i;

	for (i = 0; i < plan->nr_devices; i++)
		is_any_dead |= may_be_dead(w, &plan->devices[i]);
	clear_faults(w);
	if (is_any_dead)
		is_good = world_remove_devices(w);
	if (is_any_dead && is_good && plan->is_calm)
		trouble_cut(w);
	if (plan->is_calm)
		trouble_is_over(w);
	return is_good;
}

/* A script that ended early has left another target there, which lacks what is cached. */
static bool is_other_target(struct world *w, const struct world_device *dev)
{
	struct driver_parts parts;

	driver_parse_table(dev->table, &parts);
	return world_plan(w)->has_ended_early && !parts.ssd[0] && judge_has_cache(dev->judge);
}

static bool read_back_device(struct world *w, struct world_device *dev)
{
	struct resume_call call = { w, dev };

	if (!dev->is_live || !dev->judge || is_other_target(w, dev))
		return true;
	if (dev->is_suspended)
		machine_call("dmsetup", resume_fn, &call);
	if (finding_first() || dev->is_suspended)
		return !finding_first();
	return request_read_back(w, dev);
}

static bool read_back(struct world *w)
{
	struct world_plan *plan = world_plan(w);
	u32 i;

	if (!replace_dead(w))
		return false;
	world_raise(w, plan->devices[0].name);
	if (finding_first())
		return false;
	for (i = 0; i < plan->nr_devices; i++)
		if (!read_back_device(w, &plan->devices[i]))
			return false;
	return true;
}

static bool has_wanted_device(const struct world_plan *plan)
{
	u32 i;

	for (i = 0; i < plan->nr_devices; i++)
		if (plan->devices[i].is_wanted)
			return true;
	return false;
}

static bool may_be_cut(const struct world_plan *plan)
{
	return has_wanted_device(plan) && !plan->has_no_readback && !plan->has_no_removal &&
	       !plan->was_poked;
}

enum crash_result finish_cuts(struct world *w, u32 nr, struct crash_point *stop)
{
	const struct crash_spec spec = { .model = crash_default_model,
					 .bound = 1,
					 .is_anywhere = true };
	struct world_plan *plan = world_plan(w);
	enum crash_result result = CRASH_DONE;

	while (result == CRASH_DONE && plan->nr_wide_cuts < nr && may_be_cut(plan)) {
		clear_faults(w);
		world_raise(w, plan->devices[0].name);
		if (finding_first())
			break;
		result = crash_cut(w, &spec, stop);
	}
	if (result == CRASH_STOPPED)
		stop->is_added = true;
	return result;
}

/* What a script has broken on purpose and had no time to mend is nobody's promise. */
static bool must_read_back(const struct world_plan *plan)
{
	return has_wanted_device(plan) && !plan->has_no_readback &&
	       !(plan->was_poked && plan->has_ended_early);
}

static bool finish_once(struct world *w)
{
	struct world_plan *plan = world_plan(w);

	if (must_read_back(plan) && !read_back(w))
		return false;
	if (plan->has_no_removal) {
		if (machine_is_on())
			machine_cut();
		return true;
	}
	return !machine_is_on() || world_shutdown(w);
}

/* An I/O that is still on its way may be one that fails, and only then kills its device. */
static void let_trouble_arrive(void)
{
	u64 until_ns = clock_now_ns() + 1000000000;
	enum machine_stop stop = MACHINE_WOKEN;

	while (machine_is_on() && stop == MACHINE_WOKEN && !finding_first())
		stop = machine_run(until_ns);
}

/*
 * Trouble may come while all is read back and removed, too. What was promised then has to
 * be there once it is over.
 */
bool finish_world(struct world *w)
{
	if (trouble_came(w)) {
		trouble_calm(w);
		let_trouble_arrive();
		close_devices(w);
	}
	if (!finish_once(w))
		return false;
	if (world_plan(w)->is_calm || !trouble_came(w))
		return true;
	trouble_calm(w);
	return finish_once(w);
}
