/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Short worlds, each run twice; and what a world must not leave behind.
 */
#ifndef SIM_AUDIT_WORLDS_H
#define SIM_AUDIT_WORLDS_H

#include "ints.h"

struct audit_worlds;

#define AUDIT_BATCH 32u /* worlds that are run forwards, and then once more backwards */

enum audit_verdict {
	AUDIT_CLEAN,
	AUDIT_INTERRUPTED,
	AUDIT_FINDING, /* a world broke a promise */
	AUDIT_DIFFERS, /* the second run of a world came to another digest */
	AUDIT_LEFTOVER, /* something of a world outlived it */
};

/**
 * struct audit_tally - what came of some worlds
 * @low, @high: the sum of the digests of all worlds: the same in any order
 * @seed, @text: of the first that is not clean
 */
struct audit_tally {
	enum audit_verdict verdict;
	u64 nr_worlds;
	u64 nr_cuts, nr_requests;
	u64 low, high;
	u64 seed;
	char text[512];
};

/* Warms up, and keeps what the program's variables are after a boot. NULL: no symbols. */
struct audit_worlds *audit_worlds_create(void);
void audit_worlds_destroy(struct audit_worlds *a);
u32 audit_worlds_nr_variables(const struct audit_worlds *a, u64 *bytes);

/* Runs @nr worlds, AUDIT_BATCH at most, from @seed on; adds to @tally. False: not clean. */
bool audit_worlds_run(struct audit_worlds *a, u64 seed, u32 nr, struct audit_tally *tally);

#endif
