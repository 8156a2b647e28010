/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The dead-state oracle. A device is exposed as dead when it answered the first -EIO or
 * its status says so. From that instant:
 *
 *   no write I/O (write, discard, write-zeroes) is submitted to a disk below it;
 *   every request submitted later is answered -EIO.
 *
 * From: judge.c with each request; a disk listener with each I/O below.
 * To:   finding_report(), rule "dead".
 *
 * Verified: both, until a new table or a power cut ends the dead state.
 * Not verified: that each accepted request is completed (completion.h), that memory is
 *	released (the census of machine_shutdown()), requests in flight at the exposure
 *	(they may end either way), a death that nobody saw yet.
 */
#ifndef SIM_DEAD_H
#define SIM_DEAD_H

#include "ints.h"
#include "disk.h"

struct dead_oracle;

struct dead_oracle *dead_create(const char *dev_name);
void dead_destroy(struct dead_oracle *d);

void dead_expose(struct dead_oracle *d, const char *how); /* "status says dead"; literal */
bool dead_is_exposed(const struct dead_oracle *d);
void dead_revive(struct dead_oracle *d); /* a new table, or the power went */

/* Return: was the device exposed when the request was submitted? Pass it to dead_answer(). */
bool dead_request(const struct dead_oracle *d);
bool dead_answer(struct dead_oracle *d, u64 id, bool was_exposed, int error);

/* To be called from a disk listener. Return: false after a finding. */
bool dead_disk_event(struct dead_oracle *d, const struct disk *disk, enum disk_stage stage,
		     const struct disk_io *io);

#endif
