/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What happened lately on one device, so that a report can tell the last events on one
 * sector, across power cuts. A ring; times are of the virtual clock of each boot.
 */
#ifndef SIM_JUDGE_LOG_H
#define SIM_JUDGE_LOG_H

#include "ints.h"

#define JUDGE_LOG_ROOM 1024u

enum judge_event_kind {
	JUDGE_SUBMITTED,
	JUDGE_ANSWERED,
	JUDGE_DISK_SUBMITTED,
	JUDGE_DISK_COMPLETED,
	JUDGE_POWER_CUT,
	JUDGE_RAM_LOST,
	JUDGE_DISK_CHANGED, /* while the power was off: @what says it all */
};

/**
 * struct judge_event - one of them
 * @what: "write", "FUA write" …: a literal; @on: name of a disk, "" for the device
 * @id: of the request, or of the I/O
 */
struct judge_event {
	u64 id, sector, time_ns;
	const char *what, *on;
	u32 nr_sectors;
	s32 error;
	enum judge_event_kind kind;
};

struct judge_log {
	u64 nr; /* ever added */
	struct judge_event events[JUDGE_LOG_ROOM];
};

static inline void judge_log_add(struct judge_log *log, const struct judge_event *ev)
{
	log->events[log->nr++ % JUDGE_LOG_ROOM] = *ev;
}

/* @nr: forget what was added after the @nr-th. */
void judge_log_copy(struct judge_log *to, const struct judge_log *from, u64 nr);

/* The last events that touch @sector, one per line, oldest first; "" if none. */
void judge_log_text(const struct judge_log *log, u64 sector, char *text, size_t text_bytes);

#endif
