/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Disks that come back other than they went: lost and replaced, rolled back to an earlier
 * state, exchanged, not there at all. Only while the power is off.
 *
 * What the devices above may hold then:
 *   the SSD is new		what is on the HDD, sector by sector, and nothing else
 *   anything else		what a user once wrote to that very sector, or zeroes
 */
#ifndef SIM_EXCHANGE_H
#define SIM_EXCHANGE_H

#include "ints.h"

struct disk;
struct world;
struct world_device;

/* A text is what is wrong; NULL: nothing. */

/* Keep what is durable on @disk as @name; an older one of that name goes. */
const char *exchange_snapshot(struct disk *disk, const char *name);
/* Put it back onto that disk. */
const char *exchange_rollback(struct world *w, struct disk *disk, const char *name);
/* Another disk of that size, all zeroes. */
const char *exchange_replace(struct world *w, struct disk *disk);
/* Two disks of one size change their places. */
const char *exchange_swap(struct world *w, struct disk *a, struct disk *b);
/* The next boot does not find @disk, or does. */
const char *exchange_plug(struct world *w, const struct disk *disk, bool is_there);

/* If the SSD of @dev died now: see judge_exposure_ns(); the highest is counted. */
u64 exchange_exposure_ns(struct world *w, struct world_device *dev);

void exchange_forget(void); /* all snapshots */
void exchange_before_boot(struct world *w); /* which disks are there */

#endif
