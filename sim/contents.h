/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a run left on its devices, in words that do not depend on when who did what: each
 * sector holds a part of the n-th write with some name, or zeroes.
 *
 * Filled by the harness' reading back at the end of a run, if somebody asked for it.
 */
#ifndef SIM_CONTENTS_H
#define SIM_CONTENTS_H

#include "ints.h"

/* Not static, for a cheap look: contents_begin() has been called. */
extern bool contents_are_kept;

/**
 * struct content - of one sector
 * @nth: the write was the n-th with @tag, from 1; 0: no write of this run
 * @hash: of the bytes, if @nth is 0
 */
struct content {
	u64 sector, tag, hash;
	u32 device, nth, offset_sectors;
};

struct contents {
	struct content *sectors; /* ascending by device and sector */
	u64 nr;
};

void contents_begin(void); /* of a run */
void contents_drop(void); /* nobody asks any more */

/* For request.c: a write is submitted; sectors were read back. */
void contents_note_write(u32 device, u64 write_id, u64 tag);
void contents_note_read(u32 device, u64 sector, u32 nr_sectors, const void *buf);

/* The run has ended: what was read back, to be undone by contents_exit(). */
void contents_take(struct contents *contents);
void contents_exit(struct contents *contents);
u64 contents_hash(const struct contents *contents);

/* The first difference in words; NULL: there is none. Until the next call. */
const char *contents_differ(const struct contents *a, const struct contents *b);

#endif
