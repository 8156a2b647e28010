/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A tape as a file: the choices of one run, and of which scenario and build.
 * The format is in kernel-shim/choice.h.
 */
#ifndef SIM_TAPE_H
#define SIM_TAPE_H

#include "ints.h"

#include "choice.h"

#define TAPE_MAX_CUTS 4u

/**
 * struct tape - one run's choices
 * @nr_cuts: when the script has ended, the harness cuts until there have been so many cuts
 *	that may be anywhere
 * @entries: the answers that were not dull, in the order asked
 */
struct tape {
	char *scenario;
	u64 scenario_hash;
	char *build;
	u64 seed;
	u32 nr_cuts;
	struct choice_entry *entries;
	size_t nr_entries;
};

void tape_init(struct tape *tape);
void tape_exit(struct tape *tape);

/* Adds what choice_record() would give. */
void tape_append(struct tape *tape, const struct choice_entry *entries, size_t nr);

/**
 * tape_read - read a tape file
 * @error: on failure "file:line: what was expected"
 * Return: false on failure; @tape then needs no tape_exit().
 */
bool tape_read(struct tape *tape, const char *path, char *error, size_t error_bytes);

/* Written beside and renamed: there is no half a tape. */
bool tape_write(const struct tape *tape, const char *path, char *error, size_t error_bytes);

/* What this program was built from: equal for every compiler and optimisation. */
const char *tape_build_id(void);

#endif
