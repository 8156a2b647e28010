// SPDX-License-Identifier: GPL-2.0-only
/*
 * Devices that are suspended: the observer and the quiet oracle watch over their sleep.
 *
 * From: script-dm.c and finish.c.
 * To:   judge.c, quiet.c.
 */
#include "world.h"

#include "judge.h"

static bool is_awake(const struct world_device *dev)
{
	return dev->is_live && dev->judge && !dev->is_suspended;
}

void world_fell_asleep(struct world *w, struct world_device *dev)
{
	struct world_plan *plan = world_plan(w);
	struct world_device *other;

	dev->is_suspended = true;
	if (!dev->judge)
		return;
	judge_suspended(dev->judge, true);
	for (other = plan->devices; other < plan->devices + plan->nr_devices; other++)
		if (is_awake(other))
			return;
	quiet_begin(&dev->quiet, dev->name);
}

/* Whatever moves from now on may be this one. */
void world_wakes_up(struct world *w, struct world_device *dev)
{
	quiet_end(&dev->quiet, dev->name);
	world_is_woken(w);
	if (dev->judge)
		judge_suspended(dev->judge, false);
}

void world_is_woken(struct world *w)
{
	struct world_plan *plan = world_plan(w);
	u32 i;

	for (i = 0; i < plan->nr_devices; i++)
		quiet_forget(&plan->devices[i].quiet);
}
