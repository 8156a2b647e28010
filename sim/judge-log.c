// SPDX-License-Identifier: GPL-2.0-only
/*
 * The last events on one sector.
 *
 * From: judge.c.
 * To:   its reports.
 */
#include "judge-log.h"

#include <stdio.h>
#include <string.h>

#define NR_TOLD 8u

void judge_log_copy(struct judge_log *to, const struct judge_log *from, u64 nr)
{
	u64 room = from->nr < JUDGE_LOG_ROOM ? from->nr : JUDGE_LOG_ROOM;

	memcpy(to->events, from->events, room * sizeof(*to->events));
	to->nr = nr;
	/* Places that were written over since are not what they were. */
	for (; nr < from->nr; nr++)
		to->events[nr % JUDGE_LOG_ROOM].what = NULL;
}

static bool is_on(const struct judge_event *ev, u64 sector)
{
	if (ev->kind == JUDGE_POWER_CUT || ev->kind == JUDGE_RAM_LOST ||
	    ev->kind == JUDGE_DISK_CHANGED)
		return true;
	if (!ev->nr_sectors)
		return true; /* a flush concerns all */
	return ev->sector <= sector && sector - ev->sector < ev->nr_sectors;
}

/* Picks the numbers of the events to tell, newest first; returns how many. */
static u32 pick(const struct judge_log *log, u64 sector, u64 picked[NR_TOLD])
{
	u64 nr = log->nr, oldest = nr > JUDGE_LOG_ROOM ? nr - JUDGE_LOG_ROOM : 0;
	u32 nr_picked = 0;

	while (nr > oldest && nr_picked < NR_TOLD) {
		const struct judge_event *ev = &log->events[--nr % JUDGE_LOG_ROOM];

		if (!ev->what)
			break;
		if (is_on(ev, sector))
			picked[nr_picked++] = nr;
	}
	return nr_picked;
}

static int put_range(const struct judge_event *ev, char *text, size_t bytes)
{
	if (!ev->nr_sectors)
		return snprintf(text, bytes, "%s %llu", ev->what, ev->id);
	return snprintf(text, bytes, "%s %llu (sectors %llu+%u)", ev->what, ev->id, ev->sector,
			ev->nr_sectors);
}

static void put_event(const struct judge_event *ev, char *text, size_t bytes)
{
	char range[96], error[32] = "";

	put_range(ev, range, sizeof(range));
	if (ev->error)
		snprintf(error, sizeof(error), ", errno %d", -ev->error);
	switch (ev->kind) {
	case JUDGE_SUBMITTED:
		snprintf(text, bytes, "\n  %12llu ns  %s submitted", ev->time_ns, range);
		break;
	case JUDGE_ANSWERED:
		snprintf(text, bytes, "\n  %12llu ns  %s answered%s", ev->time_ns, range, error);
		break;
	case JUDGE_DISK_SUBMITTED:
		snprintf(text, bytes, "\n  %12llu ns  %s: %s submitted", ev->time_ns, ev->on,
			 range);
		break;
	case JUDGE_DISK_COMPLETED:
		snprintf(text, bytes, "\n  %12llu ns  %s: %s completed%s", ev->time_ns, ev->on,
			 range, error);
		break;
	case JUDGE_POWER_CUT:
		snprintf(text, bytes, "\n                   the power is cut");
		break;
	case JUDGE_RAM_LOST:
		snprintf(text, bytes, "\n                   a new table, after death");
		break;
	case JUDGE_DISK_CHANGED:
		snprintf(text, bytes, "\n                   %s", ev->what);
		break;
	}
}

void judge_log_text(const struct judge_log *log, u64 sector, char *text, size_t text_bytes)
{
	u64 picked[NR_TOLD];
	u32 nr = pick(log, sector, picked);
	size_t used = 0;

	text[0] = '\0';
	while (nr && used + 1 < text_bytes) {
		put_event(&log->events[picked[--nr] % JUDGE_LOG_ROOM], text + used,
			  text_bytes - used);
		used += strlen(text + used);
	}
}
