// SPDX-License-Identifier: GPL-2.0-only
/*
 * The judge: every request of one device's users passes here twice.
 *
 * From: request.c, replay.c; disk listeners.
 * To:   oracle.c, completion.c, dead.c, observer.c; judge-text.c for a verdict.
 */
#include "judge.h"
#include "judge-private.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "disk-fault.h"
#include "event.h"
#include "payload.h"

/* --- life --- */

/* What the device shows where nobody has written is what the disk below held. */
static u64 hash_of_garbage(void *ctx, u64 sector)
{
	u8 garbage[SECTOR_BYTES];

	(void)ctx;
	disk_garbage(sector, garbage);
	return payload_hash(garbage);
}

struct judge *judge_create(const struct judge_config *config)
{
	struct judge *j = calloc(1, sizeof(*j));

	j->config = *config;
	snprintf(j->dev, sizeof(j->dev), "%s", config->dev);
	j->config.dev = j->dev;
	j->oracle = oracle_create(config->nr_sectors);
	j->completion = completion_create(config->limit_ns);
	j->dead = dead_create(config->dev);
	j->exposure = exposure_create();
	j->log = malloc(sizeof(*j->log));
	j->log->nr = 0;
	j->is_watching = true;
	if (config->has_observer && config->ssd && config->hdd)
		j->observer = observer_create(config->ssd, config->hdd);
	if (config->hdd && disk_config_of(config->hdd)->has_garbage)
		judge_set_initial(j, hash_of_garbage, NULL);
	judge_listen(j);
	return j;
}

static void stop_listening(struct judge *j, struct disk *disk);

void judge_destroy(struct judge *j)
{
	if (!j)
		return;
	stop_listening(j, j->config.ssd);
	stop_listening(j, j->config.hdd);
	history_destroy(j->history);
	observer_destroy(j->observer);
	dead_destroy(j->dead);
	exposure_destroy(j->exposure);
	completion_destroy(j->completion);
	oracle_destroy(j->oracle);
	free(j->log);
	free(j->hashes);
	free(j);
}

void judge_set_initial(struct judge *j, u64 (*hash_of)(void *ctx, u64 sector), void *ctx)
{
	oracle_set_initial(j->oracle, (uint64_t(*)(void *, uint64_t))hash_of, ctx);
}

void judge_set_describe(struct judge *j,
			void (*describe)(void *ctx, u64 sector, const void *buf, char *text,
					 size_t text_bytes),
			void *ctx)
{
	j->describe = describe;
	j->describe_ctx = ctx;
}

void judge_set_next_id(struct judge *j, u64 id)
{
	if (id > j->last_id)
		j->last_id = id - 1;
}

struct oracle *judge_oracle(struct judge *j)
{
	return j->oracle;
}

void judge_stats_get(const struct judge *j, struct judge_stats *stats)
{
	*stats = j->stats;
	stats->nr_outstanding = completion_nr_outstanding(j->completion);
}

/* --- telling --- */

static bool tell(struct judge *j, const struct telling *t, struct oracle_verdict *verdict)
{
	if (j->history)
		history_add(j->history, t, event_boundary(), j->log->nr);
	return telling_apply(j->oracle, t, verdict);
}

static void note(struct judge *j, const struct judge_request *req, enum judge_event_kind kind)
{
	const struct user_io *io = req->io;

	judge_log_add(j->log, &(struct judge_event){
				      .kind = kind,
				      .id = req->id,
				      .sector = io->sector,
				      .nr_sectors = io->nr_sectors,
				      .time_ns = clock_now_ns(),
				      .what = judge_op_name(io),
				      .error = kind == JUDGE_ANSWERED ? io->error : 0,
			      });
}

static u64 *hashes_for(struct judge *j, u32 nr_sectors)
{
	if (nr_sectors > j->room_hashes) {
		j->room_hashes = nr_sectors;
		j->hashes = realloc(j->hashes, nr_sectors * sizeof(u64));
	}
	return j->hashes;
}

static u64 *zero_hashes(struct judge *j, u32 nr_sectors)
{
	u64 *hashes = hashes_for(j, nr_sectors);
	u32 i;

	for (i = 0; i < nr_sectors; i++)
		hashes[i] = PAYLOAD_ZERO_HASH;
	return hashes;
}

static u64 *hashes_of(struct judge *j, const struct user_io *io)
{
	u64 *hashes = hashes_for(j, io->nr_sectors);

	payload_hash_sectors(hashes, io->buf, io->nr_sectors);
	return hashes;
}

/* --- requests --- */

static bool is_beyond(const struct judge *j, const struct user_io *io)
{
	return io->sector > j->config.nr_sectors ||
	       io->nr_sectors > j->config.nr_sectors - io->sector;
}

/* The number in a payload must be the request's, so filling gives it. */
void judge_fill(struct judge *j, struct judge_request *req, struct user_io *io, u64 tag)
{
	req->io = io;
	req->id = ++j->last_id;
	j->filled_id = req->id;
	if (io->op == USER_WRITE)
		payload_fill(io->buf, io->nr_sectors, req->id, io->sector, tag);
}

static void tell_begin(struct judge *j, const struct judge_request *req)
{
	const struct user_io *io = req->io;
	struct telling t = { .id = req->id, .sector = io->sector, .nr_sectors = io->nr_sectors };

	if (io->op == USER_FLUSH || io->flags & USER_PREFLUSH)
		tell(j, &(struct telling){ .what = TOLD_FLUSH, .id = req->id }, NULL);
	switch (io->op) {
	case USER_WRITE:
	case USER_WRITE_ZEROES:
		t.what = TOLD_WRITE;
		t.hashes = io->op == USER_WRITE ? hashes_of(j, io) : zero_hashes(j, io->nr_sectors);
		break;
	case USER_DISCARD:
		t.what = TOLD_DISCARD;
		break;
	case USER_READ:
		t.what = TOLD_READ;
		break;
	default:
		return;
	}
	tell(j, &t, NULL);
}

void judge_begin(struct judge *j, struct judge_request *req, struct user_io *io)
{
	if (!j->filled_id || req->id != j->filled_id || req->io != io)
		req->id = ++j->last_id;
	j->filled_id = 0;
	req->io = io;
	req->at_submission = dead_request(j->dead);
	j->stats.nr_requests[io->op]++;
	note(j, req, JUDGE_SUBMITTED);
	completion_begin(j->completion, req->id, judge_op_name(io), io->sector, io->nr_sectors,
			 clock_now_ns());
	if (!is_beyond(j, io))
		tell_begin(j, req);
}

/* Errors that are the request's own fault, or that it asked for. */
static bool is_own_fault(const struct judge *j, const struct user_io *io)
{
	switch (io->error) {
	case -EOPNOTSUPP:
		return io->op == USER_DISCARD || io->op == USER_WRITE_ZEROES;
	case -EAGAIN:
		return io->flags & (USER_NOWAIT | USER_RAHEAD);
	case -ENODEV:
		return true; /* there is no such device now */
	default:
		return is_beyond(j, io) || io->flags & USER_RAHEAD;
	}
}

static bool judge_error(struct judge *j, const struct judge_request *req)
{
	const struct user_io *io = req->io;
	bool is_excused = io->error &&
			  (is_own_fault(j, io) ||
			   (io->error == -EIO && dead_excuses(j->dead, req->at_submission)));
	bool is_good =
		completion_end(j->completion, req->id, is_excused ? 0 : io->error, clock_now_ns());

	if (j->config.never_dies || (is_own_fault(j, io) && io->error))
		return is_good;
	return is_good & dead_answer(j->dead, req->id, req->at_submission, io->error);
}

/*
 * A flush and its data were one request. dm drops the error of the flush part if there is
 * data (kernel-semantics F1.39), so while errors are about, such a flush earns no credit.
 */
static void tell_flush_end(struct judge *j, const struct judge_request *req)
{
	const struct user_io *io = req->io;
	bool has_credit = io->op == USER_FLUSH || !completion_is_allowed(j->completion, EIO);

	tell(j,
	     &(struct telling){
		     .what = TOLD_FLUSH_END, .id = req->id, .is_error = io->error || !has_credit },
	     NULL);
}

/* So that two runs can be compared by what their users saw. */
static void note_contents(struct judge *j, const u64 *hashes, u32 nr)
{
	u64 sum = j->stats.contents;
	u32 i;

	for (i = 0; i < nr; i++)
		sum = (sum ^ hashes[i]) * 0x9e3779b97f4a7c15ull + (sum >> 29);
	j->stats.contents = sum;
}

static bool read_end(struct judge *j, struct judge_request *req)
{
	const struct user_io *io = req->io;
	struct telling t = { .what = io->error ? TOLD_READ_DROP : TOLD_READ_END,
			     .id = req->id,
			     .nr_sectors = io->nr_sectors };
	struct oracle_verdict verdict;

	if (io->error) {
		tell(j, &t, NULL);
		return true;
	}
	t.hashes = hashes_of(j, io);
	j->stats.nr_sectors_judged += io->nr_sectors;
	note_contents(j, t.hashes, io->nr_sectors);
	if (!tell(j, &t, &verdict))
		return judge_report(j, &verdict, io->buf, io->sector);
	return !verdict.is_any_legal ||
	       judge_check_discarded(j, io->buf, io->sector, io->nr_sectors);
}

static bool tell_end(struct judge *j, struct judge_request *req)
{
	const struct user_io *io = req->io;

	if (io->op == USER_READ)
		return read_end(j, req);
	if (io->op == USER_WRITE && !io->error && !j->describe)
		exposure_add(j->exposure, req->id, io->sector, io->nr_sectors, clock_now_ns());
	if (io->op != USER_FLUSH)
		tell(j,
		     &(struct telling){ .what = TOLD_WRITE_END,
					.id = req->id,
					.is_error = io->error != 0,
					.is_fua = io->flags & USER_FUA },
		     NULL);
	if (io->op == USER_FLUSH || io->flags & USER_PREFLUSH)
		tell_flush_end(j, req);
	return true;
}

bool judge_end(struct judge *j, struct judge_request *req)
{
	bool is_good;

	note(j, req, JUDGE_ANSWERED);
	is_good = judge_error(j, req);
	if (is_good && !is_beyond(j, req->io))
		is_good = tell_end(j, req);
	return is_good;
}

/* --- contents otherwise --- */

bool judge_check(struct judge *j, u64 sector, u32 nr_sectors, const void *buf)
{
	struct user_io io = {
		.op = USER_READ, .sector = sector, .nr_sectors = nr_sectors, .buf = (void *)buf
	};
	struct judge_request req = { .io = &io, .id = ++j->last_id };

	tell_begin(j, &req);
	return read_end(j, &req);
}

bool judge_next_touched(struct judge *j, u64 *sector, u32 *nr_sectors)
{
	uint64_t at = *sector;
	bool is_there = oracle_next_touched(j->oracle, &at, nr_sectors);

	*sector = at;
	return is_there;
}

/* --- power, death, rules --- */

static void lose_ram(struct judge *j, enum judge_event_kind kind)
{
	judge_log_add(j->log, &(struct judge_event){ .kind = kind, .what = "" });
	tell(j, &(struct telling){ .what = kind == JUDGE_POWER_CUT ? TOLD_CUT : TOLD_RAM_LOST },
	     NULL);
}

void judge_cut(struct judge *j)
{
	completion_cut(j->completion);
	exposure_begin(j->exposure);
	if (j->observer) {
		observer_suspended(j->observer, false);
		observer_forget(j->observer);
	}
	lose_ram(j, JUDGE_POWER_CUT);
	dead_next_life(j->dead);
	j->is_reloading = false;
}

void judge_revive(struct judge *j)
{
	if (dead_is_suspect(j->dead)) {
		if (j->observer)
			observer_forget(j->observer);
		lose_ram(j, JUDGE_RAM_LOST);
	}
	dead_next_life(j->dead);
}

void judge_reload_begin(struct judge *j)
{
	j->is_reloading = true;
}

void judge_reload_end(struct judge *j, bool has_succeeded)
{
	if (j->is_reloading && has_succeeded)
		judge_revive(j);
	j->is_reloading = false;
}

/* By now dm has drained the old instance: whatever follows is the new one's. */
static void notice_takeover(struct judge *j, const struct disk *disk, enum disk_stage stage,
			    const struct disk_io *io)
{
	if (!j->is_reloading || disk != j->config.ssd || stage != DISK_STAGE_SUBMIT ||
	    io->op != DISK_READ || io->sector)
		return;
	j->is_reloading = false;
	judge_revive(j);
}

u32 judge_asks(const struct judge *j)
{
	return dead_request(j->dead);
}

bool judge_status(struct judge *j, u32 at_question, bool is_dead)
{
	return dead_status(j->dead, at_question, is_dead, j->config.ssd && j->config.hdd);
}

bool judge_has_cache(const struct judge *j)
{
	return j->config.ssd != NULL;
}

bool judge_has_ssd(const struct judge *j, const struct disk *disk)
{
	return j->config.ssd == disk;
}

bool judge_may_be_dead(const struct judge *j)
{
	return dead_is_suspect(j->dead);
}

bool judge_is_half_blind(const struct judge *j)
{
	return !j->config.never_dies && (!j->config.ssd || !j->config.hdd);
}

bool judge_is_dead(const struct judge *j)
{
	return dead_is_exposed(j->dead);
}

void judge_suspended(struct judge *j, bool is_suspended)
{
	if (j->observer)
		observer_suspended(j->observer, is_suspended);
}

void judge_watch(struct judge *j, bool is_watching)
{
	if (is_watching && !j->is_watching && j->observer)
		observer_forget(j->observer);
	j->is_watching = is_watching;
}

void judge_allow(struct judge *j, int errno_nr)
{
	completion_allow(j->completion, errno_nr);
}

void judge_forbid_errors(struct judge *j)
{
	completion_forbid_errors(j->completion);
}

bool judge_finish(struct judge *j)
{
	return completion_finish(j->completion, clock_now_ns());
}

bool judge_tick(struct judge *j)
{
	return completion_check(j->completion, clock_now_ns());
}

/* --- the disks below --- */

/* A disk has one listener: the judge that came last. */
#define NR_DISKS 64
static struct judge *listening[NR_DISKS];

static const char *disk_op_name(const struct disk_io *io)
{
	static const char *const names[] = { "read", "write", "flush", "discard", "write-zeroes" };

	return io->op == DISK_WRITE && io->is_fua ? "FUA write" : names[io->op];
}

/* The SSD's sectors are not the device's: only the HDD's I/O concerns one of them. */
static void note_disk(struct judge *j, enum disk_stage stage, const struct disk_io *io)
{
	if (io->op == DISK_FLUSH)
		return;
	judge_log_add(j->log, &(struct judge_event){
				      .kind = stage == DISK_STAGE_SUBMIT ? JUDGE_DISK_SUBMITTED :
									   JUDGE_DISK_COMPLETED,
				      .id = io->id,
				      .sector = io->sector,
				      .nr_sectors = io->nr_sectors,
				      .time_ns = clock_now_ns(),
				      .what = disk_op_name(io),
				      .on = disk_config_of(j->config.hdd)->name,
				      .error = stage == DISK_STAGE_SUBMIT ? 0 : io->error,
			      });
}

static void on_disk_event(struct disk *disk, enum disk_stage stage, const struct disk_io *io,
			  void *ctx)
{
	struct judge *j = ctx;

	if (!j->is_watching)
		return;
	if (disk == j->config.hdd)
		note_disk(j, stage, io);
	notice_takeover(j, disk, stage, io);
	if (dead_disk_event(j->dead, disk, stage, io) && j->observer)
		observer_disk_event(j->observer, disk, stage, io);
}

static void listen_to(struct judge *j, struct disk *disk)
{
	if (!disk || disk_number(disk) >= NR_DISKS)
		return;
	listening[disk_number(disk)] = j;
	disk_listen(disk, on_disk_event, j);
}

static void stop_listening(struct judge *j, struct disk *disk)
{
	if (!disk || disk_number(disk) >= NR_DISKS || listening[disk_number(disk)] != j)
		return;
	listening[disk_number(disk)] = NULL;
	disk_listen(disk, NULL, NULL);
}

void judge_listen(struct judge *j)
{
	bool is_back = j->config.ssd && disk_number(j->config.ssd) < NR_DISKS &&
		       listening[disk_number(j->config.ssd)] != j;

	if (is_back && j->observer)
		observer_forget(j->observer); /* it did not see what others did */
	listen_to(j, j->config.ssd);
	listen_to(j, j->config.hdd);
}

/* --- the past --- */

void judge_history_begin(struct judge *j)
{
	judge_history_end(j);
	j->history = history_create(j->oracle, j->log->nr);
}

void judge_history_end(struct judge *j)
{
	history_destroy(j->history);
	j->history = NULL;
}

/* A judge like @j, but with @oracle, which becomes its own. */
static struct judge *judge_with(const struct judge *j, struct oracle *oracle, u64 log_nr)
{
	struct judge *twin = malloc(sizeof(*twin));

	*twin = *j;
	twin->config.dev = twin->dev;
	twin->oracle = oracle;
	twin->completion = completion_clone_rules(j->completion);
	twin->dead = dead_create(twin->dev);
	twin->log = malloc(sizeof(*twin->log));
	judge_log_copy(twin->log, j->log, log_nr);
	twin->history = NULL;
	twin->exposure = exposure_create();
	twin->hashes = NULL;
	twin->room_hashes = 0;
	twin->observer = NULL;
	if (j->observer)
		twin->observer = observer_create(j->config.ssd, j->config.hdd);
	return twin;
}

struct judge *judge_at(struct judge *j, u64 boundary)
{
	u64 log_nr;
	struct oracle *oracle = history_at(j->history, boundary, &log_nr);

	return judge_with(j, oracle, log_nr);
}

u64 judge_position(const struct judge *j, u64 boundary)
{
	return history_position(j->history, boundary);
}

struct judge *judge_clone(const struct judge *j)
{
	return judge_with(j, oracle_clone(j->oracle), j->log->nr);
}
