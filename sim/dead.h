/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The dead-state oracle. A device is exposed as dead when it answered the first -EIO or
 * its status says so. From that instant:
 *
 *   no write I/O (write, discard, write-zeroes) is submitted to a disk below it;
 *   every request submitted later is answered -EIO;
 *   whoever asks later for its status is told.
 *
 * And nothing but a disk that fails kills it: no lack of memory, no refused hint.
 *
 * A new table, or the power, begins another *life*. A request that was submitted in one
 * life and answered in another was answered by nobody knows whom: it is not judged here.
 *
 * From: judge.c with each request; a disk listener with each I/O below.
 * To:   finding_report(), rule "dead".
 *
 * Verified: all of it, until the life ends.
 * Not verified: that each accepted request is completed (completion.h), that memory is
 *	released (the census of machine_shutdown()), requests in flight at the exposure
 *	or across the end of a life (they may end either way), a death that nobody saw yet.
 */
#ifndef SIM_DEAD_H
#define SIM_DEAD_H

#include "ints.h"
#include "disk.h"

struct dead_oracle;

struct dead_oracle *dead_create(const char *dev_name);
void dead_destroy(struct dead_oracle *d);

/**
 * dead_status - status was asked for and answered
 * @at_question: dead_request() when it was asked for
 * @sees_disks: every failure of a disk below is told here
 * Return: false after a finding: it says live of a dead one, or dead of one whose disks are well
 */
bool dead_status(struct dead_oracle *d, u32 at_question, bool is_dead, bool sees_disks);
bool dead_is_exposed(const struct dead_oracle *d);
/* Exposed, or a disk below has failed in this life: what was in RAM may be gone. */
bool dead_is_suspect(const struct dead_oracle *d);
void dead_next_life(struct dead_oracle *d); /* a new table, or the power went */

/* Return: life and state at the request's submission. Pass it to the others. */
u32 dead_request(const struct dead_oracle *d);
bool dead_answer(struct dead_oracle *d, u64 id, u32 at_submission, int error);
/* May the request end with -EIO, because the device is dead, or the life it came in was? */
bool dead_excuses(const struct dead_oracle *d, u32 at_submission);

/* To be called from a disk listener. Return: false after a finding. */
bool dead_disk_event(struct dead_oracle *d, const struct disk *disk, enum disk_stage stage,
		     const struct disk_io *io);

#endif
