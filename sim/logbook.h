/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The logbook of a campaign: a file that is only appended to, one line of JSON for each unit
 * that is done. What it holds survives whatever ends the program; a line that was torn is
 * no line.
 */
#ifndef SIM_LOGBOOK_H
#define SIM_LOGBOOK_H

#include <jansson.h>

#include "campaign.h"
#include "campaign-record.h"
#include "ints.h"

#define LOGBOOK_NAME "logbook"
#define LOGBOOK_ERROR_CHARS 6144

struct logbook;

/**
 * logbook_head - the first line: build, scenarios with the hashes of their texts, options,
 *	shard
 */
json_t *logbook_head(const struct campaign *c, u32 shard, u32 nr_shards);

/**
 * struct logbook_reader - who hears what a logbook holds
 * @unit: each unit in it
 * @end: how many units there are in all the shard; the last one counts
 */
struct logbook_reader {
	void (*unit)(void *ctx, const struct unit_record *record);
	void (*end)(void *ctx, u64 nr_units);
	void *ctx;
};

/**
 * logbook_read - read @folder's
 * @error: on failure, what is wrong
 * @good_bytes: up to where lines are whole; may be NULL
 * Return: its head, or NULL on failure.
 */
json_t *logbook_read(const char *folder, const struct logbook_reader *reader, u64 *good_bytes,
		     char error[LOGBOOK_ERROR_CHARS]);

/**
 * logbook_open - begin one in @folder, or go on with the one there
 * @must_resume: one that is there must have the same head, and @reader hears what it holds;
 *	else there must be none
 */
struct logbook *logbook_open(const char *folder, json_t *head, bool must_resume,
			     const struct logbook_reader *reader, char error[LOGBOOK_ERROR_CHARS]);
void logbook_close(struct logbook *book);

/* Return: false after a message: the line may not be there. */
bool logbook_add(struct logbook *book, json_t *line);

/* Where two heads differ, as "another build: A, not B"; "": nowhere but in the shard. */
void logbook_compare(const json_t *wanted, const json_t *found, char *text, size_t bytes);

#endif
