/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The observer: knows the on-disk format (core/format.h, docs/format.md) and nothing else
 * of the driver, and watches every I/O to the SSD and the HDD from outside. After a power
 * cut it learns the state again from what the SSD durably holds.
 *
 * From: a disk listener (judge.c).
 * To:   finding_report(), under the rule in the first column.
 *
 * Verified:
 *   on-disk  the superblock header has magic, a legal order, the HDD's size or 0; a
 *            segment has an id that belongs into its slot, a length within bounds, the
 *            right checksum (own CRC-32C), aligned metablocks inside the HDD; padding is
 *            zero; whatever else is written to a slot clears its header
 *   I2       ids are submitted in order, each the last plus one; when a segment is
 *            submitted, no older run that would follow on it is left on the durable medium
 *   I3       the superblock record never names a segment that is not durable on the SSD,
 *            or whose dirty sectors are not durable on the HDD (or durable in a newer
 *            segment); it never goes back
 *   I4       a slot is overwritten only when a durable record covers its former content
 *   I5       no two writes in flight to the HDD overlap
 *   I10      while suspended, no I/O at all
 * Not verified:
 *   I1 I6 I7 I8 I9 (disk.c: I6; dead.c: I8; oracle.c: I7 by its effect); whether read-cache
 *   blocks (dirty bits 0) hold the truth; what recovery reads; a segment that is written in
 *   several I/Os is judged when its last piece is submitted, so one that never comes is
 *   only found as a missing id.
 */
#ifndef SIM_OBSERVER_H
#define SIM_OBSERVER_H

#include "ints.h"
#include "disk.h"

struct observer;

struct observer *observer_create(struct disk *ssd, struct disk *hdd);
void observer_destroy(struct observer *o);

/* To be called for each stage of each I/O of both disks. Return: false after a finding. */
bool observer_disk_event(struct observer *o, const struct disk *disk, enum disk_stage stage,
			 const struct disk_io *io);

/* The disks changed behind its back (power cut, image restored, poked): learn again. */
void observer_forget(struct observer *o);

void observer_suspended(struct observer *o, bool is_suspended);

/* CRC-32C as the format uses it: initial value all ones, complemented at the end. */
u32 observer_crc32c(const void *buf, size_t len_bytes);

#endif
