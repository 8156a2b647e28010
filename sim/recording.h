/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Recorded I/O, in whatever format: a dm-log-writes log (logwrites.h) or an iolog of fio
 * (iolog.h), which the file's first bytes tell.
 *
 * An iolog has no data: each write gets contents of its own (payload.h, by the number of its
 * entry). Its files lie on the device one behind the other, in the order in which they were
 * added, each as long as the log reaches, in whole blocks of 4 KiB.
 *
 * From: replay.c.
 * To:   replay-player.c, one entry at a time.
 */
#ifndef SIM_RECORDING_H
#define SIM_RECORDING_H

#include "ints.h"

#define RECORDING_FLUSH 1u
#define RECORDING_FUA 2u
#define RECORDING_DISCARD 4u
#define RECORDING_READ 8u

struct recording;

/**
 * struct recording_entry - one of them
 * @nr: from 1
 * @sector, @nr_sectors: in units of 512 bytes; none: nothing but what @flags say
 * @data: of a write, else NULL; until the next call
 * @mark: the text of a mark, else NULL
 * @at_ns: not before this, counted from the beginning
 */
struct recording_entry {
	u64 nr;
	u32 flags;
	u64 sector, nr_sectors;
	const void *data;
	const char *mark;
	u64 at_ns;
};

/**
 * recording_open - open one
 * An iolog is read once to its end: whatever is wrong in it is said here.
 * @error: on failure "file: where: what was expected"
 * Return: the recording, or NULL.
 */
struct recording *recording_open(const char *path, char *error, size_t error_bytes);
void recording_close(struct recording *rec);

u64 recording_nr_entries(const struct recording *rec);

/**
 * recording_next - the next entry
 * Return: 1; 0 after the last; -1: why not is in recording_error()
 */
int recording_next(struct recording *rec, struct recording_entry *entry);
const char *recording_error(const struct recording *rec);

#endif
