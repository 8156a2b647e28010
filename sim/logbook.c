// SPDX-License-Identifier: GPL-2.0-only
/*
 * The logbook of a campaign.
 *
 * From: campaign-crew.c, which adds units as they end.
 * To:   whoever resumes or merges.
 */
#include "logbook.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "folder.h"
#include "scenario.h"
#include "tape.h"

#define LOGBOOK_VERSION 1

struct logbook {
	int fd;
	char path[PATH_MAX];
};

static json_t *hex(u64 number)
{
	char text[17];

	snprintf(text, sizeof(text), "%016llx", number);
	return json_string(text);
}

json_t *logbook_head(const struct campaign *c, u32 shard, u32 nr_shards)
{
	json_t *head = json_object(), *scenarios = json_array();
	char options[CAMPAIGN_TEXT_CHARS];
	u32 i;

	for (i = 0; i < c->nr_scenarios; i++)
		json_array_append_new(scenarios,
				      json_pack("{s:s, s:o}", "name", c->scenarios[i]->name, "hash",
						hex(c->scenarios[i]->hash)));
	campaign_describe(c, options);
	json_object_set_new(head, "campaign", json_integer(LOGBOOK_VERSION));
	json_object_set_new(head, "build", json_string(tape_build_id()));
	json_object_set_new(head, "scenarios", scenarios);
	json_object_set_new(head, "options", json_string(options));
	json_object_set_new(head, "shard", json_integer(shard));
	json_object_set_new(head, "shards", json_integer(nr_shards));
	return head;
}

static const char *text_of(const json_t *head, const char *name)
{
	const char *text = json_string_value(json_object_get(head, name));

	return text ? text : "?";
}

void logbook_compare(const json_t *wanted, const json_t *found, char *text, size_t bytes)
{
	static const char *const words[] = { "build", "options" };
	size_t i;

	text[0] = '\0';
	for (i = 0; i < 2; i++) {
		if (!strcmp(text_of(wanted, words[i]), text_of(found, words[i])))
			continue;
		snprintf(text, bytes, "%s %s, expected %s", words[i], text_of(found, words[i]),
			 text_of(wanted, words[i]));
		return;
	}
	if (!json_equal(json_object_get(wanted, "scenarios"), json_object_get(found, "scenarios")))
		snprintf(text, bytes, "other scenarios, or another text of them");
	else if (!json_equal(json_object_get(wanted, "shards"), json_object_get(found, "shards")))
		snprintf(text, bytes, "one of %lld shards, expected one of %lld",
			 json_integer_value(json_object_get(found, "shards")),
			 json_integer_value(json_object_get(wanted, "shards")));
}

/* --- reading --- */

static bool read_head(json_t *line, const char *path, char error[LOGBOOK_ERROR_CHARS])
{
	if (json_integer_value(json_object_get(line, "campaign")) == LOGBOOK_VERSION)
		return true;
	snprintf(error, LOGBOOK_ERROR_CHARS, "%s:1: expected the head of a campaign's logbook",
		 path);
	return false;
}

static bool read_line(json_t *line, const struct logbook_reader *reader)
{
	const json_t *end = json_object_get(line, "end");
	struct unit_record record;

	if (end) {
		reader->end(reader->ctx, (u64)json_integer_value(end));
		return true;
	}
	if (!unit_record_from_json(&record, line))
		return false;
	reader->unit(reader->ctx, &record);
	unit_record_exit(&record);
	return true;
}

static json_t *read_lines(FILE *file, const char *path, const struct logbook_reader *reader,
			  u64 *good_bytes, char error[LOGBOOK_ERROR_CHARS])
{
	json_t *head = NULL, *line;
	char *text = NULL;
	size_t room = 0;
	u64 nr = 0;
	ssize_t chars;
	bool is_good = true;

	*good_bytes = 0;
	while (is_good && (chars = getline(&text, &room, file)) > 0 && text[chars - 1] == '\n') {
		line = json_loads(text, 0, NULL);
		is_good = line && (nr++ ? read_line(line, reader) : read_head(line, path, error));
		if (is_good)
			*good_bytes += chars;
		if (is_good && !head)
			head = json_incref(line);
		json_decref(line);
	}
	free(text);
	if (is_good && head)
		return head;
	if (!*error)
		snprintf(error, LOGBOOK_ERROR_CHARS, "%s:%llu: expected a line of a logbook", path,
			 nr ? nr : 1);
	json_decref(head);
	return NULL;
}

json_t *logbook_read(const char *folder, const struct logbook_reader *reader, u64 *good_bytes,
		     char error[LOGBOOK_ERROR_CHARS])
{
	char path[PATH_MAX];
	u64 ignored;
	json_t *head;
	FILE *file;

	error[0] = '\0';
	snprintf(path, sizeof(path), "%s/%s", folder, LOGBOOK_NAME);
	file = fopen(path, "rb");
	if (!file) {
		snprintf(error, LOGBOOK_ERROR_CHARS, "%s: %s", path, strerror(errno));
		return NULL;
	}
	head = read_lines(file, path, reader, good_bytes ? good_bytes : &ignored, error);
	fclose(file);
	return head;
}

/* --- writing --- */

bool logbook_add(struct logbook *book, json_t *line)
{
	char *text = json_dumps(line, JSON_COMPACT);
	size_t bytes = strlen(text);
	bool is_good;

	text[bytes++] = '\n'; /* in the place of the NUL */
	is_good = write(book->fd, text, bytes) == (ssize_t)bytes;
	if (!is_good)
		fprintf(stderr, "wbsim: %s: %s\n", book->path, strerror(errno));
	free(text);
	return is_good;
}

static bool is_there(const char *path)
{
	struct stat st;

	return !stat(path, &st) && st.st_size;
}

static bool resume(struct logbook *book, const char *folder, json_t *head,
		   const struct logbook_reader *reader, char error[LOGBOOK_ERROR_CHARS])
{
	u64 good_bytes;
	json_t *found = logbook_read(folder, reader, &good_bytes, error);
	char text[1024];

	if (!found)
		return false;
	logbook_compare(head, found, text, sizeof(text));
	if (!*text && !json_equal(json_object_get(head, "shard"), json_object_get(found, "shard")))
		snprintf(text, sizeof(text), "another shard");
	json_decref(found);
	if (*text)
		snprintf(error, LOGBOOK_ERROR_CHARS, "%s: of another campaign: %s", book->path,
			 text);
	else if (ftruncate(book->fd, good_bytes))
		snprintf(error, LOGBOOK_ERROR_CHARS, "%s: %s", book->path, strerror(errno));
	return !*error;
}

static bool begin(struct logbook *book, const char *folder, json_t *head, bool must_resume,
		  const struct logbook_reader *reader, char error[LOGBOOK_ERROR_CHARS])
{
	bool is_old = is_there(book->path);

	if (is_old && !must_resume) {
		snprintf(error, LOGBOOK_ERROR_CHARS,
			 "%s: there is one: --resume goes on with it, another --out begins anew",
			 book->path);
		return false;
	}
	book->fd = open(book->path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
	if (book->fd < 0) {
		snprintf(error, LOGBOOK_ERROR_CHARS, "%s: %s", book->path, strerror(errno));
		return false;
	}
	if (flock(book->fd, LOCK_EX | LOCK_NB)) {
		snprintf(error, LOGBOOK_ERROR_CHARS, "%s: another campaign is writing it",
			 book->path);
		return false;
	}
	return is_old ? resume(book, folder, head, reader, error) : logbook_add(book, head);
}

struct logbook *logbook_open(const char *folder, json_t *head, bool must_resume,
			     const struct logbook_reader *reader, char error[LOGBOOK_ERROR_CHARS])
{
	struct logbook *book = calloc(1, sizeof(*book));

	book->fd = -1;
	error[0] = '\0';
	if (!folder_make(folder)) {
		snprintf(error, LOGBOOK_ERROR_CHARS, "%s: %s", folder, strerror(errno));
		logbook_close(book);
		return NULL;
	}
	snprintf(book->path, sizeof(book->path), "%s/%s", folder, LOGBOOK_NAME);
	if (begin(book, folder, head, must_resume, reader, error))
		return book;
	logbook_close(book);
	return NULL;
}

void logbook_close(struct logbook *book)
{
	if (!book)
		return;
	if (book->fd >= 0)
		close(book->fd);
	free(book);
}
