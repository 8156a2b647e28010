/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Reader of logs of the device-mapper target log-writes: a superblock, then entries with
 * their data, plain or xz-compressed, as a stream. Everything in the file is checked
 * before it is used.
 *
 * From: a file.
 * To:   replay.c, one entry at a time, in the order in which they completed.
 */
#ifndef SIM_LOGWRITES_H
#define SIM_LOGWRITES_H

#include "ints.h"

#define LOGWRITES_FLUSH 1u
#define LOGWRITES_FUA 2u
#define LOGWRITES_DISCARD 4u
#define LOGWRITES_MARK 8u
#define LOGWRITES_METADATA 16u

struct logwrites;

struct logwrites_entry {
	u64 nr; /* from 1 */
	u64 flags;
	u64 sector, nr_sectors; /* in units of 512 bytes, whatever the log's own */
	const void *data; /* nr_sectors * 512 bytes; NULL for discards and marks; valid until
			   * the next call */
	const char *mark; /* MARK: its text, else NULL */
};

/**
 * logwrites_open - open a log and check its superblock
 * @path: the file; xz is recognised by its first bytes
 * @error: on failure "file: what was expected"
 * Return: the reader, or NULL.
 */
struct logwrites *logwrites_open(const char *path, char *error, size_t error_bytes);
void logwrites_close(struct logwrites *lw);

u64 logwrites_nr_entries(const struct logwrites *lw);
u32 logwrites_sector_bytes(const struct logwrites *lw);

/**
 * logwrites_next - the next entry
 * Return: 1; 0 after the last; -1: "file: entry n: what was expected" in logwrites_error()
 */
int logwrites_next(struct logwrites *lw, struct logwrites_entry *entry);
const char *logwrites_error(const struct logwrites *lw);

#endif
