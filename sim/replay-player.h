/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Plays the entries of a recording as requests to a device.
 *
 * A log tells in which order requests completed or were submitted, not both. So the
 * player keeps several in flight, but never makes an order that the recorded users did not
 * allow: it waits before a request that overlaps one in flight; a flush waits for all
 * before it, and what follows waits for the flush; a mark waits for all. Where entries have
 * a time none is submitted before it.
 */
#ifndef SIM_REPLAY_PLAYER_H
#define SIM_REPLAY_PLAYER_H

#include "ints.h"

struct recording_entry;
struct player;
struct world;
struct world_device;

struct player *player_create(struct world *w, struct world_device *dev);
void player_destroy(struct player *p);

/**
 * player_play - submit what @entry says
 * On return it is in flight, or answered. Requests carry the entry's number.
 * Return: false after a finding.
 */
bool player_play(struct player *p, const struct recording_entry *entry);

/* Wait until everything is answered. Return: false after a finding. */
bool player_wait(struct player *p);

struct player_counts {
	u64 nr_writes, nr_flushes, nr_discards, nr_marks, nr_reads;
	u64 nr_discards_skipped; /* the device has no discard */
	u64 nr_sectors_written;
};

const struct player_counts *player_counts(const struct player *p);

#endif
