/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A worker: a process that runs units, one after another, and says of each what came of it.
 *
 * It says so in lines of JSON: {"begin": index, "name": text} before a unit (so that whoever
 * hears no more knows what it was), the record of a unit after it, and
 * {"group": number, "units": n} once a group's units are counted.
 */
#ifndef SIM_CAMPAIGN_WORKER_H
#define SIM_CAMPAIGN_WORKER_H

#include "campaign.h"
#include "campaign-unit.h"

/**
 * struct campaign_share - what all workers of one shard know
 * @done: bits, by index: units that need not be run; those beyond @nr_done_bits do
 * @is_bad: of each group: watching it ended a worker; it has no units
 * @nr_claimed: in memory that all share: how many units were taken up
 */
struct campaign_share {
	u32 shard, nr_shards;
	u8 *done;
	u64 nr_done_bits;
	bool *is_bad;
	u64 *nr_claimed;
};

bool campaign_is_done(const struct campaign_share *share, u64 index);

/* Runs what it can claim, and writes to @file. Return: false if ^C came. */
bool campaign_work(const struct campaign *c, const struct campaign_share *share,
		   const struct campaign_place *place, FILE *file);

/* Runs the one unit of that index; false: there is none, or ^C came. */
bool campaign_work_one(const struct campaign *c, const struct campaign_place *place, u64 index,
		       struct unit_record *record);

#endif
