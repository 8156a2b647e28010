// SPDX-License-Identifier: GPL-2.0-only
/*
 * The interpreter of step files: see steps.h.
 *
 * From: conformance_test.c on the shim, guest.c in the guest.
 * To:   verbs.c, in tasks.
 */
#include "steps.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "verbs.h"

#define MAX_DEVICES 16

struct run {
	const struct steps_world *world;
	const char *path;
	char devices[MAX_DEVICES][32]; /* created in this case, in that order */
	int nr_devices;
	char case_name[64];
	int nr_cases, nr_failed, line_nr;
	bool is_skipping; /* the case has failed */
	bool has_ended; /* the world has */
	char numbers[2][16]; /* of disk-a and disk-b */
	struct command foreground, background;
};

static void say(struct run *run, const char *fmt, ...)
{
	static char text[2 * MAX_TEXT];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	run->world->line(text);
}

/* --- one step --- */

static void split(struct command *cmd)
{
	char *word;

	cmd->nr_words = 0;
	for (word = strtok(cmd->line, " \t\n"); word; word = strtok(NULL, " \t\n"))
		if (cmd->nr_words < MAX_WORDS)
			cmd->words[cmd->nr_words++] = word;
}

static void prepare(struct command *cmd, const char *line)
{
	snprintf(cmd->line, sizeof(cmd->line), "%s", line);
	split(cmd);
	cmd->answer[0] = '\0';
	cmd->is_done = false;
}

static void call(struct run *run, struct command *cmd)
{
	if (run->has_ended || !run->world->call(command_execute, cmd)) {
		run->has_ended = true;
		snprintf(cmd->answer, sizeof(cmd->answer), "(the world has ended)");
	}
}

/* What the interpreter itself wants done. */
static const char *tell(struct run *run, const char *fmt, const char *name)
{
	struct command *cmd = &run->foreground;
	char line[128];

	snprintf(line, sizeof(line), fmt, name);
	prepare(cmd, line);
	call(run, cmd);
	return cmd->answer;
}

static void start(struct run *run, const char *line)
{
	prepare(&run->background, line);
	run->world->spawn(command_execute, &run->background);
	run->world->sleep_ms(100);
}

static void finish(struct run *run, struct command *cmd)
{
	int patience_ms = 20000;

	while (!__atomic_load_n(&run->background.is_done, __ATOMIC_ACQUIRE) && patience_ms--)
		run->world->sleep_ms(1);
	snprintf(cmd->answer, sizeof(cmd->answer), "%s",
		 patience_ms < 0 ? "never ended" : run->background.answer);
}

static void remember(struct run *run, const struct command *cmd)
{
	bool is_create = !strncmp(cmd->words[0], "create", 6) || !strcmp(cmd->words[0], "notable");

	if (is_create && !strcmp(cmd->answer, "0") && run->nr_devices < MAX_DEVICES)
		snprintf(run->devices[run->nr_devices++], sizeof(run->devices[0]), "%s",
			 cmd->words[1]);
}

/* Returns the answer. */
static const char *execute(struct run *run, const char *line)
{
	struct command *cmd = &run->foreground;
	const char *verb;

	prepare(cmd, line);
	verb = cmd->words[0];
	snprintf(cmd->answer, sizeof(cmd->answer), "0");
	if (!strcmp(verb, "sleep") && cmd->nr_words == 2)
		run->world->sleep_ms(strtoul(cmd->words[1], NULL, 10));
	else if (!strcmp(verb, "start"))
		start(run, strstr(line, "start") + 5);
	else if (!strcmp(verb, "finish"))
		finish(run, cmd);
	else
		call(run, cmd);
	remember(run, cmd);
	return cmd->answer;
}

/* --- cases --- */

static void remove_devices(struct run *run)
{
	const char *answer, *name;

	while (run->nr_devices) {
		name = run->devices[--run->nr_devices];
		tell(run, "close %s", name);
		answer = tell(run, "remove %s", name);
		if (strcmp(answer, "0") && strcmp(answer, "ENXIO") && !run->is_skipping) {
			say(run, "# cannot remove %s: %s", name, answer);
			run->is_skipping = true;
		}
	}
}

static void end_case(struct run *run)
{
	if (!run->case_name[0])
		return;
	remove_devices(run);
	run->nr_failed += run->is_skipping;
	say(run, "%sok %d - %s", run->is_skipping ? "not " : "", ++run->nr_cases, run->case_name);
	run->case_name[0] = '\0';
}

static void begin_case(struct run *run, const char *name)
{
	end_case(run);
	snprintf(run->case_name, sizeof(run->case_name), "%s", name);
	run->is_skipping = false;
	tell(run, "log", "");
}

static void expand(const struct run *run, const char *in, char *out, size_t len_bytes)
{
	size_t n = 0;

	for (; *in && n + 16 < len_bytes; in++) {
		if (in[0] == '$' && (in[1] == 'a' || in[1] == 'b')) {
			n += sprintf(out + n, "%s", run->numbers[in[1] - 'a']);
			in++;
		} else {
			out[n++] = *in;
		}
	}
	out[n] = '\0';
}

/* Cut the expectation off a line: what is behind "=>", without blanks around it. */
static char *cut_expectation(char *line)
{
	char *arrow = strstr(line, "=>"), *wanted, *end;

	if (!arrow)
		return "0";
	*arrow = '\0';
	for (wanted = arrow + 2; isspace((unsigned char)*wanted); wanted++)
		;
	for (end = wanted + strlen(wanted); end > wanted && isspace((unsigned char)end[-1]); end--)
		;
	if (end > wanted && end[-1] == '|')
		end--;
	*end = '\0';
	return wanted;
}

static void step(struct run *run, const char *text)
{
	char line[MAX_TEXT], name[64];
	const char *answer, *wanted;

	expand(run, text, line, sizeof(line));
	wanted = cut_expectation(line);
	if (!line[strspn(line, " \t")] || line[strspn(line, " \t")] == '#')
		return;
	if (sscanf(line, " case %63s", name) == 1) {
		begin_case(run, name);
		return;
	}
	if (run->is_skipping)
		return;
	answer = execute(run, line);
	if (!strcmp(answer, wanted))
		return;
	run->is_skipping = true;
	say(run, "# %s:%d: %s", run->path, run->line_nr, text);
	say(run, "#   wanted: %s", wanted);
	say(run, "#   got:    %s", answer);
}

/* --- files --- */

/* The devices that stay: they know the disks' numbers and what recorders saw. */
static bool create_standing(struct run *run)
{
	static const char *const names[] = { "ctl-a", "ctl" };
	static const char *const tables[] = { "create %s 0 8 conformance /dev/disk-a",
					      "create %s 0 8 conformance /dev/disk-b" };
	const char *answer;
	int i;

	for (i = 0; i < 2; i++) {
		answer = tell(run, tables[i], names[i]);
		if (strcmp(answer, "0")) {
			say(run, "# cannot create %s: %s", names[i], answer);
			return false;
		}
		snprintf(run->numbers[i], sizeof(run->numbers[i]), "%s",
			 tell(run, "message %s 0 name", names[i]));
	}
	return true;
}

static void remove_standing(struct run *run)
{
	tell(run, "remove %s", "ctl-a");
	tell(run, "remove %s", "ctl");
}

/* A line, with what "\\" at its end continues; false at the end of the file. */
static bool next_line(struct run *run, FILE *file, char *line, size_t len_bytes)
{
	size_t n = 0, nr_blanks;

	line[0] = '\0';
	while (fgets(line + n, len_bytes - n, file)) {
		run->line_nr++;
		nr_blanks = n ? strspn(line + n, " \t") : 0;
		memmove(line + n, line + n + nr_blanks, strlen(line + n + nr_blanks) + 1);
		n = strcspn(line, "\n");
		line[n] = '\0';
		if (!n || line[n - 1] != '\\')
			return true;
		line[--n] = '\0';
	}
	return n > 0;
}

int steps_run(const struct steps_world *world, const char *path)
{
	struct run *run = calloc(1, sizeof(*run));
	FILE *file = fopen(path, "r");
	char line[MAX_TEXT];
	int nr_failed;

	if (!file || !run) {
		free(run);
		return -1;
	}
	run->world = world;
	run->path = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
	if (create_standing(run))
		while (!run->has_ended && next_line(run, file, line, sizeof(line)))
			step(run, line);
	end_case(run);
	remove_standing(run);
	say(run, "1..%d", run->nr_cases);
	fclose(file);
	nr_failed = run->nr_cases ? run->nr_failed : -1;
	free(run);
	return nr_failed;
}
