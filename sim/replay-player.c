// SPDX-License-Identifier: GPL-2.0-only
/*
 * Entries of a log become requests.
 *
 * From: replay.c.
 * To:   judge.c, then user_submit(); answers come back in player_done().
 */
#include "replay-player.h"

#include <stdlib.h>
#include <string.h>

#include "choice.h"
#include "clock.h"
#include "finding.h"
#include "judge.h"
#include "machine.h"
#include "recording.h"
#include "user.h"
#include "world.h"

#define DEPTH 16u
#define MAX_READ_SECTORS 64u
#define READ_EVERY 8u /* after one entry in so many, on average, something is read */

struct play {
	struct user_io io;
	struct judge_request judged;
	struct player *player;
	u8 *buf;
	size_t room;
	bool is_busy;
};

struct player {
	struct world *world;
	struct world_device *dev;
	struct play plays[DEPTH];
	u32 nr_inflight;
	bool must_wait; /* a flush is in flight */
	bool has_discard;
	u64 begin_ns; /* virtual */
	u64 last_sector; /* of the last write: what a read looks at */
	struct player_counts counts;
};

static void ask_info(void *arg)
{
	struct player *p = arg;
	struct dmsetup_info info;

	p->has_discard = !dmsetup_info(p->dev->name, &info) && info.max_discard_sectors;
}

struct player *player_create(struct world *w, struct world_device *dev)
{
	struct player *p = calloc(1, sizeof(*p));

	p->world = w;
	p->dev = dev;
	machine_call("dmsetup", ask_info, p);
	p->begin_ns = clock_now_ns();
	return p;
}

void player_destroy(struct player *p)
{
	u32 i;

	for (i = 0; i < DEPTH; i++)
		free(p->plays[i].buf);
	free(p);
}

const struct player_counts *player_counts(const struct player *p)
{
	return &p->counts;
}

/* --- waiting --- */

static bool wait_once(struct player *p)
{
	enum machine_stop stop = machine_run(~0ull);

	if (stop == MACHINE_IDLE && p->nr_inflight)
		finding_report("hung", "a request never ends: nothing can run and no timer is set");
	return !finding_first();
}

static bool wait_until(struct player *p, u32 nr_inflight)
{
	while (p->nr_inflight > nr_inflight)
		if (!wait_once(p))
			return false;
	return true;
}

bool player_wait(struct player *p)
{
	p->must_wait = false;
	return wait_until(p, 0);
}

/* Who is slower than what was recorded goes on at once. */
static bool wait_for_time(struct player *p, u64 at_ns)
{
	u64 until = p->begin_ns + at_ns;

	while (clock_now_ns() < until && !finding_first())
		machine_run(until);
	return !finding_first();
}

static bool overlaps(const struct play *play, u64 sector, u64 nr_sectors)
{
	const struct user_io *io = &play->io;

	return play->is_busy && io->sector < sector + nr_sectors &&
	       sector < io->sector + io->nr_sectors;
}

static bool wait_for_overlaps(struct player *p, u64 sector, u64 nr_sectors)
{
	u32 i;

	for (i = 0; i < DEPTH; i++)
		while (overlaps(&p->plays[i], sector, nr_sectors))
			if (!wait_once(p))
				return false;
	return true;
}

/* --- one request --- */

static void player_done(struct user_io *io)
{
	struct play *play = io->priv;

	judge_end(play->player->dev->judge, &play->judged);
	play->is_busy = false;
	play->player->nr_inflight--;
	machine_wake();
}

static void take_buffer(struct play *play, u32 nr_sectors, const void *data)
{
	size_t bytes = (size_t)nr_sectors * SECTOR_BYTES;

	if (bytes > play->room) {
		free(play->buf);
		play->buf = aligned_alloc(4096, (bytes + 4095) / 4096 * 4096);
		play->room = bytes;
	}
	if (data)
		memcpy(play->buf, data, bytes);
	play->io.buf = play->buf;
}

/* @id: 0 for whatever comes next */
static bool submit(struct player *p, const struct user_io *what, u64 id)
{
	struct play *play = p->plays;

	if (!wait_for_overlaps(p, what->sector, what->nr_sectors) || !wait_until(p, DEPTH - 1))
		return false;
	while (play->is_busy)
		play++;
	play->io = *what;
	play->io.dev = p->dev->name;
	play->io.done = player_done;
	play->io.priv = play;
	play->player = p;
	play->is_busy = true;
	p->nr_inflight++;
	if (what->op == USER_WRITE || what->op == USER_READ)
		take_buffer(play, what->nr_sectors, what->buf);
	if (id)
		judge_set_next_id(p->dev->judge, id);
	judge_begin(p->dev->judge, &play->judged, &play->io);
	world_counts(p->world)->nr_requests[what->op]++;
	user_submit(&play->io);
	return !finding_first();
}

/* A dm-log-writes log has no reads. A device that is never read while it is written proves less. */
static bool maybe_read(struct player *p)
{
	struct user_io io = { .op = USER_READ };
	u64 nr_sectors = disk_config_of(disk_find("hdd"))->nr_sectors;

	if (choose(CHOICE_SCRIPT, READ_EVERY) != READ_EVERY - 1)
		return true;
	io.sector = p->last_sector - p->last_sector % 8;
	io.nr_sectors = 1 + choose(CHOICE_SCRIPT, MAX_READ_SECTORS);
	if (io.nr_sectors > nr_sectors - io.sector)
		io.nr_sectors = (u32)(nr_sectors - io.sector);
	p->counts.nr_reads++;
	return submit(p, &io, 0);
}

/* --- one entry --- */

static bool play_flush(struct player *p, const struct recording_entry *entry)
{
	struct user_io io = { .op = USER_FLUSH };

	p->counts.nr_flushes++;
	if (!player_wait(p) || !submit(p, &io, entry->nr))
		return false;
	p->must_wait = true;
	return true;
}

static bool play_discard(struct player *p, const struct recording_entry *entry)
{
	struct user_io io = { .op = USER_DISCARD,
			      .sector = entry->sector,
			      .nr_sectors = (u32)entry->nr_sectors };

	if (!p->has_discard) {
		p->counts.nr_discards_skipped++;
		return true; /* a hint; the recorded device had it, this one has not */
	}
	p->counts.nr_discards++;
	return submit(p, &io, entry->nr);
}

static bool play_read(struct player *p, const struct recording_entry *entry)
{
	struct user_io io = { .op = USER_READ,
			      .sector = entry->sector,
			      .nr_sectors = (u32)entry->nr_sectors };

	p->counts.nr_reads++;
	return submit(p, &io, entry->nr);
}

static bool play_write(struct player *p, const struct recording_entry *entry)
{
	struct user_io io = { .op = USER_WRITE,
			      .sector = entry->sector,
			      .nr_sectors = (u32)entry->nr_sectors,
			      .buf = (void *)entry->data };

	if (entry->flags & RECORDING_FUA)
		io.flags |= USER_FUA;
	p->counts.nr_writes++;
	p->counts.nr_sectors_written += entry->nr_sectors;
	p->last_sector = entry->sector;
	return submit(p, &io, entry->nr);
}

bool player_play(struct player *p, const struct recording_entry *entry)
{
	if (!wait_for_time(p, entry->at_ns) || (p->must_wait && !player_wait(p)))
		return false;
	if (entry->mark) {
		p->counts.nr_marks++;
		return player_wait(p);
	}
	if (entry->flags & RECORDING_FLUSH && !play_flush(p, entry))
		return false;
	if (!entry->nr_sectors)
		return true;
	if (p->must_wait && !player_wait(p))
		return false;
	if (entry->flags & RECORDING_DISCARD)
		return play_discard(p, entry);
	if (entry->flags & RECORDING_READ)
		return play_read(p, entry);
	return play_write(p, entry) && maybe_read(p);
}
