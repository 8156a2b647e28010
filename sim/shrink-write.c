// SPDX-License-Identifier: GPL-2.0-only
/*
 * The result of shrinking as files.
 *
 * From: shrink.c.   To: the folder of the finding.
 */
#include "shrink-write.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "run.h"

#define COMMENT_COLUMNS 92
#define MAX_SEEN_CHARS 280

/* What docs/contract.md promises, in a sentence; the first that fits counts. */
static const struct promise {
	const char *rule, *word; /* the finding's rule; a word of its text, or "" */
	bool needs_cut;
	const char *claims, *text;
} promises[] = {
	{ "contents", "durable by", true, "C2 C4",
	  "What a flush or FUA made durable survives every later cut." },
	{ "contents", "", true, "C4",
	  "After a cut each sector holds its last durable write or one submitted later." },
	{ "contents", "", false, "C1",
	  "A read returns, sector by sector, the last completed write." },
	{ "recovery", "", false, "C6",
	  "Power loss alone never makes a device that cannot be activated." },
	{ "completion", "", false, "C7",
	  "Each request is answered exactly once, in time, with success or an error that is due." },
	{ "hung", "", false, "C7 C10", "What was asked for comes to an end." },
	{ "hung-task", "", false, "C10", "What was asked for comes to an end." },
	{ "soft-lockup", "", false, "C10", "What was asked for comes to an end." },
	{ "dead", "", false, "C8",
	  "After an I/O error of a disk the device is dead, and nothing more is written." },
	{ "create", "", false, "C11", "A good table makes a device." },
	{ "remove", "", false, "C10", "A device that nobody uses can be removed." },
	{ "leak", "", false, "C10 C12", "Nothing is left behind." },
	{ "I2", "", false, "I2",
	  "Recovery applies an unbroken run of ids; what lies beyond it never comes back." },
	{ "I3", "", false, "I3", "Recorded is only what was written back and flushed on the HDD." },
	{ "I4", "", false, "I4",
	  "A slot is overwritten only when its content is durable on the HDD." },
	{ "I5", "", false, "I5", "Per sector of the HDD at most one write is in flight." },
	{ "I10", "", false, "I10",
	  "After suspend the two disks alone hold everything that was acknowledged." },
};

#define NR_PROMISES (sizeof(promises) / sizeof(promises[0]))

/* "… I7 broken: …" is what the driver's own asserts say. */
static bool names_invariant(const char *text, char *name, size_t bytes)
{
	const char *end = strstr(text, " broken: "), *begin = end;

	while (begin && begin > text && begin[-1] != ' ')
		begin--;
	if (!begin || *begin != 'I' || end - begin >= (int)bytes)
		return false;
	snprintf(name, bytes, "%.*s", (int)(end - begin), begin);
	return true;
}

static const struct promise *promise_of(const struct run_finding *f, bool is_cut)
{
	size_t i;

	for (i = 0; i < NR_PROMISES; i++)
		if (!strcmp(promises[i].rule, f->rule) && (is_cut || !promises[i].needs_cut) &&
		    strstr(f->text, promises[i].word))
			return &promises[i];
	return NULL;
}

/* Of the contents oracle's text: "wb, sector 6 reads zeroes: write 3 is lost". */
static void seen_contents(const char *text, char *out, size_t bytes)
{
	const char *line = strchr(text, '\n');

	snprintf(out, bytes, "%.*s", (int)strcspn(text, ":"), text);
	if (line && !strncmp(line + 1, "That is ", 8)) {
		line += strlen("\nThat is ");
		snprintf(out + strlen(out), bytes - strlen(out), " holds %.*s",
			 (int)strcspn(line, "\n"), line);
	}
}

static void seen_text(const struct run_finding *f, char *out, size_t bytes)
{
	size_t i;

	if (!strcmp(f->rule, "contents"))
		seen_contents(f->text, out, bytes);
	else
		snprintf(out, bytes, "%s: %.*s", f->rule, (int)strcspn(f->text, "\n"), f->text);
	for (i = 0; out[i]; i++)
		if ((unsigned char)out[i] < ' ')
			out[i] = ' ';
	if (i && out[i - 1] != '.')
		snprintf(out + i, bytes - i, ".");
}

/* Lines of a comment, broken at blanks. */
static void print_comment(FILE *file, const char *text)
{
	size_t chars, last;

	while (*text) {
		chars = strlen(text);
		if (chars > COMMENT_COLUMNS) {
			for (last = COMMENT_COLUMNS; last && text[last] != ' '; last--)
				;
			chars = last ? last : COMMENT_COLUMNS;
		}
		fprintf(file, "-- %.*s\n", (int)chars, text);
		text += chars;
		text += strspn(text, " ");
	}
}

char *shrink_comment(const struct run_finding *finding, bool is_cut, const char *claims)
{
	const struct promise *promise = promise_of(finding, is_cut);
	char seen[MAX_SEEN_CHARS], text[MAX_SEEN_CHARS + 200], invariant[8] = "";
	char *comment = NULL;
	size_t bytes = 0;
	FILE *file = open_memstream(&comment, &bytes);

	seen_text(finding, seen, sizeof(seen));
	snprintf(text, sizeof(text), "%s Broken when this was written: %s",
		 promise ? promise->text : "All that the driver and the kernel assert holds.",
		 seen);
	print_comment(file, text);
	if (promise)
		claims = promise->claims;
	else if (names_invariant(finding->text, invariant, sizeof(invariant)))
		claims = invariant;
	if (*claims)
		fprintf(file, "-- Claims: %s\n", claims);
	fclose(file);
	return comment;
}

bool shrink_write_text(const char *path, const char *text)
{
	char beside[PATH_MAX];
	bool is_good = false;
	FILE *file;

	if (snprintf(beside, sizeof(beside), "%s.new", path) >= (int)sizeof(beside)) {
		fprintf(stderr, "wbsim: %s: the name is too long\n", path);
		return false;
	}
	file = fopen(beside, "wb");
	if (file) {
		is_good = fputs(text, file) >= 0;
		is_good = !fclose(file) && is_good && !rename(beside, path);
	}
	if (!is_good) {
		fprintf(stderr, "wbsim: %s: %s\n", path, strerror(errno));
		unlink(beside);
	}
	return is_good;
}
