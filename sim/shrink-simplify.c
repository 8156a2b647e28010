// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is left becomes plainer: fewer options, smaller sizes and numbers, offsets near
 * zero, a cut that says less, no tasks where none are needed.
 *
 * From: shrink.c.   To: shrink-search.c.
 *
 * Each pass is a list of edits. An edit changes a copy of the plan in the @nth way that it
 * knows, or says that there is no such way.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shrink-plan.h"
#include "shrink-search.h"
#include "size.h"

#define BLOCK_BYTES 4096
#define MAX_BLOCKS 1024

enum edit { EDIT_DONE, EDIT_NOTHING, EDIT_NO_MORE };

/* All steps of a copy: what an edit gets. */
struct draft {
	struct plan *plan;
	struct step **units;
	size_t nr;
};

static bool try_edits(struct search *s, enum edit (*edit)(struct draft *d, size_t nth))
{
	bool has_changed = false;
	enum edit done;
	size_t nth = 0;

	while (!search_is_over(s)) {
		struct draft d = { .plan = plan_clone(s->plan) };

		d.nr = plan_units(d.plan, &d.units);
		done = edit(&d, nth);
		free(d.units);
		if (done == EDIT_DONE && search_try(s, d.plan)) {
			has_changed = true; /* the next way has this number now */
			continue;
		}
		if (done != EDIT_DONE)
			plan_destroy(d.plan);
		if (done == EDIT_NO_MORE)
			break;
		nth++;
	}
	return has_changed;
}

/* --- options --- */

static bool is_named(const struct value *v)
{
	return v->kind == VALUE_TABLE && v->nr_fields && v->fields[v->nr_fields - 1].name;
}

/* The @nth field with a name of any table of any step. */
static struct value *nth_field(struct draft *d, size_t nth, u32 *field, struct step **step)
{
	size_t i;
	u32 k, f;

	for (i = 0; i < d->nr; i++) {
		for (k = 0; k < d->units[i]->nr_args; k++) {
			struct value *v = &d->units[i]->args[k];

			if (!is_named(v))
				continue;
			for (f = 0; f < v->nr_fields && nth; f++)
				nth--;
			if (f == v->nr_fields)
				continue;
			*field = f;
			*step = d->units[i];
			return v;
		}
	}
	return NULL;
}

/* Without these the standard device comes, which is larger. */
static bool is_geometry(const char *name)
{
	return !strcmp(name, "order") || !strcmp(name, "segments");
}

static enum edit drop_option(struct draft *d, size_t nth)
{
	struct step *step;
	struct value *v;
	u32 field;

	v = nth_field(d, nth, &field, &step);
	if (!v)
		return EDIT_NO_MORE;
	if (step_is(step, "device") && is_geometry(v->fields[field].name))
		return EDIT_NOTHING;
	if (!strcmp(v->fields[field].name, "may_fail") && plan_has_trouble(d->plan))
		return EDIT_NOTHING;
	value_remove(v, field);
	if (!v->nr_fields && step->nr_args > 1 && v == &step->args[step->nr_args - 1])
		value_exit(&step->args[--step->nr_args]);
	return EDIT_DONE;
}

/* 1, a half; one less where that is a step. */
static enum edit lower_option(struct draft *d, size_t nth)
{
	struct step *step;
	struct value *v;
	u32 field;
	s64 now, then;

	v = nth_field(d, nth / 3, &field, &step);
	if (!v)
		return EDIT_NO_MORE;
	v = &v->fields[field].value;
	now = v->number;
	then = nth % 3 == 0 ? 1 : nth % 3 == 1 ? now / 2 : now - 1;
	if (v->kind != VALUE_INT || then < 1 || then >= now || (nth % 3 == 2 && now > 16))
		return EDIT_NOTHING;
	v->number = then;
	return EDIT_DONE;
}

/* Where there is trouble, a word that succeeds may be the very fault. */
static enum edit trust_call(struct draft *d, size_t nth)
{
	if (nth >= d->nr || plan_has_trouble(d->plan))
		return EDIT_NO_MORE;
	if (!d->units[nth]->is_failing)
		return EDIT_NOTHING;
	d->units[nth]->is_failing = false;
	return EDIT_DONE;
}

/* --- sizes and offsets --- */

/* From the plainest on; whatever is not here is less plain, the larger the less. */
static const s64 plain_sizes[] = { 4096, 512, 8192, 1024, 2048 };
#define NR_PLAIN_SIZES (sizeof(plain_sizes) / sizeof(plain_sizes[0]))

static size_t size_rank(s64 bytes)
{
	size_t i;

	for (i = 0; i < NR_PLAIN_SIZES; i++)
		if (plain_sizes[i] == bytes)
			return i;
	return NR_PLAIN_SIZES + bytes / 512;
}

static enum edit plain_size(struct draft *d, size_t nth)
{
	struct step *step = nth / 7 < d->nr ? d->units[nth / 7] : NULL;
	s64 now, then;

	if (!step)
		return EDIT_NO_MORE;
	if (!step_has_range(step))
		return EDIT_NOTHING;
	now = step->args[1].number;
	if (nth % 7 < NR_PLAIN_SIZES)
		then = plain_sizes[nth % 7];
	else
		then = nth % 7 == 5 ? now / 1024 * 512 : now - 512;
	if (then < 512 || size_rank(then) >= size_rank(now))
		return EDIT_NOTHING;
	step->args[1].number = then;
	return EDIT_DONE;
}

/* Whole blocks before parts, the first ones before others. */
static s64 offset_rank(s64 bytes)
{
	return bytes % BLOCK_BYTES ? (1ll << 40) + bytes : bytes;
}

static enum edit plain_offset(struct draft *d, size_t nth)
{
	struct step *step = nth / 5 < d->nr ? d->units[nth / 5] : NULL;
	s64 now, block, then[5];

	if (!step)
		return EDIT_NO_MORE;
	if (!step_has_range(step))
		return EDIT_NOTHING;
	now = step->args[0].number;
	block = now / BLOCK_BYTES;
	then[0] = 0;
	then[1] = block * BLOCK_BYTES;
	then[2] = (block + 1) * BLOCK_BYTES;
	then[3] = block / 2 * BLOCK_BYTES;
	then[4] = block * BLOCK_BYTES + 512;
	if (offset_rank(then[nth % 5]) >= offset_rank(now))
		return EDIT_NOTHING;
	step->args[0].number = then[nth % 5];
	return EDIT_DONE;
}

/* All at once, so that what overlaps still does: each request grows to whole blocks. */
static enum edit whole_blocks(struct draft *d, size_t nth)
{
	bool has_changed = false;
	s64 begin, end;
	size_t i;

	if (nth)
		return EDIT_NO_MORE;
	for (i = 0; i < d->nr; i++) {
		struct value *args = d->units[i]->args;

		if (!step_has_range(d->units[i]))
			continue;
		begin = args[0].number / BLOCK_BYTES * BLOCK_BYTES;
		end = (args[0].number + args[1].number + BLOCK_BYTES - 1) / BLOCK_BYTES *
		      BLOCK_BYTES;
		has_changed |= begin != args[0].number || end - begin != args[1].number;
		args[0].number = begin;
		args[1].number = end - begin;
	}
	return has_changed ? EDIT_DONE : EDIT_NOTHING;
}

static int compare_numbers(const void *a, const void *b)
{
	s64 x = *(const s64 *)a, y = *(const s64 *)b;

	return x < y ? -1 : x > y;
}

/* The blocks that any request touches, ascending, each once. */
static size_t touched_blocks(const struct draft *d, s64 *blocks)
{
	size_t i, nr = 0, kept = 0;
	s64 at, end;

	for (i = 0; i < d->nr; i++) {
		if (!step_has_range(d->units[i]))
			continue;
		at = d->units[i]->args[0].number / BLOCK_BYTES;
		end = (d->units[i]->args[0].number + d->units[i]->args[1].number - 1) / BLOCK_BYTES;
		for (; at <= end && nr < MAX_BLOCKS; at++)
			blocks[nr++] = at;
	}
	qsort(blocks, nr, sizeof(*blocks), compare_numbers);
	for (i = 0; i < nr; i++)
		if (!kept || blocks[kept - 1] != blocks[i])
			blocks[kept++] = blocks[i];
	return kept;
}

/* All at once, so that what overlaps still does: the blocks that are used become 0, 1, … */
static enum edit close_gaps(struct draft *d, size_t nth)
{
	static s64 blocks[MAX_BLOCKS];
	size_t nr = touched_blocks(d, blocks), i;
	bool has_changed = false;

	if (nth)
		return EDIT_NO_MORE;
	for (i = 0; i < d->nr; i++) {
		s64 *offset = &d->units[i]->args[0].number, block, *at;

		if (!step_has_range(d->units[i]))
			continue;
		block = *offset / BLOCK_BYTES;
		at = bsearch(&block, blocks, nr, sizeof(*blocks), compare_numbers);
		if (!at)
			return EDIT_NOTHING;
		has_changed |= at - blocks != block;
		*offset = (at - blocks) * BLOCK_BYTES + *offset % BLOCK_BYTES;
	}
	return has_changed ? EDIT_DONE : EDIT_NOTHING;
}

/* --- words --- */

static void set_text(struct value *v, const char *text)
{
	value_exit(v);
	*v = value_of_text(text, strlen(text));
}

/* A cut that says less, or where nothing is left to chance. */
static enum edit plain_cut(struct draft *d, size_t nth)
{
	static const char *const models[] = { "none", "all" };
	struct step *step = nth / 3 < d->nr ? d->units[nth / 3] : NULL;
	struct value options = { .kind = VALUE_TABLE };

	if (!step)
		return EDIT_NO_MORE;
	if (!step_is(step, "cut") || !step->nr_args || step->args[0].kind != VALUE_TEXT ||
	    !strncmp(step->args[0].text, "now", 3))
		return EDIT_NOTHING;
	if (nth % 3 == 2) {
		if (!strcmp(step->args[0].text, "anywhere"))
			return EDIT_NOTHING;
		set_text(&step->args[0], "anywhere");
		return EDIT_DONE;
	}
	set_text(&step->args[0], "now");
	while (step->nr_args > 1)
		value_exit(&step->args[--step->nr_args]);
	value_set(&options, "model", value_of_text(models[nth % 3], strlen(models[nth % 3])));
	step_add_arg(step, options);
	return EDIT_DONE;
}

static enum edit plain_write(struct draft *d, size_t nth)
{
	struct step *step = nth < d->nr ? d->units[nth] : NULL;

	if (!step)
		return EDIT_NO_MORE;
	if (!step_is(step, "fua"))
		return EDIT_NOTHING;
	free(step->word);
	step->word = strdup("write");
	return EDIT_DONE;
}

static enum edit shorter_sleep(struct draft *d, size_t nth)
{
	static const char *const shorter[] = { "1ms", "10ms", "100ms", "1s" };
	struct step *step = nth / 4 < d->nr ? d->units[nth / 4] : NULL;
	u64 now, then;

	if (!step)
		return EDIT_NO_MORE;
	if (!step_is(step, "sleep") || step->args[0].kind != VALUE_TEXT ||
	    !duration_parse(step->args[0].text, &now) || !duration_parse(shorter[nth % 4], &then) ||
	    then >= now)
		return EDIT_NOTHING;
	set_text(&step->args[0], shorter[nth % 4]);
	return EDIT_DONE;
}

bool shrink_simplify(struct search *s)
{
	bool has_changed = false;

	has_changed |= try_edits(s, drop_option);
	has_changed |= try_edits(s, trust_call);
	has_changed |= try_edits(s, plain_cut);
	has_changed |= try_edits(s, plain_write);
	has_changed |= try_edits(s, close_gaps);
	has_changed |= try_edits(s, whole_blocks);
	has_changed |= try_edits(s, plain_size);
	has_changed |= try_edits(s, plain_offset);
	has_changed |= try_edits(s, close_gaps);
	has_changed |= try_edits(s, lower_option);
	has_changed |= try_edits(s, shorter_sleep);
	return has_changed;
}

/* --- the device --- */

#define SMALLEST_ORDER 4

/* Disks are declared before devices. */
static u32 first_use(const struct plan *plan)
{
	u32 i = 0;

	while (i < plan->main.nr && step_is(plan->main.steps[i], "disk"))
		i++;
	return i;
}

/* The device that the script declares, or a declaration of the standard one in front. */
static struct step *need_device(struct plan *plan)
{
	struct step **units, *device = NULL;
	size_t nr = plan_units(plan, &units), i;

	for (i = 0; i < nr && !device; i++)
		if (step_is(units[i], "device"))
			device = units[i];
	for (i = 0; i < nr && !device; i++)
		if (step_is(units[i], "dm.create"))
			break;
	free(units);
	if (device || i < nr)
		return device;
	device = step_create(STEP_WORD, "device");
	step_add_arg(device, (struct value){ .kind = VALUE_TABLE });
	block_insert(&plan->main, first_use(plan), device);
	return device;
}

/* Fewer segments than now? */
static bool is_smaller(const struct value *geometry, s64 nr_segments)
{
	const struct value *now = value_get(geometry, "segments");

	return !now || (now->kind == VALUE_INT && nr_segments < now->number);
}

static bool try_geometry(struct search *s, s64 order, s64 nr_segments)
{
	struct plan *plan = plan_clone(s->plan);
	struct step *device = need_device(plan);

	if (!device || !device->nr_args || !is_smaller(&device->args[0], nr_segments)) {
		plan_destroy(plan);
		return false;
	}
	if (order)
		value_set(&device->args[0], "order", value_of_int(order));
	value_set(&device->args[0], "segments", value_of_int(nr_segments));
	return search_try(s, plan);
}

/* Of the smallest order first, then of the one that there is. */
bool shrink_device(struct search *s)
{
	static const s64 nr_segments[] = { 2, 4, 8, 16 };
	size_t i;

	for (i = 0; i < sizeof(nr_segments) / sizeof(nr_segments[0]); i++)
		if (try_geometry(s, SMALLEST_ORDER, nr_segments[i]) ||
		    try_geometry(s, 0, nr_segments[i]))
			return true;
	return false;
}

/* --- flattening --- */

/* What the list said for all of its requests, each says for itself. */
static void hand_down(struct step *list)
{
	const struct value *dev = value_get(&list->args[0], "dev");
	struct step *step;
	u32 i;

	for (i = 0; i < list->inside.nr; i++) {
		step = list->inside.steps[i];
		step->is_failing = value_get(&list->args[0], "may_fail") != NULL;
		if (!dev)
			continue;
		if (!step->nr_args || step->args[step->nr_args - 1].kind != VALUE_TABLE)
			step_add_arg(step, (struct value){ .kind = VALUE_TABLE });
		value_set(&step->args[step->nr_args - 1], "dev", value_copy(dev));
	}
}

static bool unfold_in(struct block *block, size_t *nth)
{
	u32 i;

	for (i = 0; i < block->nr; i++) {
		struct step *step = block->steps[i];

		if ((step->kind == STEP_SPAWN || step->kind == STEP_TOGETHER) && !(*nth)--) {
			if (step->kind == STEP_TOGETHER)
				hand_down(step);
			block_replace(block, i, &step->inside);
			return true;
		}
		if (unfold_in(&step->inside, nth))
			return true;
	}
	return false;
}

static size_t nr_foldings(const struct draft *d)
{
	size_t i, nr = 0;

	for (i = 0; i < d->nr; i++)
		nr += d->units[i]->kind == STEP_SPAWN || d->units[i]->kind == STEP_TOGETHER;
	return nr;
}

/* First all, then each. */
static enum edit unfold(struct draft *d, size_t nth)
{
	size_t nr = nr_foldings(d), at;

	if (!nr || nth > nr)
		return EDIT_NO_MORE;
	if (nth) {
		at = nth - 1;
		unfold_in(&d->plan->main, &at);
		return EDIT_DONE;
	}
	for (at = 0; unfold_in(&d->plan->main, &at); at = 0)
		;
	return EDIT_DONE;
}

bool shrink_flatten(struct search *s)
{
	return try_edits(s, unfold);
}

/* --- names --- */

static void rename_payloads(struct draft *d)
{
	size_t i, nr = 0;
	char name[24];

	for (i = 0; i < d->nr; i++) {
		struct step *step = d->units[i];

		if ((!step_is(step, "write") && !step_is(step, "fua")) || step->nr_args < 3 ||
		    step->args[2].kind != VALUE_TEXT)
			continue;
		snprintf(name, sizeof(name), nr < 26 ? "%c" : "%c%zu", (char)('A' + nr % 26),
			 nr / 26);
		set_text(&step->args[2], name);
		nr++;
	}
}

/* Not if the script itself compares names. */
bool shrink_rename(struct search *s)
{
	struct draft d = { .plan = plan_clone(s->plan) };

	if (!strcmp(s->id.rule, "expect")) {
		plan_destroy(d.plan);
		return false;
	}
	d.nr = plan_units(d.plan, &d.units);
	rename_payloads(&d);
	free(d.units);
	return search_try(s, d.plan);
}
