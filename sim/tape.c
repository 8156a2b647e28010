// SPDX-License-Identifier: GPL-2.0-only
/*
 * A tape as a file.
 *
 * From: choice_record(), after a run.
 * To:   choice_recorded_create(), which replays it.
 */
#include "tape.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Made by the build; a program built otherwise has no name for its sources. */
#if __has_include("build-id.h")
#include "build-id.h"
#else
#define WBSIM_BUILD_ID "unknown"
#endif

#define TAPE_VERSION "wbsim-tape 1"

const char *tape_build_id(void)
{
	return WBSIM_BUILD_ID;
}

void tape_init(struct tape *tape)
{
	memset(tape, 0, sizeof(*tape));
}

void tape_exit(struct tape *tape)
{
	free(tape->scenario);
	free(tape->build);
	free(tape->entries);
	tape_init(tape);
}

void tape_append(struct tape *tape, const struct choice_entry *entries, size_t nr)
{
	if (!nr)
		return;
	tape->entries = realloc(tape->entries, (tape->nr_entries + nr) * sizeof(*entries));
	memcpy(tape->entries + tape->nr_entries, entries, nr * sizeof(*entries));
	tape->nr_entries += nr;
}

/* --- reading --- */

/* What is wrong with a line is a static text: "expected …". */
typedef const char *(*line_parser)(struct tape *tape, char *line);

static bool parse_hex(const char *text, u64 *value)
{
	char *end;

	if (strlen(text) != 16)
		return false;
	*value = strtoull(text, &end, 16);
	return !*end && text[0] != '-' && text[0] != '+';
}

static bool parse_number(const char *text, u64 max, u64 *value)
{
	char *end;

	if (*text < '0' || *text > '9')
		return false;
	errno = 0;
	*value = strtoull(text, &end, 10);
	return !errno && !*end && *value <= max;
}

static const char *parse_version(struct tape *tape, char *line)
{
	(void)tape;
	return strcmp(line, TAPE_VERSION) ? "expected '" TAPE_VERSION "'" : NULL;
}

static const char *parse_scenario(struct tape *tape, char *line)
{
	static const char expected[] = "expected 'scenario NAME HASH' (16 hex digits)";
	char *space = strrchr(line, ' ');

	if (strncmp(line, "scenario ", 9) || !space || space < line + 10 ||
	    !parse_hex(space + 1, &tape->scenario_hash))
		return expected;
	*space = '\0';
	tape->scenario = strdup(line + 9);
	return NULL;
}

static const char *parse_build(struct tape *tape, char *line)
{
	if (strncmp(line, "build ", 6) || !line[6])
		return "expected 'build ID'";
	tape->build = strdup(line + 6);
	return NULL;
}

static const char *parse_seed(struct tape *tape, char *line)
{
	if (strncmp(line, "seed ", 5) || !parse_number(line + 5, UINT64_MAX, &tape->seed))
		return "expected 'seed NUMBER'";
	return NULL;
}

static const char *parse_cuts(struct tape *tape, const char *line)
{
	u64 nr;

	if (!parse_number(line + 5, TAPE_MAX_CUTS, &nr) || !nr)
		return "expected 'cuts N', at most 4";
	tape->nr_cuts = nr;
	return NULL;
}

static const char *parse_choice(struct tape *tape, char *line)
{
	struct choice_entry entry;
	u64 idx, n, value;
	char *word[5], *rest = line;
	unsigned int i;
	int kind;

	for (i = 0; i < 5; i++)
		word[i] = strsep(&rest, " ");
	if (!word[4] || rest || strcmp(word[0], "c") || !parse_number(word[2], UINT64_MAX, &idx) ||
	    !parse_number(word[3], UINT32_MAX, &n) || !parse_number(word[4], UINT32_MAX, &value))
		return "expected 'c TRACK INDEX N ANSWER'";
	kind = choice_kind_of(word[1]);
	if (kind < 0)
		return "unknown track";
	if (value >= n)
		return "the answer must be less than N";
	entry = (struct choice_entry){ .idx = idx, .n = n, .value = value, .kind = kind };
	tape_append(tape, &entry, 1);
	return NULL;
}

static const char *parse_line(struct tape *tape, char *line, unsigned int number)
{
	static const line_parser heads[] = { parse_version, parse_scenario, parse_build,
					     parse_seed };

	if (number <= 4)
		return heads[number - 1](tape, line);
	return !strncmp(line, "cuts ", 5) ? parse_cuts(tape, line) : parse_choice(tape, line);
}

static bool read_lines(struct tape *tape, FILE *file, const char *path, char *error,
		       size_t error_bytes)
{
	const char *wrong = NULL;
	unsigned int number = 0;
	char *line = NULL;
	size_t room = 0;
	ssize_t chars;

	while (!wrong && (chars = getline(&line, &room, file)) > 0) {
		number++;
		if (line[chars - 1] == '\n')
			line[--chars] = '\0';
		else
			wrong = "the line is cut short";
		if (!wrong && strlen(line) != (size_t)chars)
			wrong = "not text";
		if (!wrong)
			wrong = parse_line(tape, line, number);
	}
	free(line);
	if (!wrong && number < 4) {
		wrong = "ends before its four heading lines";
		number++;
	}
	if (wrong)
		snprintf(error, error_bytes, "%s:%u: %s", path, number, wrong);
	return !wrong;
}

bool tape_read(struct tape *tape, const char *path, char *error, size_t error_bytes)
{
	FILE *file = fopen(path, "rb");
	bool is_good;

	tape_init(tape);
	if (!file) {
		snprintf(error, error_bytes, "%s: %s", path, strerror(errno));
		return false;
	}
	is_good = read_lines(tape, file, path, error, error_bytes);
	fclose(file);
	if (!is_good)
		tape_exit(tape);
	return is_good;
}

/* --- writing --- */

static bool write_lines(const struct tape *tape, FILE *file)
{
	size_t i;

	fprintf(file, TAPE_VERSION "\nscenario %s %016llx\nbuild %s\nseed %llu\n", tape->scenario,
		tape->scenario_hash, tape->build, tape->seed);
	if (tape->nr_cuts)
		fprintf(file, "cuts %u\n", tape->nr_cuts);
	for (i = 0; i < tape->nr_entries; i++) {
		const struct choice_entry *e = &tape->entries[i];

		fprintf(file, "c %s %llu %u %u\n", choice_kind_name(e->kind), e->idx, e->n,
			e->value);
	}
	return !fflush(file) && !ferror(file);
}

bool tape_write(const struct tape *tape, const char *path, char *error, size_t error_bytes)
{
	char beside[PATH_MAX];
	bool is_good = false;
	FILE *file;

	if (snprintf(beside, sizeof(beside), "%s.new", path) >= (int)sizeof(beside)) {
		snprintf(error, error_bytes, "%s: the name is too long", path);
		return false;
	}
	file = fopen(beside, "wb");
	if (file) {
		is_good = write_lines(tape, file);
		is_good = !fclose(file) && is_good && !rename(beside, path);
	}
	if (!is_good) {
		snprintf(error, error_bytes, "%s: %s", path, strerror(errno));
		unlink(beside);
	}
	return is_good;
}
