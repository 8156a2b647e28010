// SPDX-License-Identifier: GPL-2.0-only
/*
 * Lines of an iolog.
 *
 * From: a file; iolog.h shows how it looks.
 * To:   recording.c.
 *
 * fio skips what it does not understand. Here a line that is not understood ends the reading:
 * a log that was played in part proves nothing of the rest.
 */
#include "iolog.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define UNIT_BYTES 512u
#define MAX_LINE 1024u
#define MAX_WORDS 6u /* one more than any line has */
#define MAX_FILES 1024u
#define MAX_NAME 256u /* fio's own bound */
#define MAX_OFFSET (1ULL << 50)
#define MAX_BYTES (64u << 20) /* of one read or write: far beyond any bio */
#define MAX_TRIM_BYTES (4ULL << 30)
#define MAX_TIME_US (1ULL << 42) /* 50 days */

static const char *const words_of[NR_IOLOG_ACTIONS] = {
	[IOLOG_ADD] = "add",
	[IOLOG_OPEN] = "open",
	[IOLOG_CLOSE] = "close",
	[IOLOG_READ] = "read",
	[IOLOG_WRITE] = "write",
	[IOLOG_TRIM] = "trim",
	[IOLOG_SYNC] = "sync",
	[IOLOG_DATASYNC] = "datasync",
	[IOLOG_SYNC_FILE_RANGE] = "sync_file_range",
	[IOLOG_WAIT] = "wait",
};

struct iolog_file {
	char name[MAX_NAME + 1];
	bool is_open;
};

struct iolog {
	FILE *file;
	char *path;
	u64 line_nr;
	u32 version;
	u64 at_us;
	struct iolog_file *files;
	u32 nr_files;
	char line[MAX_LINE + 1];
	char *words[MAX_WORDS];
	u32 nr_words;
	char error[1024];
};

/* --- lines --- */

__attribute__((format(printf, 2, 3))) static bool expected(struct iolog *log, const char *format,
							   ...)
{
	va_list arguments;
	int nr;

	nr = snprintf(log->error, sizeof(log->error), "%s: line %llu: expected ", log->path,
		      log->line_nr);
	if (nr < 0 || (size_t)nr >= sizeof(log->error))
		return false;
	va_start(arguments, format);
	vsnprintf(log->error + nr, sizeof(log->error) - (size_t)nr, format, arguments);
	va_end(arguments);
	return false;
}

/* Return: 1; 0: there is none; -1 on failure. */
static int read_line(struct iolog *log)
{
	u32 nr = 0;
	int byte;

	log->line_nr++;
	while ((byte = getc(log->file)) != EOF && byte != '\n') {
		if ((byte < ' ' && byte != '\t' && byte != '\r') || byte == 0x7f)
			return expected(log, "text, not a byte of value %d", byte) ? 1 : -1;
		if (nr == MAX_LINE)
			return expected(log, "at most %u characters", MAX_LINE) ? 1 : -1;
		log->line[nr++] = (char)byte;
	}
	if (ferror(log->file))
		return expected(log, "a file that can be read: %s", strerror(errno)) ? 1 : -1;
	log->line[nr] = '\0';
	return byte != EOF || nr;
}

static void split(struct iolog *log)
{
	char *rest, *word;

	log->nr_words = 0;
	for (word = strtok_r(log->line, " \t\r", &rest); word && log->nr_words < MAX_WORDS;
	     word = strtok_r(NULL, " \t\r", &rest))
		log->words[log->nr_words++] = word;
}

static bool read_number(struct iolog *log, const char *text, u64 max, const char *what, u64 *value)
{
	const char *at = text;
	u64 number = 0;

	for (; *at >= '0' && *at <= '9' && number <= max; at++)
		number = number * 10 + (u64)(*at - '0');
	if (*at || at == text || number > max)
		return expected(log, "%s, a number up to %llu, not '%s'", what, max, text);
	*value = number;
	return true;
}

/* --- opening --- */

static bool read_version(struct iolog *log)
{
	static const char wanted[] = "'fio version 2 iolog' or 'fio version 3 iolog'";
	int more = read_line(log);

	if (more < 0)
		return false;
	log->line[strcspn(log->line, "\r")] = '\0';
	if (!more)
		return expected(log, "%s, not the end of the file", wanted);
	if (!strcmp(log->line, IOLOG_BEGINNING "2 iolog"))
		log->version = 2;
	else if (!strcmp(log->line, IOLOG_BEGINNING "3 iolog"))
		log->version = 3;
	else
		return expected(log, "%s, not '%s'", wanted, log->line);
	return true;
}

struct iolog *iolog_open(const char *path, char *error, size_t error_bytes)
{
	struct iolog *log = calloc(1, sizeof(*log));

	log->path = strdup(path);
	log->file = fopen(path, "r");
	if (!log->file)
		snprintf(log->error, sizeof(log->error), "%s: expected a readable log: %s", path,
			 strerror(errno));
	else if (read_version(log))
		return log;
	snprintf(error, error_bytes, "%s", log->error);
	iolog_close(log);
	return NULL;
}

void iolog_close(struct iolog *log)
{
	if (!log)
		return;
	if (log->file)
		fclose(log->file);
	free(log->path);
	free(log->files);
	free(log);
}

const char *iolog_error(const struct iolog *log)
{
	return log->error;
}

u32 iolog_nr_files(const struct iolog *log)
{
	return log->nr_files;
}

/* --- files --- */

static struct iolog_file *find_file(struct iolog *log, const char *name)
{
	u32 i;

	for (i = 0; i < log->nr_files; i++)
		if (!strcmp(log->files[i].name, name))
			return &log->files[i];
	return NULL;
}

static struct iolog_file *add_file(struct iolog *log, const char *name)
{
	struct iolog_file *file;

	if (log->nr_files % 16 == 0)
		log->files = realloc(log->files, (log->nr_files + 16) * sizeof(*file));
	file = &log->files[log->nr_files++];
	snprintf(file->name, sizeof(file->name), "%s", name);
	file->is_open = false;
	return file;
}

/* FILE add|open|close: may be said again, as fio says it after each pass over the file. */
static bool read_file_action(struct iolog *log, struct iolog_entry *entry, const char *name)
{
	struct iolog_file *file = find_file(log, name);

	if (strlen(name) > MAX_NAME)
		return expected(log, "a file name of at most %u characters", MAX_NAME);
	if (entry->action > IOLOG_CLOSE)
		return expected(log, "an offset and a length after '%s'", words_of[entry->action]);
	if (!file && entry->action != IOLOG_ADD)
		return expected(log, "a file that was added, not '%s'", name);
	if (entry->action == IOLOG_CLOSE && !file->is_open)
		return expected(log, "a file that is open, not '%s'", name);
	if (!file && log->nr_files == MAX_FILES)
		return expected(log, "at most %u files", MAX_FILES);
	if (!file)
		file = add_file(log, name);
	if (entry->action != IOLOG_ADD)
		file->is_open = entry->action == IOLOG_OPEN;
	entry->file = (u32)(file - log->files);
	return true;
}

/* --- what is done to them --- */

static bool read_sectors(struct iolog *log, struct iolog_entry *entry, u64 offset, u64 bytes)
{
	u64 max_bytes = entry->action == IOLOG_TRIM ? MAX_TRIM_BYTES : MAX_BYTES;
	const char *word = words_of[entry->action];

	if (offset % UNIT_BYTES)
		return expected(log, "an offset in sectors of %u bytes, not %llu", UNIT_BYTES,
				offset);
	if (!bytes || bytes % UNIT_BYTES)
		return expected(log, "a length in sectors of %u bytes, not %llu", UNIT_BYTES,
				bytes);
	if (bytes > max_bytes)
		return expected(log, "a %s of at most %llu bytes, not %llu", word, max_bytes,
				bytes);
	entry->sector = offset / UNIT_BYTES;
	entry->nr_sectors = bytes / UNIT_BYTES;
	return true;
}

/* Its file and its length say nothing; time goes by since the last wait. */
static bool read_wait(struct iolog *log, u64 us)
{
	if (log->version != 2)
		return expected(log, "no wait in version 3, where each line has its time");
	if (us > MAX_TIME_US - log->at_us)
		return expected(log, "waits of at most %llu us in all", MAX_TIME_US);
	log->at_us += us;
	return true;
}

static bool read_io_action(struct iolog *log, struct iolog_entry *entry, char *const *words)
{
	struct iolog_file *file = find_file(log, words[0]);
	u64 offset, bytes;

	if (entry->action <= IOLOG_CLOSE)
		return expected(log, "nothing after '%s'", words_of[entry->action]);
	if (!read_number(log, words[2], MAX_OFFSET, "an offset in bytes", &offset) ||
	    !read_number(log, words[3], MAX_OFFSET, "a length in bytes", &bytes))
		return false;
	if (entry->action == IOLOG_WAIT)
		return read_wait(log, offset);
	if (!file || !file->is_open)
		return expected(log, "a file that was added and is open, not '%s'", words[0]);
	entry->file = (u32)(file - log->files);
	return entry->action >= IOLOG_SYNC || read_sectors(log, entry, offset, bytes);
}

static bool read_action(struct iolog *log, const char *word, enum iolog_action *action)
{
	u32 i;

	for (i = 0; i < NR_IOLOG_ACTIONS; i++)
		if (!strcmp(words_of[i], word)) {
			*action = i;
			return true;
		}
	return expected(log,
			"add, open, close, read, write, trim, sync, datasync, "
			"sync_file_range or wait, not '%s'",
			word);
}

static bool read_entry(struct iolog *log, struct iolog_entry *entry)
{
	bool has_time = log->version == 3;
	char *const *words = log->words + has_time;
	u32 nr_words = log->nr_words - has_time;

	if (log->nr_words != 2u + has_time && log->nr_words != 4u + has_time)
		return expected(log,
				"%sFILE ACTION, or %sFILE ACTION OFFSET LENGTH, not %u words%s",
				has_time ? "TIME " : "", has_time ? "TIME " : "", log->nr_words,
				log->nr_words == MAX_WORDS ? " or more" : "");
	if (has_time && !read_number(log, log->words[0], MAX_TIME_US, "a time in us", &log->at_us))
		return false;
	if (!read_action(log, words[1], &entry->action))
		return false;
	if (nr_words == 2 ? !read_file_action(log, entry, words[0]) :
			    !read_io_action(log, entry, words))
		return false;
	entry->at_us = log->at_us;
	return true;
}

int iolog_next(struct iolog *log, struct iolog_entry *entry)
{
	int more;

	if (log->error[0])
		return -1;
	more = read_line(log);
	if (more <= 0)
		return more;
	split(log);
	memset(entry, 0, sizeof(*entry));
	entry->nr = log->line_nr - 1;
	return read_entry(log, entry) ? 1 : -1;
}
