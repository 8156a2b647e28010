/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Crash points beside the run: each is a child process, which has the whole world as it
 * is at that instant, crashes it, and tells what came of it. The run itself goes on as if
 * nothing had happened, and its tape does not know of the children: so a crash point of
 * `--crash-at every N` is the same as that of `--crash-at ENTRY`, and all of them together
 * cost as much time as the entries plus the recoveries, not the square of the entries.
 *
 * A fork costs milliseconds: dear for an explorer of thousands of states, nothing beside
 * the comparison of a whole file system. Images of the disks alone would not do: what is
 * in flight and in the disks' caches belongs to the crash, too.
 */
#ifndef SIM_REPLAY_FORK_H
#define SIM_REPLAY_FORK_H

#include "ints.h"
#include "run.h"

/**
 * struct crash_outcome - what came of one crash point
 * @message: of a bad image file, else ""
 */
struct crash_outcome {
	u64 entry;
	enum run_status status;
	struct run_finding finding;
	u64 nr_sectors_judged;
	char message[512];
};

void crash_outcome_exit(struct crash_outcome *outcome);

struct crash_children;

/* @nr_jobs: so many at once */
struct crash_children *crash_children_create(u32 nr_jobs);
/* Ends all that still run. */
void crash_children_destroy(struct crash_children *c);

/**
 * crash_children_add - run @crash in a child
 * @crash: fills an outcome; whatever it changes stays in the child
 * Return: false if there can be no child (errno).
 */
bool crash_children_add(struct crash_children *c, u64 entry,
			void (*crash)(void *ctx, struct crash_outcome *outcome), void *ctx);

/*
 * The next outcome, in the order in which they were added. Waits for it if @must_wait.
 * Return: false if there is none (yet).
 */
bool crash_children_next(struct crash_children *c, bool must_wait, struct crash_outcome *outcome);

#endif
