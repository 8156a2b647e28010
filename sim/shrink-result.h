/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The end of a search: files written, checked as they lie there, and told.
 */
#ifndef SIM_SHRINK_RESULT_H
#define SIM_SHRINK_RESULT_H

#include <stdio.h>

#include "ints.h"
#include "run.h"

struct scenario;
struct search;

/**
 * struct shrink_result - what came of it
 * @has_script: the script was shrunk, too; otherwise the tape alone, for @why_not
 * @needs_tape: the trouble is on the tape alone: the script cannot show it
 * @nr_operations, @nr_choices: before and after
 * @lua, @tape: paths of the files
 * @alone, @replay: the lines to paste
 * @file: for the telling
 */
struct shrink_result {
	const char *program, *folder, *model, *why_not;
	const struct scenario *scenario;
	bool has_script, needs_tape, has_json, is_interrupted;
	FILE *file;
	u32 nr_operations[2];
	size_t nr_choices[2];
	char *text;
	char lua[4096], tape[4096], alone[9000], replay[13000];
};

/**
 * shrink_result_write - write the files and run them as they lie there
 * Return: RUN_HELD if all show the finding; RUN_HARNESS_FAULT or RUN_BAD_INPUT after a
 *	message on standard error.
 */
enum run_status shrink_result_write(struct shrink_result *r, struct search *s);

void shrink_result_tell(const struct shrink_result *r, const struct search *s);

#endif
