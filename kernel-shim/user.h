/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What user space does to the machine: block I/O on a named device, and the verbs
 * of dmsetup. Called by the simulator; implemented on top of submit_bio() and the
 * device-mapper core.
 */
#ifndef SHIM_USER_H
#define SHIM_USER_H

#include "ints.h"

enum user_op { USER_READ, USER_WRITE, USER_FLUSH, USER_DISCARD, USER_WRITE_ZEROES, NR_USER_OPS };

#define USER_FUA 1u
#define USER_PREFLUSH 2u
#define USER_SYNC 4u
#define USER_NOWAIT 8u
#define USER_RAHEAD 16u

/**
 * struct user_io - one request of a user
 * @dev: name of a dm device, or of a disk
 * @sector: first sector (512 bytes each), @nr_sectors: how many; 0 and 0 for USER_FLUSH
 * @buf: write: the payload, copied into pages of the machine before submission;
 *	read: filled before @done runs. NULL for ops without data
 * @vec_shape: how the payload is cut into bio vectors: 0 = whole pages; otherwise a
 *	seed from which odd offsets and lengths (multiples of 512) are derived
 * @done: called exactly once, in the completing context (may be softirq: must not
 *	block; it may submit the next request through user_submit())
 * @error: 0 or a negative errno, valid in @done
 */
struct user_io {
	const char *dev;
	enum user_op op;
	u32 flags;
	u64 sector;
	u32 nr_sectors;
	u32 vec_shape;
	void *buf;
	void (*done)(struct user_io *io);
	void *priv;
	int error;
	u64 id; /* given at submission, from 1 in each run: EVENT_REQUEST and EVENT_ACK carry it */
	void *shim; /* the shim's own while in flight */
};

/**
 * user_submit - a task of its own submits @io (process context, may block there)
 * Context: host stack, a task, or a completion. @io and @buf stay the caller's and
 * must live until @done, or until the power is cut (then @done never runs).
 * An unknown device ends it with -ENODEV.
 */
void user_submit(struct user_io *io);

/* A double completion, or one that never comes, is a finding; this counts those outstanding. */
u32 user_nr_outstanding(void);

/*
 * The verbs of dmsetup. Context: a task in process context (machine_spawn()).
 * They return 0 or a negative errno as the ioctls do; create() does what
 * `dmsetup create` does: create, load, resume, and remove again on failure.
 * @table: lines "<start> <len> <type> <args>" separated by newlines. Devices in
 * table lines are named by path: "/dev/ssd" for disk "ssd", "/dev/mapper/x" for dm
 * device "x", or "major:minor".
 */
int dmsetup_create(const char *name, const char *table, bool is_readonly);
int dmsetup_create_notable(const char *name);
int dmsetup_load(const char *name, const char *table, bool is_readonly);
int dmsetup_clear(const char *name);
int dmsetup_resume(const char *name);
int dmsetup_remove(const char *name, bool is_forced, bool is_deferred);

#define DMSETUP_NOFLUSH 1u
#define DMSETUP_NOLOCKFS 2u
int dmsetup_suspend(const char *name, u32 flags);

/* @reply: NUL-terminated text for messages that return one (then 1 is returned). */
int dmsetup_message(const char *name, u64 sector, const char *text, char *reply,
		    size_t reply_bytes);

enum dmsetup_status { DMSETUP_STATUS, DMSETUP_TABLE, DMSETUP_IMA };
int dmsetup_status(const char *name, enum dmsetup_status what, bool is_inactive, char *out,
		   size_t out_bytes);

struct dmsetup_info {
	bool exists, is_suspended, has_live_table, has_inactive_table, is_readonly;
	u32 open_count, event_nr, major, minor;
	u64 nr_sectors;
	u32 logical_block_bytes, physical_block_bytes, io_min_bytes, io_opt_bytes;
	u32 max_discard_sectors, max_sectors;
	bool has_write_cache, has_fua, is_rotational;
};

int dmsetup_info(const char *name, struct dmsetup_info *info); /* any context */
int dmsetup_wait(const char *name, u32 event_nr); /* until an event other than @event_nr */

/* The last ti->error text ("" if none) of this boot: what the log line would say. */
const char *dmsetup_last_error(void);

/* Reads @nr sectors of @dev, one bio each, 32 at a time, in the calling task: for benchmarks. */
int user_bench_bios(const char *dev, u32 nr);

/* An open(2)/close(2) of the device node: keeps it busy for remove. */
int user_open(const char *dev);
void user_close(const char *dev);

#endif
