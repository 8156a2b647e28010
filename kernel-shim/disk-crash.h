/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a power cut could leave of a disk at one instant, and which of it whoever comes
 * after the cut looks at. For explorers of crash states: they take one survey of an
 * instant and then cut there as often as they like.
 */
#ifndef SHIM_DISK_CRASH_H
#define SHIM_DISK_CRASH_H

#include "disk.h"
#include "ints.h"

/**
 * struct disk_version - what a unit may hold after the cut
 * @io_id: of the write that brought it
 * @page: of the store, counted; 0: zeroes
 * @hash: of the unit's content, once disk_survey_hash() was called
 */
struct disk_version {
	u64 io_id;
	u64 hash;
	u32 page;
};

/**
 * struct disk_unit - an atomic unit whose fate a cut decides
 * @sector: its first
 * @nr_versions: volatile ones, oldest first; besides them the durable one, number 0
 * @first: of them, among all versions of the survey
 */
struct disk_unit {
	u64 sector;
	u64 durable_hash;
	u32 nr_versions;
	u32 first;
};

/**
 * struct disk_survey - of one disk at one instant. All zero: empty.
 * @durable: its durable content
 * @units: ascending, as disk_cut() asks for them
 */
struct disk_survey {
	struct disk_image *durable;
	struct disk_unit *units;
	struct disk_version *versions;
	u32 nr_units, room_units;
	u32 nr_versions, room_versions;
	u32 unit_sectors;
	u64 last_io_id;
};

/* The survey is emptied first. @boundary: of the latest history that the disk keeps. */
void disk_survey_at(struct disk *disk, u64 boundary, struct disk_survey *survey);
void disk_survey_hash(struct disk_survey *survey);
void disk_survey_exit(struct disk_survey *survey);
u64 disk_survey_durable_hash(const struct disk_survey *survey, u64 sector);

/**
 * disk_survey_choose - what @model lets survive, asked of the tape as disk_cut() does
 * @versions: gets, for each unit, the number of the version that it will hold
 */
void disk_survey_choose(const struct disk_survey *survey, enum crash_model model, u32 *versions);

/* The numbers of the I/Os that brought the versions, ascending, into room for nr_versions. */
u32 disk_survey_ios(const struct disk_survey *survey, u64 *ids);
/* What survives if all I/Os up to @last_io_id do, and no others. */
void disk_survey_prefix(const struct disk_survey *survey, u64 last_io_id, u32 *versions);

/* As if the disk had been rewound to the survey's instant and disk_cut() called. */
void disk_cut_surveyed(struct disk *disk, const struct disk_survey *survey, enum crash_model model);

/* Kinds of what happened to the disk right at @boundary of its history. */
enum disk_change {
	DISK_UNCHANGED, /* nothing */
	DISK_CHANGED, /* by I/O: what became durable had been volatile before */
	DISK_REPLACED, /* otherwise */
};

enum disk_change disk_history_change(const struct disk *disk, u64 boundary);

/* --- looking --- */

/**
 * disk_watch_begin - tell of looks at the sectors that disk_watch_add() names
 * @seen: called for the first look at each since the last cut of any disk, be it a
 *	read, a peek or disk_peek_durable(), unless it was overwritten before: then what is
 *	seen is not what the cut left
 *
 * A look may be told of that was none; none that was is kept back.
 */
void disk_watch_begin(void (*seen)(u32 disk, u64 sector, void *ctx), void *ctx);
void disk_watch_add(u32 disk, u64 sector, u32 nr_sectors);
void disk_watch_rearm(void); /* every cut does it */
void disk_watch_end(void);

#endif
