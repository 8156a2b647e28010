/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A plan: a scenario without loops and calculations. It is the tree of the words that a
 * run called, with the arguments that they got; it can be cut down step by step and
 * printed as a scenario again.
 */
#ifndef SIM_SHRINK_PLAN_H
#define SIM_SHRINK_PLAN_H

#include <stdio.h>

#include "ints.h"

enum value_kind {
	VALUE_NIL,
	VALUE_BOOL,
	VALUE_INT,
	VALUE_REAL,
	VALUE_TEXT,
	VALUE_ZERO, /* the content zero */
	VALUE_TABLE,
};

/**
 * struct value - one argument
 * @number: of VALUE_BOOL and VALUE_INT
 * @fields: of VALUE_TABLE: those with a name sorted, after those without
 */
struct value {
	enum value_kind kind;
	s64 number;
	double real;
	char *text;
	size_t text_bytes;
	struct field *fields;
	u32 nr_fields;
};

struct field {
	char *name; /* NULL: known by its place */
	struct value value;
};

void value_exit(struct value *v);
struct value value_copy(const struct value *v);
struct value value_of_int(s64 number);
struct value value_of_text(const char *text, size_t text_bytes);
/* The field is the table's; @name is copied, @v becomes the table's. */
void value_set(struct value *table, const char *name, struct value v);
struct value *value_get(const struct value *table, const char *name); /* NULL: none */
void value_remove(struct value *table, u32 field);

enum step_kind {
	STEP_WORD, /* word(args…) */
	STEP_SPAWN, /* spawn(function() … end) */
	STEP_WAIT, /* wait(task) */
	STEP_TOGETHER, /* together{…}: its requests are steps inside, args[0] its options */
};

struct block {
	struct step **steps;
	u32 nr, room;
};

#define STEP_MAX_ARGS 5

/**
 * struct step - one word
 * @task: STEP_SPAWN: its number; STEP_WAIT: of whom
 * @is_failing: it ended with an error and the run went on: pcall(word, …)
 * @is_deleted: to be gone after plan_prune()
 */
struct step {
	enum step_kind kind;
	char *word;
	struct value args[STEP_MAX_ARGS];
	u32 nr_args;
	u32 task;
	bool is_failing, is_deleted;
	struct block inside;
};

struct plan {
	struct block main;
};

struct plan *plan_create(void);
struct plan *plan_clone(const struct plan *plan);
void plan_destroy(struct plan *plan);

struct step *block_add(struct block *block, enum step_kind kind, const char *word);
/* @step, which belongs to no block, becomes step @at. */
void block_insert(struct block *block, u32 at, struct step *step);
struct step *step_create(enum step_kind kind, const char *word);
/* The steps of @from take the place of step @at, which is destroyed with what else it has. */
void block_replace(struct block *block, u32 at, struct block *from);
void step_add_arg(struct step *step, struct value v); /* @v becomes the step's */
bool step_is(const struct step *step, const char *word);
/* Has it an offset and a size as its first arguments? */
bool word_has_range(const char *word);
bool step_has_range(const struct step *step);

/* Does the script make trouble, so that words may fail on a healthy driver, too? */
bool plan_has_trouble(const struct plan *plan);
/* Then each of them may: pcall. Which requests come after a fault changes as others go. */
void plan_expect_trouble(struct plan *plan);

/* Drops what is marked, tasks and lists that are empty then, and waits for no one. */
void plan_prune(struct plan *plan);

/**
 * plan_units - all steps, each before those inside it
 * @units: an array to be freed
 */
size_t plan_units(const struct plan *plan, struct step ***units);

/* Steps that do something: all but those that only declare disks, devices and names. */
u32 plan_nr_operations(const struct plan *plan);

/* As a scenario; @comment, of whole lines with their "-- ", goes first. To be freed. */
char *plan_text(const struct plan *plan, const char *comment);

#endif
