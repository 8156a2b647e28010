// SPDX-License-Identifier: GPL-2.0-only
/*
 * Whole steps go: halves first, then quarters, down to single ones, from the end to the
 * begin, again and again until nothing more can go.
 *
 * From: shrink.c.   To: shrink-search.c.
 *
 * Going from the end, what happened after the power cut's instant goes first and cheaply.
 * A small device stays until the end: without it many requests are needed to fill one.
 */
#include <stdlib.h>

#include "shrink-plan.h"
#include "shrink-search.h"

static struct plan *without(const struct plan *plan, size_t begin, size_t end)
{
	struct plan *copy = plan_clone(plan);
	struct step **units;
	size_t nr = plan_units(copy, &units), i;

	for (i = begin; i < end && i < nr; i++)
		units[i]->is_deleted = !step_is(units[i], "device");
	free(units);
	return copy;
}

static size_t nr_units(const struct plan *plan)
{
	struct step **units;
	size_t nr = plan_units(plan, &units);

	free(units);
	return nr;
}

static bool delete_chunks(struct search *s, size_t chunk)
{
	size_t end = nr_units(s->plan), begin;
	bool has_shrunk = false;

	while (end > 0 && !search_is_over(s)) {
		begin = end > chunk ? end - chunk : 0;
		if (search_try(s, without(s->plan, begin, end)))
			has_shrunk = true;
		end = begin;
	}
	return has_shrunk;
}

bool shrink_delete(struct search *s)
{
	size_t chunk = (nr_units(s->plan) + 1) / 2;
	bool has_shrunk = false;

	while (chunk && !search_is_over(s)) {
		has_shrunk |= delete_chunks(s, chunk);
		chunk /= 2;
	}
	return has_shrunk;
}

bool shrink_device_away(struct search *s)
{
	struct plan *copy = plan_clone(s->plan);
	struct step **units;
	size_t nr = plan_units(copy, &units), i;
	bool has_device = false;

	for (i = 0; i < nr; i++)
		if (step_is(units[i], "device"))
			has_device = units[i]->is_deleted = true;
	free(units);
	if (has_device)
		return search_try(s, copy);
	plan_destroy(copy);
	return false;
}
