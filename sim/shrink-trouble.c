// SPDX-License-Identifier: GPL-2.0-only
/*
 * Trouble that is on the tape alone becomes a word of the script.
 *
 * From: shrink.c, where a tape lets an I/O or an allocation fail that the script knows
 *	 nothing of.
 * To:   shrink-search.c: fault() or fail_alloc() in many places, until one of them shows
 *	 the finding without the tape.
 *
 * What stands in the script can be read, and it can be shrunk with the rest.
 */
#include <string.h>

#include "disk.h"
#include "shrink-plan.h"
#include "shrink-search.h"

#define MAX_NTH_IO 64
#define MAX_NTH_ALLOC 300
#define MAX_PLACES 200

static const char *const disks[] = { "ssd", "hdd" };
static const char *const ops[] = { "write", "read", "flush", "discard" };
#define NR_DISKS (sizeof(disks) / sizeof(disks[0]))
#define NR_OPS (sizeof(ops) / sizeof(ops[0]))

static struct value text_value(const char *text)
{
	return value_of_text(text, strlen(text));
}

/* Disks and the device are declared first. */
static u32 first_place(const struct plan *plan)
{
	u32 i = 0;

	while (i < plan->main.nr &&
	       (step_is(plan->main.steps[i], "disk") || step_is(plan->main.steps[i], "device")))
		i++;
	return i;
}

/* Takes @step, which becomes part of a copy. */
static bool try_step(struct search *s, const struct plan *plan, u32 place, struct step *step)
{
	struct plan *copy = plan_clone(plan);

	block_insert(&copy->main, place, step);
	plan_expect_trouble(copy);
	return search_begin_by_seed(s, copy);
}

/* fault(disk, {op=…, nth=…, errno=…}); NULL and 0: not said */
static struct step *fault_step(const char *disk, const char *op, u32 nth, const char *error)
{
	struct step *step = step_create(STEP_WORD, "fault");
	struct value options = { .kind = VALUE_TABLE };

	if (op)
		value_set(&options, "op", text_value(op));
	if (nth)
		value_set(&options, "nth", value_of_int(nth));
	value_set(&options, "errno", text_value(error));
	step_add_arg(step, text_value(disk));
	step_add_arg(step, options);
	return step;
}

static bool try_once(struct search *s, const struct plan *plan, const char *error)
{
	u32 place = first_place(plan), i, nth;

	for (nth = 1; nth <= MAX_NTH_IO && !search_is_over(s); nth++)
		for (i = 0; i < NR_DISKS * NR_OPS; i++)
			if (try_step(s, plan, place,
				     fault_step(disks[i / NR_OPS], ops[i % NR_OPS], nth, error)))
				return true;
	return false;
}

/* From some request on everything fails. */
static bool try_for_good(struct search *s, const struct plan *plan, const char *error)
{
	u32 place = first_place(plan), i;

	for (; place <= plan->main.nr && place < MAX_PLACES && !search_is_over(s); place++)
		for (i = 0; i < NR_DISKS; i++)
			if (try_step(s, plan, place, fault_step(disks[i], NULL, 0, error)))
				return true;
	return false;
}

static bool try_alloc(struct search *s, const struct plan *plan)
{
	u32 places[] = { 0, first_place(plan) }, i, nth;
	struct step *step;

	for (nth = 1; nth <= MAX_NTH_ALLOC && !search_is_over(s); nth++) {
		for (i = 0; i < 2; i++) {
			step = step_create(STEP_WORD, "fail_alloc");
			step_add_arg(step, value_of_int(nth));
			if (try_step(s, plan, places[i], step))
				return true;
		}
	}
	return false;
}

bool tape_has_trouble(const struct tape *tape)
{
	size_t i;

	for (i = 0; i < tape->nr_entries; i++)
		if (tape->entries[i].kind == CHOICE_TROUBLE ||
		    tape->entries[i].kind == CHOICE_ALLOC)
			return true;
	return false;
}

bool shrink_trouble(struct search *s, const struct plan *plan, const struct tape *tape)
{
	const struct choice_entry *e;
	const char *error;

	for (e = tape->entries; e < tape->entries + tape->nr_entries; e++) {
		if (e->kind == CHOICE_ALLOC && try_alloc(s, plan))
			return true;
		if (e->kind != CHOICE_TROUBLE)
			continue;
		error = strerrorname_np(-disk_trouble_errno(e->value));
		if (!error)
			continue;
		if (!disk_trouble_is_for_good(e->value) && try_once(s, plan, error))
			return true;
		if (try_for_good(s, plan, error) || try_once(s, plan, error))
			return true;
	}
	return false;
}
