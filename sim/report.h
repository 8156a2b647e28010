/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a run says: a line when all held, a paragraph when a promise was broken.
 */
#ifndef SIM_REPORT_H
#define SIM_REPORT_H

#include <stdio.h>

#include "run.h"

struct scenario;

/* "PASS", "FAIL", "BAD", "FAULT", "STOPPED" */
const char *report_word(enum run_status status);

/* "PASS smoke/first_write  seed 1  digest 3f…  writes 12 …" */
void report_verdict(FILE *file, const struct scenario *scenario, const struct run_result *result);

/* What an exploration of crash states saw of all there are; nothing if there was none. */
void report_crash(FILE *file, const struct crash_stats *crash);

/* The paragraph; @replay: the line to paste, or NULL. */
void report_finding(FILE *file, const struct scenario *scenario, const struct run_result *result,
		    const char *replay);

/**
 * report_save - write a finding to a folder of its own below @out
 * @folder: its path, for the line to paste
 *
 * It gets tape, scenario.lua, report.txt and events.txt, the latter from a replay,
 * which also shows that the tape leads back to the finding.
 * Return: true if so; false after a message on standard error.
 */
bool report_save(struct run *run, const struct run_result *result, const char *out,
		 const char *program, const char *options, char *folder, size_t folder_bytes);

#endif
