/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The judge: stands between the users of one device and the oracles. Everything that a
 * user submits passes judge_begin() before and judge_end() after; what the disks below
 * do reaches it through one listener. It keeps silent until something is wrong.
 *
 * From: scripts, workloads, replay: requests and their completions; disks: I/O.
 * To:   oracle.c (contents), completion.c, dead.c, observer.c (each optional but the
 *	 first); finding_report(): rule "contents" from here, with what was legal, what was
 *	 read, who wrote that, and the last eight events on that sector.
 *
 * A judge reports through finding_report(): in a task that stops the world, on the host
 * stack the call returns false. Deterministic; allocates from the host only; any context.
 */
#ifndef SIM_JUDGE_H
#define SIM_JUDGE_H

#include "ints.h"
#include "disk.h"
#include "user.h"

struct judge;
struct oracle;

struct judge_config {
	const char *dev; /* for reports; copied */
	u64 nr_sectors; /* of the device */
	struct disk *ssd, *hdd; /* below it; NULL: that one is not watched */
	u64 limit_ns; /* no request may take longer; 0: 120 s of virtual time */
	bool never_dies; /* no device of the driver's: the dead state is not for it */
	bool has_observer; /* watch the on-disk format too; needs @ssd and @hdd */
};

struct judge *judge_create(const struct judge_config *config);
void judge_destroy(struct judge *j);

/* Sectors never written hold this; default: zeroes. */
void judge_set_initial(struct judge *j, u64 (*hash_of)(void *ctx, u64 sector), void *ctx);

/*
 * Where contents are not payload_fill()'s (a replayed log): says in words what @buf is.
 * Clones take it over.
 */
void judge_set_describe(struct judge *j,
			void (*describe)(void *ctx, u64 sector, const void *buf, char *text,
					 size_t text_bytes),
			void *ctx);

/* --- requests --- */

/* One request of a user, from judge_begin() to judge_end() or the cut. The caller's memory. */
struct judge_request {
	struct user_io *io;
	u64 id; /* the judge's number of this request, from 1; payloads carry it */
	u32 at_submission; /* dead_request() then */
};

/**
 * judge_fill - number the request and fill a write's buffer with its payload
 * @tag: see payload_fill()
 * To be followed by judge_begin(). Not needed when the caller has filled the buffer.
 */
void judge_fill(struct judge *j, struct judge_request *req, struct user_io *io, u64 tag);

/**
 * judge_begin - before user_submit(@io)
 * @io->buf of a write holds what will be written.
 */
void judge_begin(struct judge *j, struct judge_request *req, struct user_io *io);

/* The next request gets this number, and later ones follow. It must not go back. */
void judge_set_next_id(struct judge *j, u64 id);

/**
 * judge_end - in @io->done(), or after it
 * @io->error and, for a read, @io->buf are valid. Calls the oracles; a read is judged.
 * Return: true if all is well.
 */
bool judge_end(struct judge *j, struct judge_request *req);

/* --- contents, known otherwise than by a request --- */

/**
 * judge_check - is this a legal content now? Counts as a read: settles alternatives
 * @buf: @nr_sectors * 512 bytes
 */
bool judge_check(struct judge *j, u64 sector, u32 nr_sectors, const void *buf);

/**
 * judge_next_touched - what a full readback has to read
 * @sector, @nr_sectors: the last range (0 and 0 to begin), then the next one, ascending
 * Return: false: there is none
 */
bool judge_next_touched(struct judge *j, u64 *sector, u32 *nr_sectors);

/* --- the life of the device --- */

/* The power went (after machine_cut()): in-flight requests are forgotten. */
void judge_cut(struct judge *j);
/*
 * A new instance of the device: what a dead one had in RAM is lost without the power going.
 * The same as a cut for contents, if the old one was, or may have been, dead.
 */
void judge_revive(struct judge *j);
/*
 * A new table is about to be resumed over the old one. Between the two calls the judge finds
 * out when the new instance takes over: by then it reads sector 0 of the SSD.
 */
void judge_reload_begin(struct judge *j);
void judge_reload_end(struct judge *j, bool has_succeeded);
/*
 * What its status says is judged, too. @at_question: judge_asks() when it was asked for: if
 * that life has ended since, the answer was about an instance that is gone.
 * Return: false after a finding.
 */
u32 judge_asks(const struct judge *j);
bool judge_status(struct judge *j, u32 at_question, bool is_dead);
bool judge_has_ssd(const struct judge *j, const struct disk *disk);
bool judge_is_dead(const struct judge *j);
/* Was it made for a device with a cache? */
bool judge_has_cache(const struct judge *j);
/* Or a disk below has failed since it came, which may have killed it. */
bool judge_may_be_dead(const struct judge *j);
/* Is there a device below it that is no disk? Nobody sees that one fail. */
bool judge_is_half_blind(const struct judge *j);
/* After suspend returned 0, before resume is called: no I/O to the disks below meanwhile. */
void judge_suspended(struct judge *j, bool is_suspended);
/* Disks are touched by others than the driver (raw I/O by a scenario): do not watch. */
void judge_watch(struct judge *j, bool is_watching);

/* --- a disk below is not what it was; with the power off --- */

bool judge_is_above(const struct judge *j, const struct disk *disk);
const struct disk *judge_cache(const struct judge *j);
/* The SSD is a new one: what the HDD holds now is all that there is. */
void judge_cache_lost(struct judge *j);
/*
 * A disk is older than it was, or (@is_everywhere) another: a sector holds what it once
 * held, or zeroes; or what another device once held there.
 */
void judge_doubt(struct judge *j, bool is_everywhere);
/*
 * If the SSD died now: how long ago was the oldest write answered that would be lost, of
 * those since the power came on? 0: none would be. Contents must be payload_fill()'s.
 */
u64 judge_exposure_ns(const struct judge *j);

/* Rules of the moment: which errors a request may end with. None at first. */
void judge_allow(struct judge *j, int errno_nr);
void judge_forbid_errors(struct judge *j);

/* Nothing may be outstanding any more. Return: true if so. */
bool judge_finish(struct judge *j);
/* Is any request older than the limit? */
bool judge_tick(struct judge *j);

/* --- cuts at an earlier instant --- */

/* From here on keep a journal of requests and answers. Undone by judge_history_end(). */
void judge_history_begin(struct judge *j);
void judge_history_end(struct judge *j);

/**
 * judge_at - what the judge knew at an earlier boundary
 * @boundary: event_boundary() then; not before judge_history_begin()
 *
 * Return: a judge of its own, with contents as of then (cheap when asked in ascending
 * order), nothing outstanding counted, no listener. Follow with judge_cut(). The caller
 * destroys it.
 */
struct judge *judge_at(struct judge *j, u64 boundary);
/* What had been told by then: between boundaries with equal positions judges are equal. */
u64 judge_position(const struct judge *j, u64 boundary);
struct judge *judge_clone(const struct judge *j);

/* To make a judge the one that listens to its disks (judge_create() does; a clone is not). */
void judge_listen(struct judge *j);

struct oracle *judge_oracle(struct judge *j);

struct judge_stats {
	u64 nr_requests[NR_USER_OPS];
	u64 nr_sectors_judged; /* read and compared */
	u64 contents; /* a hash over all that was read */
	u32 nr_outstanding;
};

void judge_stats_get(const struct judge *j, struct judge_stats *stats);

#endif
