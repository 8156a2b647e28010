// SPDX-License-Identifier: GPL-2.0-only
/*
 * One kind of entry for each format of recorded I/O.
 *
 * From: logwrites.c, iolog.c.
 * To:   replay.c.
 */
#include "recording.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "iolog.h"
#include "logwrites.h"
#include "payload.h"

#define BLOCK_SECTORS 8u

struct recording {
	struct logwrites *logwrites; /* either this ... */
	struct iolog *iolog; /* ... or this */
	u64 nr_entries;
	u64 *first; /* iolog: where each file lies on the device */
	u32 nr_files;
	u8 *data; /* iolog: of the write at hand */
	size_t data_room;
};

/* --- opening --- */

static bool is_iolog(const char *path)
{
	char first[sizeof(IOLOG_BEGINNING) - 1];
	FILE *file = fopen(path, "rb");
	bool is_it = file && fread(first, 1, sizeof(first), file) == sizeof(first) &&
		     !memcmp(first, IOLOG_BEGINNING, sizeof(first));

	if (file)
		fclose(file);
	return is_it;
}

static void make_room(struct recording *rec, u32 nr_files)
{
	if (nr_files <= rec->nr_files)
		return;
	rec->first = realloc(rec->first, nr_files * sizeof(*rec->first));
	if (!rec->first) {
		fprintf(stderr, "replay: no memory for %u files\n", nr_files);
		exit(3);
	}
	memset(rec->first + rec->nr_files, 0, (nr_files - rec->nr_files) * sizeof(*rec->first));
	rec->nr_files = nr_files;
}

/* How long each file is, in @rec->first. A file is named by an entry of its own. */
static int measure(struct recording *rec, struct iolog *log)
{
	struct iolog_entry entry;
	u64 end;
	int more;

	while ((more = iolog_next(log, &entry)) > 0) {
		rec->nr_entries++;
		make_room(rec, iolog_nr_files(log));
		end = entry.sector + entry.nr_sectors;
		if (rec->nr_files && end > rec->first[entry.file])
			rec->first[entry.file] = end;
	}
	return more;
}

/* One behind the other. */
static void place_files(struct recording *rec)
{
	u64 at = 0, nr_sectors;
	u32 i;

	for (i = 0; rec->first && i < rec->nr_files; i++) {
		nr_sectors = rec->first[i];
		rec->first[i] = at;
		at += (nr_sectors + BLOCK_SECTORS - 1) / BLOCK_SECTORS * BLOCK_SECTORS;
	}
}

static bool open_iolog(struct recording *rec, const char *path, char *error, size_t error_bytes)
{
	struct iolog *log = iolog_open(path, error, error_bytes);
	bool is_good;

	if (!log)
		return false;
	is_good = !measure(rec, log);
	if (is_good)
		place_files(rec);
	else
		snprintf(error, error_bytes, "%s", iolog_error(log));
	iolog_close(log);
	if (is_good)
		rec->iolog = iolog_open(path, error, error_bytes);
	return rec->iolog;
}

static bool open_logwrites(struct recording *rec, const char *path, char *error, size_t error_bytes)
{
	rec->logwrites = logwrites_open(path, error, error_bytes);
	if (rec->logwrites)
		rec->nr_entries = logwrites_nr_entries(rec->logwrites);
	return rec->logwrites;
}

struct recording *recording_open(const char *path, char *error, size_t error_bytes)
{
	struct recording *rec = calloc(1, sizeof(*rec));

	if (is_iolog(path) ? open_iolog(rec, path, error, error_bytes) :
			     open_logwrites(rec, path, error, error_bytes))
		return rec;
	recording_close(rec);
	return NULL;
}

void recording_close(struct recording *rec)
{
	if (!rec)
		return;
	logwrites_close(rec->logwrites);
	iolog_close(rec->iolog);
	free(rec->first);
	free(rec->data);
	free(rec);
}

u64 recording_nr_entries(const struct recording *rec)
{
	return rec->nr_entries;
}

const char *recording_error(const struct recording *rec)
{
	return rec->iolog ? iolog_error(rec->iolog) : logwrites_error(rec->logwrites);
}

/* --- entries --- */

static int next_of_logwrites(struct recording *rec, struct recording_entry *entry)
{
	struct logwrites_entry from;
	int more = logwrites_next(rec->logwrites, &from);

	if (more <= 0)
		return more;
	*entry = (struct recording_entry){ .nr = from.nr,
					   .sector = from.sector,
					   .nr_sectors = from.nr_sectors,
					   .data = from.data,
					   .mark = from.mark };
	if (from.flags & LOGWRITES_FLUSH)
		entry->flags |= RECORDING_FLUSH;
	if (from.flags & LOGWRITES_FUA)
		entry->flags |= RECORDING_FUA;
	if (from.flags & LOGWRITES_DISCARD)
		entry->flags |= RECORDING_DISCARD;
	return 1;
}

static const void *make_data(struct recording *rec, const struct recording_entry *entry)
{
	size_t bytes = entry->nr_sectors * PAYLOAD_SECTOR_BYTES;

	if (bytes > rec->data_room) {
		rec->data = realloc(rec->data, bytes);
		rec->data_room = bytes;
	}
	payload_fill(rec->data, (u32)entry->nr_sectors, entry->nr, entry->sector, 0);
	return rec->data;
}

/* sync_file_range promises nothing; add, open and close do nothing to a device. */
static u32 flags_of(enum iolog_action action)
{
	switch (action) {
	case IOLOG_READ:
		return RECORDING_READ;
	case IOLOG_TRIM:
		return RECORDING_DISCARD;
	case IOLOG_SYNC:
	case IOLOG_DATASYNC:
		return RECORDING_FLUSH;
	default:
		return 0;
	}
}

static int next_of_iolog(struct recording *rec, struct recording_entry *entry)
{
	struct iolog_entry from;
	int more = iolog_next(rec->iolog, &from);

	if (more <= 0)
		return more;
	*entry = (struct recording_entry){ .nr = from.nr,
					   .flags = flags_of(from.action),
					   .nr_sectors = from.nr_sectors,
					   .at_ns = from.at_us * 1000 };
	if (entry->nr_sectors)
		entry->sector = rec->first[from.file] + from.sector;
	if (from.action == IOLOG_WRITE)
		entry->data = make_data(rec, entry);
	return 1;
}

int recording_next(struct recording *rec, struct recording_entry *entry)
{
	return rec->iolog ? next_of_iolog(rec, entry) : next_of_logwrites(rec, entry);
}
