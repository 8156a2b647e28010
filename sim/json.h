/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Results for machines: one JSON object, or a JUnit file.
 */
#ifndef SIM_JSON_H
#define SIM_JSON_H

#include <stdio.h>

#include "run.h"

struct scenario;

/* The "verdict" of any verb: held, violated, bad-input, harness-fault, interrupted. */
const char *json_verdict(enum run_status status);
/* All runs of one command as one object. */
void json_write(FILE *file, const struct scenario *scenario, const struct run_result *results,
		size_t nr);
/* Return: false if the file could not be written: errno says why. */
bool junit_write(const char *path, const struct scenario *scenario,
		 const struct run_result *results, size_t nr);
/* @text as it may stand in a JUnit file. */
void junit_quote(FILE *file, const char *text);

#endif
