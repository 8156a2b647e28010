// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the verbs of a step file do, in a task of the machine.
 *
 * From: steps.c.
 * To:   user.h.
 */
#include "verbs.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

static void add_text(struct command *cmd, const char *more)
{
	strncat(cmd->text, more, sizeof(cmd->text) - strlen(cmd->text) - 1);
}

/* Words from @from on, joined by blanks; ";" begins a new line of a table. */
static void join(struct command *cmd, int from)
{
	bool is_first = true;
	int i;

	cmd->text[0] = '\0';
	for (i = from; i < cmd->nr_words; i++) {
		if (!strcmp(cmd->words[i], ";")) {
			add_text(cmd, "\n");
			is_first = true;
			continue;
		}
		if (!is_first)
			add_text(cmd, " ");
		add_text(cmd, cmd->words[i]);
		is_first = false;
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

/* --- verbs --- */

static void do_create(struct command *cmd)
{
	const char *verb = cmd->words[0], *name = cmd->words[1];
	int r;

	join(cmd, 2);
	if (!strcmp(verb, "notable"))
		r = dmsetup_create_notable(name);
	else
		r = dmsetup_create(name, cmd->text, !strcmp(verb, "create-ro"));
	answer_result(cmd, r);
}

static void do_load(struct command *cmd)
{
	join(cmd, 2);
	answer_result(cmd,
		      dmsetup_load(cmd->words[1], cmd->text, !strcmp(cmd->words[0], "load-ro")));
}

static void do_suspend(struct command *cmd)
{
	u32 flags = 0;

	if (has_word(cmd, "noflush"))
		flags |= DMSETUP_NOFLUSH;
	if (has_word(cmd, "nolockfs"))
		flags |= DMSETUP_NOLOCKFS;
	answer_result(cmd, dmsetup_suspend(cmd->words[1], flags));
}

static void do_resume(struct command *cmd)
{
	answer_result(cmd, dmsetup_resume(cmd->words[1]));
}

static void do_clear(struct command *cmd)
{
	answer_result(cmd, dmsetup_clear(cmd->words[1]));
}

static void do_remove(struct command *cmd)
{
	int r = dmsetup_remove(cmd->words[1], has_word(cmd, "force"), has_word(cmd, "deferred"));

	answer_result(cmd, r);
}

static void do_message(struct command *cmd)
{
	int r;

	join(cmd, 3);
	cmd->answer[0] = '\0';
	r = dmsetup_message(cmd->words[1], strtoull(cmd->words[2], NULL, 10), cmd->text,
			    cmd->answer, sizeof(cmd->answer));
	if (r != 1)
		answer_result(cmd, r);
}

static void do_status(struct command *cmd)
{
	enum dmsetup_status what = !strcmp(cmd->words[0], "table") ? DMSETUP_TABLE : DMSETUP_STATUS;
	int r;

	cmd->answer[0] = '\0';
	r = dmsetup_status(cmd->words[1], what, has_word(cmd, "inactive"), cmd->answer,
			   sizeof(cmd->answer));
	if (r < 0) {
		answer_result(cmd, r);
		return;
	}
	while (cmd->answer[0] && cmd->answer[strlen(cmd->answer) - 1] == '\n')
		cmd->answer[strlen(cmd->answer) - 1] = '\0';
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

static void do_info(struct command *cmd)
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

static void do_open(struct command *cmd)
{
	answer_result(cmd, user_open(cmd->words[1]));
}

static void do_close(struct command *cmd)
{
	user_close(cmd->words[1]);
	answer_result(cmd, 0);
}

static void do_error(struct command *cmd)
{
	snprintf(cmd->answer, sizeof(cmd->answer), "%s", dmsetup_last_error());
}

static void do_log(struct command *cmd)
{
	cmd->answer[0] = '\0';
	dmsetup_message("ctl", 0, "log", cmd->answer, sizeof(cmd->answer));
}

static const struct verb {
	const char *name;
	int nr_words; /* at least, the verb included */
	void (*fn)(struct command *cmd);
} verbs[] = {
	{ "create", 3, do_create },   { "create-ro", 3, do_create }, { "notable", 2, do_create },
	{ "load", 3, do_load },	      { "load-ro", 3, do_load },     { "clear", 2, do_clear },
	{ "suspend", 2, do_suspend }, { "resume", 2, do_resume },    { "remove", 2, do_remove },
	{ "message", 4, do_message }, { "status", 2, do_status },    { "table", 2, do_status },
	{ "info", 3, do_info },	      { "open", 2, do_open },	     { "close", 2, do_close },
	{ "error", 1, do_error },     { "log", 1, do_log },
};

void command_execute(void *arg)
{
	struct command *cmd = arg;
	size_t i;

	snprintf(cmd->answer, sizeof(cmd->answer), "no such verb, or words are missing");
	for (i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (!strcmp(verbs[i].name, cmd->words[0]) && cmd->nr_words >= verbs[i].nr_words)
			verbs[i].fn(cmd);
	__atomic_store_n(&cmd->is_done, true, __ATOMIC_RELEASE);
}
