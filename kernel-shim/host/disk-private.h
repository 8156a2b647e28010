/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the files of a disk share: the disk itself, I/Os under way, fault layers.
 */
#ifndef SHIM_DISK_PRIVATE_H
#define SHIM_DISK_PRIVATE_H

#include "clock.h"
#include "disk-pile.h"
#include "disk.h"
#include "latency.h"

struct disk_history;

/* What the fault layers made of an I/O; all zero: nothing. */
struct fault_verdict {
	int error; /* negative errno */
	u64 delay_ns;
	u64 not_before_ns;
	u64 shift_sectors;
	u64 rot_bit; /* + 1 */
	u32 nr_blocks_kept; /* + 1: of a torn write */
	bool is_lost;
	bool is_lying;
};

struct disk_req {
	struct alarm alarm;
	struct disk *disk;
	struct disk_io *io;
	struct pile_io *pile_io; /* its volatile content, or NULL */
	struct disk_req *prev, *next; /* in flight; also the free list */
	u64 flush_seq; /* what a flush covers: I/Os landed when it was submitted */
	struct fault_verdict verdict;
};

#define DISK_NAME_MAX 32

struct disk {
	struct disk_config config;
	char name[DISK_NAME_MAX];
	u32 number;
	struct piles piles;
	struct latency_state latency;
	struct disk_fault *faults;
	u32 trouble; /* the answer that holds for good, or 0 */
	u64 trouble_until_ns;
	struct disk_req *first_req;
	struct disk_history *history;
	u64 last_io_id;
	u64 run; /* event_run() of that id */
	bool permits_loss;
	bool is_away; /* the next boot does not find it */
	void (*listener)(struct disk *disk, enum disk_stage stage, const struct disk_io *io,
			 void *ctx);
	void *listener_ctx;
	struct disk_stats stats;
	u64 busy_since_ns;
};

struct disk_image {
	struct tree content;
	u64 nr_sectors;
};

/* Every change of the piles goes through here: it is applied and remembered. */
void disk_apply(struct disk *disk, struct pile_op *op);
void disk_history_note(struct disk *disk, const struct pile_op *op);
void disk_history_drop(struct disk *disk); /* all levels */
void disk_drop_reqs(struct disk *disk);

void disk_fill_garbage(struct disk *disk); /* a new one */

/* The piles as they were at @boundary; valid until asked again. */
const struct piles *disk_history_piles(struct disk *disk, u64 boundary, u64 *last_io_id);

/* Is anything watched? Sectors @mask of the page leave the disk, or are written. */
extern bool disk_watch_is_on;
void disk_watch_look(const struct disk *disk, u64 page_no, u8 mask, bool is_durable);
void disk_watch_look_range(const struct disk *disk, u64 sector, u64 nr_sectors);
void disk_watch_overwrite(const struct disk *disk, u64 page_no, u8 mask);

/* The bits of one atomic unit that starts at sector @bit of a page. */
static inline u8 disk_unit_mask(const struct disk *disk, u32 bit)
{
	return disk->config.logical_block_bytes == STORE_PAGE_BYTES ? 0xff : (u8)(1u << bit);
}

static inline u32 disk_unit_sectors(const struct disk *disk)
{
	return disk->config.logical_block_bytes / SECTOR_BYTES;
}

/* Asks the tape; only while somebody listens. */
void disk_trouble_ask(struct disk *disk, const struct disk_io *io, struct fault_verdict *verdict);

/* Asks every layer in turn. */
void disk_faults_ask(struct disk *disk, const struct disk_io *io, struct fault_verdict *verdict);

#endif
