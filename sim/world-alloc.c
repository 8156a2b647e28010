// SPDX-License-Identifier: GPL-2.0-only
/*
 * The allocation that is to fail.
 *
 * From: fail_alloc() of a script; each boot, for what is left of the count.
 * To:   the shim, which asks before each allocation that may fail.
 */
#include "machine.h"
#include "swarm.h"
#include "world.h"

/* Allocations have no context argument: there is one world at a time. */
static s64 *nth_alloc_fails;

static bool alloc_fault(const char *site, u64 size_bytes)
{
	(void)site;
	(void)size_bytes;
	if (!*nth_alloc_fails || --*nth_alloc_fails)
		return false;
	swarm_fire("allocation");
	return true;
}

void world_fail_alloc(struct world *w, u64 nth)
{
	struct world_plan *plan = world_plan(w);

	if (nth)
		swarm_enable("allocation");
	plan->nth_alloc_fails = nth;
	nth_alloc_fails = &plan->nth_alloc_fails;
	machine_alloc_fault = nth && machine_is_on() ? alloc_fault : NULL;
}
