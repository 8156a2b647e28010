/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Findings: a rule was broken. The first one of a run is kept; in a task it stops
 * the world there and then (the task never goes on), on the host stack it is
 * recorded and the caller returns early. Rules are short names: "might-sleep",
 * "lock-order", "double-endio", "leak", "hung-task", "contents", "I3" …
 */
#ifndef SHIM_FINDING_H
#define SHIM_FINDING_H

#include "ints.h"

/**
 * finding_report - a rule was broken
 * @rule: its short name, a literal
 * @fmt: what happened, one paragraph without a final newline
 *
 * Records rule, text, virtual time, current task and its call stack (function
 * names only: no addresses). Context: any. Does not return when called in a task.
 */
__attribute__((format(printf, 2, 3))) void finding_report(const char *rule, const char *fmt, ...);

/* The shim was asked for something that it does not have: stops the run by name (status 3). */
__attribute__((noreturn)) void shim_unimplemented(const char *what);

struct finding {
	const char *rule;
	const char *text;
	const char *task; /* name of the task, "host" outside */
	const char *stack; /* one function per line, innermost first; may be "" */
	u64 time_ns;
	bool is_harness_fault; /* shim_unimplemented(), not a broken promise */
};

const struct finding *finding_first(void); /* NULL: none in this run */
void finding_clear(void);

#endif
