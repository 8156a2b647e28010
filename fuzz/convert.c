// SPDX-License-Identifier: GPL-2.0-only
/*
 * An input as a scenario and a tape.
 *
 * From: replay-main.c.
 * To:   the target prints; run.c plays what was written.
 */
#include "convert.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "choice.h"
#include "finding.h"
#include "run.h"
#include "scenario.h"
#include "tape.h"
#include "target.h"

#define PATH_BYTES 4096

static int bad(const char *what, const char *why)
{
	fprintf(stderr, "replay %s: %s: %s\n", target.name, what, why);
	return RUN_BAD_INPUT;
}

static bool write_script(const char *path, const u8 *bytes, size_t nr_bytes)
{
	FILE *script = fopen(path, "w");

	if (!script)
		return false;
	fprintf(script, "-- The run of one fuzzed input of %s; its tape lies beside it.\n",
		target.name);
	target.print(bytes, nr_bytes, script);
	return !fclose(script);
}

static void take_tape(struct tape *tape, const struct scenario *scenario)
{
	const struct choice_entry *entries;
	size_t nr = choice_record(&entries);

	tape_init(tape);
	tape_append(tape, entries, nr);
	tape->scenario = strdup(scenario->name);
	tape->scenario_hash = scenario->hash;
	tape->build = strdup(tape_build_id());
}

static int compare(const char *rule, const struct run_result *result, const char *script,
		   const char *tape)
{
	const char *again = result->finding.rule ? result->finding.rule : "no finding";
	bool is_same = !result->message && !strcmp(rule, again) &&
		       !strcmp(target.digest(), result->digest);

	printf("the input:    %s, digest %s\nthe scenario: %s, digest %s\n", rule, target.digest(),
	       result->message ? result->message : again, result->digest);
	if (!is_same) {
		printf("They differ: the input itself is the reproducer.\n");
		return RUN_HARNESS_FAULT;
	}
	printf("replay: build/wbsim run %s --tape %s\n", script, tape);
	return strcmp(rule, "no finding") ? RUN_VIOLATED : RUN_HELD;
}

static int play_scenario(const char *script, const char *tape_path, const char *rule)
{
	struct run_result result;
	struct scenario *scenario;
	char error[1024];
	struct tape tape;
	struct run *run;
	int status;

	scenario = scenario_open(script, error, sizeof(error));
	if (!scenario)
		return bad(script, error);
	take_tape(&tape, scenario);
	if (!tape_write(&tape, tape_path, error, sizeof(error)))
		return bad(tape_path, error);
	run = run_create(scenario);
	run_tape(run, &tape, &result);
	status = compare(rule, &result, script, tape_path);
	run_result_exit(&result);
	run_destroy(run);
	scenario_close(scenario);
	tape_exit(&tape);
	return status;
}

int convert_to_scenario(const u8 *bytes, size_t nr_bytes, const char *folder)
{
	char script[PATH_BYTES], tape[PATH_BYTES];
	const struct finding *finding;

	if (!target.print)
		return bad("--scenario", "inputs of this target are no runs of a scenario");
	mkdir(folder, 0777);
	snprintf(script, sizeof(script), "%s/scenario.lua", folder);
	snprintf(tape, sizeof(tape), "%s/tape", folder);
	if (!write_script(script, bytes, nr_bytes))
		return bad(script, strerror(errno));
	finding = finding_first();
	target_print_finding(stdout);
	return play_scenario(script, tape, finding ? finding->rule : "no finding");
}
