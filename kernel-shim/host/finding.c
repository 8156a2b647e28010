// SPDX-License-Identifier: GPL-2.0-only
/*
 * Findings: the first broken rule of a run, with the stack of who broke it.
 *
 * From: every check of the shim, every oracle.
 * To:   reports; in a task, sched.c stops the world.
 *
 * Function names come from the program's own debug information (libdw), so static
 * functions have names too and no address is ever printed.
 */
#include "finding.h"

#include <elfutils/libdwfl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"
#include "event.h"
#include "fiber.h"
#include "host/finding-stop.h"

#define MAX_FRAMES 48

static struct finding first;
static bool has_finding;
static char first_text[8192];
static char first_task[32];
static char first_stack[4096];

static Dwfl *dwfl;

static Dwfl *symbols(void)
{
	static char *debuginfo_path;
	static const Dwfl_Callbacks callbacks = {
		.find_elf = dwfl_linux_proc_find_elf,
		.find_debuginfo = dwfl_standard_find_debuginfo,
		.debuginfo_path = &debuginfo_path,
	};

	if (dwfl)
		return dwfl;
	dwfl = dwfl_begin(&callbacks);
	if (dwfl && (dwfl_linux_proc_report(dwfl, getpid()) || dwfl_report_end(dwfl, NULL, NULL))) {
		dwfl_end(dwfl);
		dwfl = NULL;
	}
	return dwfl;
}

/**
 * finding_symbol - the function that an address lies in
 * Return: its name, "?" if there is none. Valid until the program ends.
 */
const char *finding_symbol(const void *address)
{
	Dwarf_Addr at = (Dwarf_Addr)(uintptr_t)address;
	Dwfl_Module *module = symbols() ? dwfl_addrmodule(dwfl, at) : NULL;
	const char *name = module ? dwfl_module_addrname(module, at) : NULL;

	return name ? name : "?";
}

/* The machinery that every stack begins with says nothing. */
static bool is_machinery(const char *name)
{
	static const char *const dull[] = { "finding_", "sched_point_taken", "fiber_", "walk" };

	for (size_t i = 0; i < sizeof(dull) / sizeof(dull[0]); i++)
		if (!strncmp(name, dull[i], strlen(dull[i])))
			return true;
	return false;
}

/**
 * finding_stack - the call stack of a fiber, one function name per line
 * @fiber: NULL for the running one
 */
void finding_stack(const struct fiber *fiber, char *out, size_t out_bytes)
{
	const void *frames[MAX_FRAMES];
	size_t nr = fiber_backtrace(fiber, frames, MAX_FRAMES);
	size_t used = 0;

	out[0] = '\0';
	for (size_t i = 0; i < nr && used + 2 < out_bytes; i++) {
		const char *name = finding_symbol((const char *)frames[i] - 1);
		int len;

		if (is_machinery(name))
			continue;
		/* Not what the compiler made of it: ".isra.0", ".part.1". */
		len = snprintf(out + used, out_bytes - used, "%.*s\n", (int)strcspn(name, "."),
			       name);
		used += len < 0 ? 0 : len;
	}
}

static void finding_record(const char *rule, bool is_harness_fault)
{
	snprintf(first_task, sizeof(first_task), "%s", finding_task_name());
	finding_stack(NULL, first_stack, sizeof(first_stack));
	first = (struct finding){
		.rule = rule,
		.text = first_text,
		.task = first_task,
		.stack = first_stack,
		.time_ns = clock_now_ns(),
		.is_harness_fault = is_harness_fault,
	};
	has_finding = true;
	event_log(EVENT_FINDING, 0, event_text(rule), 0, 0);
}

void finding_report(const char *rule, const char *fmt, ...)
{
	va_list args;

	if (!has_finding) {
		va_start(args, fmt);
		vsnprintf(first_text, sizeof(first_text), fmt, args);
		va_end(args);
		finding_record(rule, false);
	}
	finding_stop();
}

void shim_unimplemented(const char *what)
{
	if (!has_finding) {
		snprintf(first_text, sizeof(first_text), "the kernel shim has no %s", what);
		finding_record("unimplemented", true);
	}
	finding_stop();
	fprintf(stderr, "wbsim: the kernel shim has no %s (asked outside a task)\n", what);
	exit(3);
}

const struct finding *finding_first(void)
{
	return has_finding ? &first : NULL;
}

void finding_clear(void)
{
	has_finding = false;
}
