// SPDX-License-Identifier: GPL-2.0-only
/*
 * The interpreter of step files: see steps.h.
 *
 * From: conformance_test.c on the shim, guest.c in the guest.
 * To:   the verbs of user.h.
 */
#include "steps.h"

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_WORDS 64
#define MAX_TEXT 4096
#define MAX_DEVICES 16

struct command {
	char *words[MAX_WORDS];
	int nr_words;
	char answer[MAX_TEXT];
};

struct run {
	const struct steps_world *world;
	const char *path;
	char devices[MAX_DEVICES][32]; /* in order of creation */
	int nr_devices;
	char case_name[64];
	int nr_cases, nr_failed, line_nr;
	bool is_skipping; /* the case has failed */
	char numbers[2][16]; /* of disk-a and disk-b */
	struct command background;
	char background_text[MAX_TEXT];
	bool is_background_done;
};

static void say(struct run *run, const char *fmt, ...)
{
	char text[MAX_TEXT];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	run->world->line(text);
}

/* --- answers --- */

static const char *errno_name(int r)
{
	static char other[16];

	switch (-r) {
	case 0:
		return "0";
	case EPERM:
		return "EPERM";
	case ENOENT:
		return "ENOENT";
	case EINTR:
		return "EINTR";
	case EIO:
		return "EIO";
	case ENXIO:
		return "ENXIO";
	case EAGAIN:
		return "EAGAIN";
	case ENOMEM:
		return "ENOMEM";
	case EBUSY:
		return "EBUSY";
	case EEXIST:
		return "EEXIST";
	case ENODEV:
		return "ENODEV";
	case EINVAL:
		return "EINVAL";
	case ENOSPC:
		return "ENOSPC";
	case ENODATA:
		return "ENODATA";
	case EOPNOTSUPP:
		return "EOPNOTSUPP";
	default:
		snprintf(other, sizeof(other), "%d", r);
		return other;
	}
}

static void answer_result(struct command *cmd, int r)
{
	snprintf(cmd->answer, sizeof(cmd->answer), "%s", errno_name(r < 0 ? r : 0));
}

/* Words from @from on, joined by blanks; "; " begins a new line of a table. */
static void join(const struct command *cmd, int from, char *out, size_t len_bytes)
{
	int i;

	out[0] = '\0';
	for (i = from; i < cmd->nr_words; i++) {
		if (!strcmp(cmd->words[i], ";")) {
			strncat(out, "\n", len_bytes - strlen(out) - 1);
			continue;
		}
		if (out[0] && out[strlen(out) - 1] != '\n')
			strncat(out, " ", len_bytes - strlen(out) - 1);
		strncat(out, cmd->words[i], len_bytes - strlen(out) - 1);
	}
}

static bool has_word(const struct command *cmd, const char *word)
{
	int i;

	for (i = 2; i < cmd->nr_words; i++)
		if (!strcmp(cmd->words[i], word))
			return true;
	return false;
}

/* --- verbs --- */

static void remember_device(struct run *run, const char *name)
{
	if (run->nr_devices < MAX_DEVICES)
		snprintf(run->devices[run->nr_devices++], sizeof(run->devices[0]), "%s", name);
}

static void forget_device(struct run *run, const char *name)
{
	int i;

	for (i = 0; i < run->nr_devices; i++)
		if (!strcmp(run->devices[i], name))
			run->devices[i][0] = '\0';
}

static void do_create(struct run *run, struct command *cmd)
{
	const char *verb = cmd->words[0], *name = cmd->words[1];
	char table[MAX_TEXT];
	int r;

	join(cmd, 2, table, sizeof(table));
	if (!strcmp(verb, "notable"))
		r = dmsetup_create_notable(name);
	else
		r = dmsetup_create(name, table, !strcmp(verb, "create-ro"));
	if (r >= 0)
		remember_device(run, name);
	answer_result(cmd, r);
}

static void do_load(struct run *run, struct command *cmd)
{
	char table[MAX_TEXT];

	join(cmd, 2, table, sizeof(table));
	answer_result(cmd, dmsetup_load(cmd->words[1], table, !strcmp(cmd->words[0], "load-ro")));
}

static void do_suspend(struct run *run, struct command *cmd)
{
	u32 flags = 0;

	if (has_word(cmd, "noflush"))
		flags |= DMSETUP_NOFLUSH;
	if (has_word(cmd, "nolockfs"))
		flags |= DMSETUP_NOLOCKFS;
	answer_result(cmd, dmsetup_suspend(cmd->words[1], flags));
}

static void do_resume(struct run *run, struct command *cmd)
{
	answer_result(cmd, dmsetup_resume(cmd->words[1]));
}

static void do_clear(struct run *run, struct command *cmd)
{
	answer_result(cmd, dmsetup_clear(cmd->words[1]));
}

static void do_remove(struct run *run, struct command *cmd)
{
	int r = dmsetup_remove(cmd->words[1], has_word(cmd, "force"), has_word(cmd, "deferred"));

	if (r >= 0 && !has_word(cmd, "deferred"))
		forget_device(run, cmd->words[1]);
	answer_result(cmd, r);
}

static void do_message(struct run *run, struct command *cmd)
{
	char text[MAX_TEXT], reply[MAX_TEXT] = "";
	int r;

	join(cmd, 3, text, sizeof(text));
	r = dmsetup_message(cmd->words[1], strtoull(cmd->words[2], NULL, 10), text, reply,
			    sizeof(reply));
	if (r == 1)
		snprintf(cmd->answer, sizeof(cmd->answer), "%.*s", MAX_TEXT - 1, reply);
	else
		answer_result(cmd, r);
}

static void do_status(struct run *run, struct command *cmd)
{
	enum dmsetup_status what = !strcmp(cmd->words[0], "table") ? DMSETUP_TABLE : DMSETUP_STATUS;
	char text[MAX_TEXT] = "";
	int r = dmsetup_status(cmd->words[1], what, has_word(cmd, "inactive"), text, sizeof(text));

	if (r < 0) {
		answer_result(cmd, r);
		return;
	}
	while (text[0] && text[strlen(text) - 1] == '\n')
		text[strlen(text) - 1] = '\0';
	snprintf(cmd->answer, sizeof(cmd->answer), "%s", text);
}

static unsigned long long info_field(const struct dmsetup_info *info, const char *field)
{
	const struct {
		const char *name;
		unsigned long long value;
	} rows[] = {
		{ "suspended", info->is_suspended },
		{ "live", info->has_live_table },
		{ "inactive", info->has_inactive_table },
		{ "readonly", info->is_readonly },
		{ "open", info->open_count },
		{ "event", info->event_nr },
		{ "sectors", info->nr_sectors },
		{ "logical", info->logical_block_bytes },
		{ "io_min", info->io_min_bytes },
		{ "io_opt", info->io_opt_bytes },
		{ "max_discard", info->max_discard_sectors },
		{ "write_cache", info->has_write_cache },
		{ "fua", info->has_fua },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (!strcmp(rows[i].name, field))
			return rows[i].value;
	return ~0ULL;
}

static void do_info(struct run *run, struct command *cmd)
{
	struct dmsetup_info info;
	int r;

	memset(&info, 0, sizeof(info));
	r = dmsetup_info(cmd->words[1], &info);
	if (r < 0 || !info.exists)
		answer_result(cmd, r < 0 ? r : -ENXIO);
	else
		snprintf(cmd->answer, sizeof(cmd->answer), "%llu",
			 info_field(&info, cmd->words[2]));
}

static void do_open(struct run *run, struct command *cmd)
{
	answer_result(cmd, user_open(cmd->words[1]));
}

static void do_close(struct run *run, struct command *cmd)
{
	user_close(cmd->words[1]);
	answer_result(cmd, 0);
}

static void do_error(struct run *run, struct command *cmd)
{
	snprintf(cmd->answer, sizeof(cmd->answer), "%s", dmsetup_last_error());
}

static void do_log(struct run *run, struct command *cmd)
{
	cmd->answer[0] = '\0';
	dmsetup_message("ctl", 0, "log", cmd->answer, sizeof(cmd->answer));
}

static void do_sleep(struct run *run, struct command *cmd)
{
	run->world->sleep_ms(strtoul(cmd->words[1], NULL, 10));
	answer_result(cmd, 0);
}

/* --- one step --- */

static void do_start(struct run *run, struct command *cmd);
static void do_finish(struct run *run, struct command *cmd);

static const struct verb {
	const char *name;
	int nr_words; /* at least, the verb included */
	void (*fn)(struct run *run, struct command *cmd);
} verbs[] = {
	{ "create", 3, do_create },   { "create-ro", 3, do_create }, { "notable", 2, do_create },
	{ "load", 3, do_load },	      { "load-ro", 3, do_load },     { "clear", 2, do_clear },
	{ "suspend", 2, do_suspend }, { "resume", 2, do_resume },    { "remove", 2, do_remove },
	{ "message", 4, do_message }, { "status", 2, do_status },    { "table", 2, do_status },
	{ "info", 3, do_info },	      { "open", 2, do_open },	     { "close", 2, do_close },
	{ "error", 1, do_error },     { "log", 1, do_log },	     { "sleep", 2, do_sleep },
	{ "start", 2, do_start },     { "finish", 1, do_finish },
};

static void execute(struct run *run, struct command *cmd)
{
	size_t i;

	for (i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++) {
		if (strcmp(verbs[i].name, cmd->words[0]) || cmd->nr_words < verbs[i].nr_words)
			continue;
		verbs[i].fn(run, cmd);
		return;
	}
	snprintf(cmd->answer, sizeof(cmd->answer), "no such verb, or words are missing");
}

static void split(struct command *cmd, char *text)
{
	char *word;

	cmd->nr_words = 0;
	for (word = strtok(text, " \t\n"); word; word = strtok(NULL, " \t\n"))
		if (cmd->nr_words < MAX_WORDS)
			cmd->words[cmd->nr_words++] = word;
}

static void background(void *arg)
{
	struct run *run = arg;

	execute(run, &run->background);
	run->is_background_done = true;
}

static void do_start(struct run *run, struct command *cmd)
{
	join(cmd, 1, run->background_text, sizeof(run->background_text));
	split(&run->background, run->background_text);
	run->is_background_done = false;
	run->world->spawn(background, run);
	run->world->sleep_ms(100);
	answer_result(cmd, 0);
}

static void do_finish(struct run *run, struct command *cmd)
{
	int patience_ms = 20000;

	while (!__atomic_load_n(&run->is_background_done, __ATOMIC_ACQUIRE) && patience_ms--)
		run->world->sleep_ms(1);
	snprintf(cmd->answer, sizeof(cmd->answer), "%s",
		 patience_ms < 0 ? "never ended" : run->background.answer);
}

/* --- cases --- */

static void remove_devices(struct run *run)
{
	int r;

	while (run->nr_devices) {
		const char *name = run->devices[--run->nr_devices];

		if (!name[0])
			continue;
		user_close(name);
		r = dmsetup_remove(name, false, false);
		if (r < 0 && r != -ENXIO && !run->is_skipping) {
			say(run, "# cannot remove %s: %s", name, errno_name(r));
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
	char forgotten[MAX_TEXT];

	end_case(run);
	dmsetup_message("ctl", 0, "log", forgotten, sizeof(forgotten));
	snprintf(run->case_name, sizeof(run->case_name), "%s", name);
	run->is_skipping = false;
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
	char line[MAX_TEXT], *wanted;
	struct command cmd;

	expand(run, text, line, sizeof(line));
	wanted = cut_expectation(line);
	split(&cmd, line);
	if (!cmd.nr_words || cmd.words[0][0] == '#')
		return;
	if (!strcmp(cmd.words[0], "case")) {
		begin_case(run, cmd.words[1]);
		return;
	}
	if (run->is_skipping)
		return;
	execute(run, &cmd);
	if (!strcmp(cmd.answer, wanted))
		return;
	run->is_skipping = true;
	say(run, "# %s:%d: %s", run->path, run->line_nr, text);
	say(run, "#   wanted: %s", wanted);
	say(run, "#   got:    %s", cmd.answer);
}

/* --- files --- */

/* The devices that stay: they know the disks' numbers and what recorders saw. */
static int create_standing(struct run *run)
{
	static const char *const names[] = { "ctl-a", "ctl" };
	static const char *const tables[] = { "0 8 conformance /dev/disk-a",
					      "0 8 conformance /dev/disk-b" };
	int i, r = 0;

	for (i = 0; i < 2 && r >= 0; i++) {
		r = dmsetup_create(names[i], tables[i], false);
		if (r >= 0)
			r = dmsetup_message(names[i], 0, "name", run->numbers[i],
					    sizeof(run->numbers[i]));
	}
	if (r < 0)
		say(run, "# %s: %s", names[i - 1], errno_name(r));
	return r;
}

static void remove_standing(void)
{
	dmsetup_remove("ctl-a", false, false);
	dmsetup_remove("ctl", false, false);
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
	if (create_standing(run) >= 0)
		while (next_line(run, file, line, sizeof(line)))
			step(run, line);
	end_case(run);
	remove_standing();
	say(run, "1..%d", run->nr_cases);
	fclose(file);
	nr_failed = run->nr_cases ? run->nr_failed : -1;
	free(run);
	return nr_failed;
}
