// SPDX-License-Identifier: GPL-2.0-only
/*
 * A plan as a scenario that a person can read.
 *
 * From: shrink-plan.c.   To: a text.
 *
 * Lua's short forms are used where they are usual: cut "now", device{…}, spawn(write, …).
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "shrink-plan.h"
#include "size.h"

#define MAX_COLUMNS 100

/* --- values --- */

static void print_text(FILE *file, const char *text, size_t bytes)
{
	size_t i;

	fputc('"', file);
	for (i = 0; i < bytes; i++) {
		unsigned char c = text[i];

		if (c == '"' || c == '\\')
			fprintf(file, "\\%c", c);
		else if (c == '\n')
			fputs("\\n", file);
		else if (c < ' ' || c > '~')
			fprintf(file, "\\x%02x", c);
		else
			fputc(c, file);
	}
	fputc('"', file);
}

static void print_value(FILE *file, const struct value *v);

static void print_fields(FILE *file, const struct value *table)
{
	u32 i;

	for (i = 0; i < table->nr_fields; i++) {
		if (i)
			fputs(", ", file);
		if (table->fields[i].name)
			fprintf(file, "%s=", table->fields[i].name);
		print_value(file, &table->fields[i].value);
	}
}

static void print_value(FILE *file, const struct value *v)
{
	switch (v->kind) {
	case VALUE_NIL:
		fputs("nil", file);
		break;
	case VALUE_BOOL:
		fputs(v->number ? "true" : "false", file);
		break;
	case VALUE_INT:
		fprintf(file, "%lld", (long long)v->number);
		break;
	case VALUE_REAL:
		if (isfinite(v->real))
			fprintf(file, "%.17g", v->real);
		else
			fputs("0", file); /* no word takes it */
		break;
	case VALUE_TEXT:
		print_text(file, v->text, v->text_bytes);
		break;
	case VALUE_ZERO:
		fputs("zero", file);
		break;
	case VALUE_TABLE:
		fputc('{', file);
		print_fields(file, v);
		fputc('}', file);
		break;
	}
}

/* 4096 as "4k", but 512 and 0 as they are. */
static void print_size(FILE *file, u64 bytes)
{
	char text[SIZE_CHARS];

	size_format(bytes, text);
	fprintf(file, text[strspn(text, "0123456789")] ? "\"%s\"" : "%s", text);
}

static void print_arg(FILE *file, const struct step *step, u32 i)
{
	const struct value *v = &step->args[i];

	if (i < 2 && step_has_range(step)) {
		print_size(file, v->number);
	} else if (step_is(step, "expect") && v->kind == VALUE_TABLE && i == 2) {
		fputs("either(", file);
		print_fields(file, v);
		fputc(')', file);
	} else {
		print_value(file, v);
	}
}

/* --- words --- */

static void print_args(FILE *file, const struct step *step, const char *before)
{
	u32 i;

	for (i = 0; i < step->nr_args; i++) {
		fputs(i ? ", " : before, file);
		print_arg(file, step, i);
	}
}

static void print_word(FILE *file, const struct step *step)
{
	if (step->is_failing) {
		fprintf(file, "pcall(%s", step->word);
		print_args(file, step, ", ");
		fputc(')', file);
	} else if (step->nr_args == 1 && step->args[0].kind == VALUE_TEXT) {
		fprintf(file, "%s ", step->word);
		print_args(file, step, "");
	} else if (step->nr_args == 1 && step->args[0].kind == VALUE_TABLE) {
		fputs(step->word, file);
		print_args(file, step, "");
	} else {
		fprintf(file, "%s(", step->word);
		print_args(file, step, "");
		fputc(')', file);
	}
}

/* --- lines --- */

static void indent(FILE *file, u32 depth)
{
	while (depth--)
		fputc('\t', file);
}

/* The last ", " outside of quotes that keeps the line narrow; 0: there is none. */
static size_t break_of(const char *line, size_t columns)
{
	size_t i, found = 0;
	bool is_quoted = false;

	for (i = 0; line[i] && i < columns; i++) {
		if (line[i] == '\\' && line[i + 1])
			i++;
		else if (line[i] == '"')
			is_quoted = !is_quoted;
		else if (!is_quoted && line[i] == ',' && line[i + 1] == ' ')
			found = i + 1;
	}
	return found;
}

static void print_line(FILE *file, u32 depth, const char *line)
{
	size_t at;

	indent(file, depth);
	while (strlen(line) + 8 * depth > MAX_COLUMNS &&
	       (at = break_of(line, MAX_COLUMNS - 8 * depth))) {
		fprintf(file, "%.*s\n", (int)at, line);
		line += at + 1;
		depth++;
		indent(file, depth);
		depth = depth > 3 ? 3 : depth;
	}
	fprintf(file, "%s\n", line);
}

static void print_word_line(FILE *file, u32 depth, const struct step *step)
{
	char *line = NULL;
	size_t bytes = 0;
	FILE *memory = open_memstream(&line, &bytes);

	print_word(memory, step);
	fclose(memory);
	print_line(file, depth, line);
	free(line);
}

/* --- blocks --- */

static void print_request(FILE *file, u32 depth, const struct step *step)
{
	indent(file, depth);
	fprintf(file, "{\"%s\"", step->word);
	print_args(file, step, ", ");
	fputs("},\n", file);
}

static void print_together(FILE *file, u32 depth, const struct step *step)
{
	u32 i;

	indent(file, depth);
	fputs("together{\n", file);
	for (i = 0; i < step->inside.nr; i++)
		print_request(file, depth + 1, step->inside.steps[i]);
	if (step->args[0].nr_fields) {
		indent(file, depth + 1);
		print_fields(file, &step->args[0]);
		fputc('\n', file);
	}
	indent(file, depth);
	fputs("}\n", file);
}

static bool is_awaited_in(const struct block *block, u32 task)
{
	u32 i;

	for (i = 0; i < block->nr; i++)
		if (block->steps[i]->kind == STEP_WAIT && block->steps[i]->task == task)
			return true;
	return false;
}

static bool is_awaited(const struct block *block, u32 task)
{
	u32 i;

	if (is_awaited_in(block, task))
		return true;
	for (i = 0; i < block->nr; i++)
		if (is_awaited(&block->steps[i]->inside, task))
			return true;
	return false;
}

static void print_block(FILE *file, u32 depth, const struct plan *plan, const struct block *block);

/* A task that nobody waits for needs no name; one that its own block awaits is local. */
static void print_spawn(FILE *file, u32 depth, const struct plan *plan, const struct block *block,
			const struct step *step)
{
	const struct step *first = step->inside.steps[0];

	indent(file, depth);
	if (is_awaited_in(block, step->task))
		fprintf(file, "local task%u = ", step->task);
	else if (is_awaited(&plan->main, step->task))
		fprintf(file, "task%u = ", step->task);
	if (step->inside.nr == 1 && first->kind == STEP_WORD && !first->is_failing) {
		fprintf(file, "spawn(%s", first->word);
		print_args(file, first, ", ");
		fputs(")\n", file);
		return;
	}
	fputs("spawn(function()\n", file);
	print_block(file, depth + 1, plan, &step->inside);
	indent(file, depth);
	fputs("end)\n", file);
}

static void print_block(FILE *file, u32 depth, const struct plan *plan, const struct block *block)
{
	u32 i;

	for (i = 0; i < block->nr; i++) {
		const struct step *step = block->steps[i];

		switch (step->kind) {
		case STEP_WORD:
			print_word_line(file, depth, step);
			break;
		case STEP_SPAWN:
			print_spawn(file, depth, plan, block, step);
			break;
		case STEP_WAIT:
			indent(file, depth);
			fprintf(file, "wait(task%u)\n", step->task);
			break;
		case STEP_TOGETHER:
			print_together(file, depth, step);
			break;
		}
	}
}

char *plan_text(const struct plan *plan, const char *comment)
{
	char *text = NULL;
	size_t bytes = 0;
	FILE *file = open_memstream(&text, &bytes);

	fputs(comment, file);
	print_block(file, 0, plan, &plan->main);
	fclose(file);
	return text;
}
