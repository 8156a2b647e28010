/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Instants of a cut between which no judge learned anything: what their users were
 * promised is the same, so crash states of all of them are equal if the disks' contents
 * are. Only sectors that were volatile at one of these instants can differ.
 */
#ifndef SIM_CRASH_GROUP_H
#define SIM_CRASH_GROUP_H

#include "crash-stats.h"
#include "crash.h"
#include "disk-crash.h"
#include "ints.h"

/**
 * struct crash_span - a group, not yet looked at
 * @first, @last: its boundaries
 * @nr_versions: volatile ones in it, all instants together: how much work it may be
 * @part: who visits it
 */
struct crash_span {
	u64 first, last;
	u64 nr_versions;
	u32 part;
};

struct crash_spans {
	struct crash_span *all;
	size_t nr, room;
};

/* All groups of @point, whose disks and judges have their histories on top. */
void crash_spans_find(struct crash_spans *spans, struct world *w, const struct crash_point *point);
/* Deal them out to @nr_parts so that each has about as much work. */
void crash_spans_deal(struct crash_spans *spans, u32 nr_parts);
/* An order that favours no end of the run. */
void crash_spans_shuffle(struct crash_spans *spans, u64 seed);
void crash_spans_exit(struct crash_spans *spans);

struct crash_sector {
	u32 disk;
	u64 sector;
};

/**
 * struct crash_group - a span with its contents
 * @instants: those that differ from the one before
 * @sectors: that can differ within the group, ascending
 * @durable: their durable contents, instant by instant
 * @places: of each unit of an instant: the number of its sector, or CRASH_GROUP_NONE
 */
struct crash_group {
	struct crash_span span;
	u32 nr_disks;
	struct crash_instant *instants;
	u32 nr_instants, room_instants;
	struct crash_sector *sectors;
	u32 nr_sectors, room_sectors;
	u64 *durable;
	u32 *places;
	size_t room_durable, room_places;
};

/* All zero: empty. @instants keep their memory for the next group. */
void crash_group_load(struct crash_group *group, struct world *w, const struct crash_point *point,
		      const struct crash_span *span);
void crash_group_exit(struct crash_group *group);

/* The number of a sector among @sectors. */
#define CRASH_GROUP_NONE (~0u) /* it cannot differ */
u32 crash_group_find(const struct crash_group *group, u32 disk, u64 sector);

/**
 * crash_group_contents - what the sectors of the group hold in one crash state
 * @versions: of all units of @at
 * @contents: gets a hash per sector of the group
 */
void crash_group_contents(const struct crash_group *group, const struct crash_instant *at,
			  const u32 *versions, u64 *contents);

/* Adds to @counts how many contents there may be after a cut at @at. */
void crash_group_represent(const struct crash_group *group, const struct crash_instant *at,
			   struct crash_level *counts);

#endif
