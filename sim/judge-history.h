/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Everything that an oracle was told, so that it can be told again up to an earlier
 * instant. A copy of the oracle is kept every so many entries: going back costs a
 * copy and a few of them, in whichever order instants are asked for.
 */
#ifndef SIM_JUDGE_HISTORY_H
#define SIM_JUDGE_HISTORY_H

#include "ints.h"
#include "oracle.h"

enum told {
	TOLD_WRITE,
	TOLD_DISCARD,
	TOLD_WRITE_END,
	TOLD_FLUSH,
	TOLD_FLUSH_END,
	TOLD_READ,
	TOLD_READ_END,
	TOLD_READ_DROP,
	TOLD_CUT,
	TOLD_RAM_LOST,
};

/**
 * struct telling - one thing that an oracle is told
 * @hashes: of a TOLD_WRITE or TOLD_READ_END: one per sector
 * @nr_sectors: 0 where there is no range
 */
struct telling {
	enum told what;
	u64 id, sector;
	u32 nr_sectors;
	bool is_error, is_fua;
	const u64 *hashes;
};

/* Return: false, with @verdict, if it was a read and that is illegal. */
bool telling_apply(struct oracle *o, const struct telling *t, struct oracle_verdict *verdict);

struct history;

/* @base is copied. */
struct history *history_create(const struct oracle *base, u64 log_nr);
void history_destroy(struct history *h);

/* @log_nr: of the judge's log, after it. Tellings come in order of boundaries. */
void history_add(struct history *h, const struct telling *t, u64 boundary, u64 log_nr);

/* How many tellings there were up to @boundary: equal numbers, equal oracles. */
u64 history_position(const struct history *h, u64 boundary);

/* The oracle as it was after all that was told up to @boundary; the caller's. */
struct oracle *history_at(struct history *h, u64 boundary, u64 *log_nr);

#endif
