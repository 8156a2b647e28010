// SPDX-License-Identifier: GPL-2.0-only
/*
 * Any text as a scenario: it ends, with a verdict or with a message that says what is wrong
 * with it; the harness itself neither fails nor crashes.
 *
 * From: engine.c.
 * To:   run.c, as `wbsim run`, one world of each text.
 *
 * A text that would go on for long is interrupted as ^C does it.
 */
#include <stdlib.h>
#include <string.h>
#include <signal.h>
#include <sys/time.h>

#include "interrupt.h"
#include "run.h"
#include "scenario.h"
#include "target.h"

#define LIMIT_US 200000

static void on_alarm(int signal)
{
	(void)signal;
	interrupt_came = 1;
}

static void prepare(void)
{
	struct sigaction action = { .sa_handler = on_alarm };

	sigaction(SIGVTALRM, &action, NULL);
}

static void set_alarm(long us)
{
	struct itimerval timer = { .it_value.tv_usec = us };

	interrupt_came = 0;
	setitimer(ITIMER_VIRTUAL, &timer, NULL);
}

static bool run(const u8 *bytes, size_t nr_bytes)
{
	char *text = strndup((const char *)bytes, nr_bytes);
	struct scenario *scenario = scenario_from_text("fuzzed", text);
	struct run_limits limits = run_default_limits;
	struct run *run = run_create(scenario);
	struct run_result result;
	bool is_good;

	limits.must_not_explore = true;
	set_alarm(LIMIT_US);
	run_seed(run, 1, &limits, &result);
	set_alarm(0);
	is_good = result.status != RUN_HARNESS_FAULT;
	if (!is_good)
		fprintf(stderr, "scenario: the harness failed: %s%s\n",
			result.message ? result.message : "",
			result.finding.text ? result.finding.text : "");
	run_result_exit(&result);
	run_destroy(run);
	scenario_close(scenario);
	free(text);
	return is_good;
}

const struct target target = { .name = "scenario", .prepare = prepare, .run = run };
