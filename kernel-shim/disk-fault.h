/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Trouble in front of a disk. A fault is a matcher (which I/Os) and an effect (what
 * happens to them); faults stack, each is asked in order of addition and none knows
 * the others. All are off unless pushed.
 *
 * Matcher words (all that are given must hold):
 *   op      read, write, flush, discard, write_zeroes, fua or any (default: any)
 *   from,to half-open sector range that the I/O touches
 *   nth     only the n-th I/O that matches so far, from 1
 *   every   each n-th of them
 *   times   fire at most so often
 *   chance  one in n: asks CHOICE_FAULT, the dull answer is no
 *   up,down durations: works for @up, then is in trouble for @down, and so on, from
 *           the instant of the push
 *   after   a duration: not before it has passed since the push
 * Effect words (exactly one):
 *   errno       EIO, ENOSPC, …, or a number: the I/O fails. A failed write leaves each
 *               block old or new (F6.11), a failed flush dooms what it covered (F6.7),
 *               unless with ENOMEM: such a one never reached the disk
 *   latency     a duration longer than else
 *   stall       nothing completes for that long after the first firing
 *   lost        a write says ok and does nothing
 *   torn        a write says ok; only its first n blocks are written ("?": the tape says)
 *   misdirect   a write says ok and goes n sectors further
 *   rot         a read finds bit n (modulo its length) of its first block flipped
 *   lying_flush a flush or FUA says ok and makes nothing durable
 *   read_only   writes fail with EIO and change nothing, reads go on
 *   shrink      the disk ends at that sector: beyond is EIO
 *   unreadable  reads of the range fail with ENODATA until it is written again
 */
#ifndef SHIM_DISK_FAULT_H
#define SHIM_DISK_FAULT_H

#include "disk.h"
#include "ints.h"
#include "words.h"

struct disk_fault;

/**
 * disk_fault_create - a fault from words
 * @error: on failure a text that names the offending word
 * Return: NULL on failure. It belongs to the disk after disk_fault_push(), which also
 * starts its clock; before that disk_fault_destroy() frees it.
 */
struct disk_fault *disk_fault_create(const struct word *words, size_t nr, char *error,
				     size_t error_bytes);
void disk_fault_destroy(struct disk_fault *fault);

/* Removes and destroys one layer. */
void disk_fault_pop(struct disk *disk, struct disk_fault *fault);

/* Does a firing allow that acknowledged, flushed data is lost or read wrongly? */
bool disk_fault_permits_loss(const struct disk_fault *fault);
u64 disk_fault_nr_fired(const struct disk_fault *fault);
const char *disk_fault_effect(const struct disk_fault *fault);
/* Called at each firing, with the word of the effect; NULL: nobody listens. */
extern void (*disk_fault_listener)(const struct disk *disk, const char *effect);

/* Has a fault that permits loss ever fired on @disk (since creation or image restore)? */
bool disk_permits_loss(const struct disk *disk);
/* Says so from here on: what it gave back was not its to promise. */
void disk_permit_loss(struct disk *disk);
/*
 * Does it still give back what a failed flush dropped (F6.7)? A power cut ends that. Who
 * reads it meanwhile cannot know: neither another read nor a flush that succeeds tells.
 */
bool disk_gives_back_dropped(const struct disk *disk);

#endif
