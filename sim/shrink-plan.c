// SPDX-License-Identifier: GPL-2.0-only
/*
 * A plan: the words of a run as a tree.
 *
 * From: shrink-record.c, which makes it; shrink-delete.c and shrink-simplify.c, which cut
 *	 it down.
 * To:   shrink-print.c.
 */
#include "shrink-plan.h"

#include <stdlib.h>
#include <string.h>

/* --- values --- */

void value_exit(struct value *v)
{
	u32 i;

	for (i = 0; i < v->nr_fields; i++) {
		free(v->fields[i].name);
		value_exit(&v->fields[i].value);
	}
	free(v->fields);
	free(v->text);
	*v = (struct value){ .kind = VALUE_NIL };
}

struct value value_of_int(s64 number)
{
	return (struct value){ .kind = VALUE_INT, .number = number };
}

struct value value_of_text(const char *text, size_t text_bytes)
{
	struct value v = { .kind = VALUE_TEXT, .text_bytes = text_bytes };

	v.text = malloc(text_bytes + 1);
	memcpy(v.text, text, text_bytes);
	v.text[text_bytes] = '\0';
	return v;
}

struct value value_copy(const struct value *v)
{
	struct value copy = *v;
	u32 i;

	if (v->text)
		copy = value_of_text(v->text, v->text_bytes);
	copy.fields = NULL;
	if (!v->nr_fields)
		return copy;
	copy.fields = calloc(v->nr_fields, sizeof(*copy.fields));
	for (i = 0; i < v->nr_fields; i++) {
		if (v->fields[i].name)
			copy.fields[i].name = strdup(v->fields[i].name);
		copy.fields[i].value = value_copy(&v->fields[i].value);
	}
	return copy;
}

struct value *value_get(const struct value *table, const char *name)
{
	u32 i;

	for (i = 0; i < table->nr_fields; i++)
		if (table->fields[i].name && !strcmp(table->fields[i].name, name))
			return &table->fields[i].value;
	return NULL;
}

/* Where @name belongs: places first, in their order, then names, sorted. */
static u32 place_of(const struct value *table, const char *name)
{
	u32 i = 0;

	while (i < table->nr_fields && !table->fields[i].name)
		i++;
	while (name && i < table->nr_fields && strcmp(table->fields[i].name, name) < 0)
		i++;
	return i;
}

void value_set(struct value *table, const char *name, struct value v)
{
	struct value *old = name ? value_get(table, name) : NULL;
	u32 at;

	table->kind = VALUE_TABLE;
	if (old) {
		value_exit(old);
		*old = v;
		return;
	}
	at = place_of(table, name);
	table->fields = realloc(table->fields, (table->nr_fields + 1) * sizeof(*table->fields));
	memmove(&table->fields[at + 1], &table->fields[at],
		(table->nr_fields - at) * sizeof(*table->fields));
	table->fields[at] = (struct field){ name ? strdup(name) : NULL, v };
	table->nr_fields++;
}

void value_remove(struct value *table, u32 field)
{
	free(table->fields[field].name);
	value_exit(&table->fields[field].value);
	table->nr_fields--;
	memmove(&table->fields[field], &table->fields[field + 1],
		(table->nr_fields - field) * sizeof(*table->fields));
}

/* --- steps --- */

static void block_exit(struct block *block);

static void step_destroy(struct step *step)
{
	u32 i;

	for (i = 0; i < step->nr_args; i++)
		value_exit(&step->args[i]);
	block_exit(&step->inside);
	free(step->word);
	free(step);
}

static void block_exit(struct block *block)
{
	while (block->nr)
		step_destroy(block->steps[--block->nr]);
	free(block->steps);
	*block = (struct block){ 0 };
}

static void block_append(struct block *block, struct step *step)
{
	if (block->nr == block->room) {
		block->room = block->room ? 2 * block->room : 8;
		block->steps = realloc(block->steps, block->room * sizeof(*block->steps));
	}
	block->steps[block->nr++] = step;
}

struct step *step_create(enum step_kind kind, const char *word)
{
	struct step *step = calloc(1, sizeof(*step));

	step->kind = kind;
	step->word = strdup(word);
	return step;
}

struct step *block_add(struct block *block, enum step_kind kind, const char *word)
{
	struct step *step = step_create(kind, word);

	block_append(block, step);
	return step;
}

void block_insert(struct block *block, u32 at, struct step *step)
{
	block_append(block, step);
	memmove(&block->steps[at + 1], &block->steps[at],
		(block->nr - 1 - at) * sizeof(*block->steps));
	block->steps[at] = step;
}

void block_replace(struct block *block, u32 at, struct block *from)
{
	struct block whole = { 0 };
	u32 i, k;

	for (i = 0; i < block->nr; i++) {
		if (i != at) {
			block_append(&whole, block->steps[i]);
			continue;
		}
		for (k = 0; k < from->nr; k++)
			block_append(&whole, from->steps[k]);
		from->nr = 0;
		step_destroy(block->steps[i]);
	}
	free(block->steps);
	*block = whole;
}

void step_add_arg(struct step *step, struct value v)
{
	if (step->nr_args < STEP_MAX_ARGS)
		step->args[step->nr_args++] = v;
	else
		value_exit(&v);
}

bool step_is(const struct step *step, const char *word)
{
	return step->kind == STEP_WORD && !strcmp(step->word, word);
}

bool word_has_range(const char *word)
{
	static const char *const words[] = { "write",	"fua",		"read", "expect",
					     "discard", "write_zeroes", NULL };
	const char *const *known;

	for (known = words; *known; known++)
		if (!strcmp(*known, word))
			return true;
	return false;
}

bool step_has_range(const struct step *step)
{
	return step->kind == STEP_WORD && word_has_range(step->word) && step->nr_args >= 2 &&
	       step->args[0].kind == VALUE_INT && step->args[1].kind == VALUE_INT;
}

/* --- plans --- */

struct plan *plan_create(void)
{
	return calloc(1, sizeof(struct plan));
}

static void block_copy(struct block *to, const struct block *from)
{
	struct step *copy;
	u32 i, k;

	for (i = 0; i < from->nr; i++) {
		const struct step *step = from->steps[i];

		copy = block_add(to, step->kind, step->word);
		copy->task = step->task;
		copy->is_failing = step->is_failing;
		copy->is_deleted = step->is_deleted;
		for (k = 0; k < step->nr_args; k++)
			step_add_arg(copy, value_copy(&step->args[k]));
		block_copy(&copy->inside, &step->inside);
	}
}

struct plan *plan_clone(const struct plan *plan)
{
	struct plan *copy = plan_create();

	block_copy(&copy->main, &plan->main);
	return copy;
}

void plan_destroy(struct plan *plan)
{
	if (!plan)
		return;
	block_exit(&plan->main);
	free(plan);
}

/* --- pruning --- */

static bool is_spawned(const struct block *block, u32 task)
{
	u32 i;

	for (i = 0; i < block->nr; i++) {
		if (block->steps[i]->kind == STEP_SPAWN && block->steps[i]->task == task)
			return true;
		if (is_spawned(&block->steps[i]->inside, task))
			return true;
	}
	return false;
}

static void drop_deleted(struct block *block)
{
	u32 i, kept = 0;

	for (i = 0; i < block->nr; i++) {
		struct step *step = block->steps[i];

		drop_deleted(&step->inside);
		if (step->is_deleted ||
		    (!step->inside.nr && (step->kind == STEP_SPAWN || step->kind == STEP_TOGETHER)))
			step_destroy(step);
		else
			block->steps[kept++] = step;
	}
	block->nr = kept;
}

static bool mark_lonely_waits(const struct plan *plan, struct block *block)
{
	bool has_marked = false;
	u32 i;

	for (i = 0; i < block->nr; i++) {
		struct step *step = block->steps[i];

		if (step->kind == STEP_WAIT && !is_spawned(&plan->main, step->task))
			has_marked = step->is_deleted = true;
		has_marked |= mark_lonely_waits(plan, &step->inside);
	}
	return has_marked;
}

void plan_prune(struct plan *plan)
{
	do
		drop_deleted(&plan->main);
	while (mark_lonely_waits(plan, &plan->main));
}

/* --- counting --- */

static void add_units(const struct block *block, struct step ***units, size_t *nr)
{
	u32 i;

	*units = realloc(*units, (*nr + block->nr + 1) * sizeof(**units));
	for (i = 0; i < block->nr; i++) {
		(*units)[(*nr)++] = block->steps[i];
		add_units(&block->steps[i]->inside, units, nr);
		*units = realloc(*units, (*nr + block->nr - i) * sizeof(**units));
	}
}

size_t plan_units(const struct plan *plan, struct step ***units)
{
	size_t nr = 0;

	*units = NULL;
	add_units(&plan->main, units, &nr);
	return nr;
}

static bool is_declaration(const struct step *step)
{
	return step_is(step, "disk") || step_is(step, "device") || step_is(step, "dm.create") ||
	       step_is(step, "label") || step_is(step, "finish");
}

u32 plan_nr_operations(const struct plan *plan)
{
	struct step **units;
	size_t nr = plan_units(plan, &units), i;
	u32 nr_operations = 0;

	for (i = 0; i < nr; i++)
		nr_operations += units[i]->kind == STEP_WORD && !is_declaration(units[i]);
	free(units);
	return nr_operations;
}

bool plan_has_trouble(const struct plan *plan)
{
	struct step **units;
	size_t nr = plan_units(plan, &units), i;
	bool has_trouble = false;

	for (i = 0; i < nr; i++)
		has_trouble |= step_is(units[i], "fault") || step_is(units[i], "fail_alloc");
	free(units);
	return has_trouble;
}

void plan_expect_trouble(struct plan *plan)
{
	struct step **units;
	size_t nr, i;

	if (!plan_has_trouble(plan))
		return;
	nr = plan_units(plan, &units);
	for (i = 0; i < nr; i++) {
		if (units[i]->kind == STEP_TOGETHER)
			value_set(&units[i]->args[0], "may_fail",
				  (struct value){ VALUE_BOOL, .number = 1 });
		else if (word_has_range(units[i]->word) || step_is(units[i], "flush") ||
			 !strncmp(units[i]->word, "dm.", 3))
			units[i]->is_failing = true;
	}
	free(units);
}
