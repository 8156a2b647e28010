// SPDX-License-Identifier: GPL-2.0-only
/*
 * A disk below is not what it was: what may the device hold now?
 *
 * From: exchange.c, while the power is off.
 * To:   the oracle, in its own words: what is certain counts as a FUA write of that
 *	 content, what is not as a discard.
 *
 * A new SSD is formatted, so each sector is what the HDD holds, no more and no less. If an
 * older log comes back, or an older HDD, a sector may be any state that it once was in:
 * the log may bring an old one back over a newer one on the HDD.
 */
#include "judge-private.h"

#include <stdlib.h>

#include "clock.h"
#include "disk.h"
#include "user.h"

#define PIECE_SECTORS 2048u

bool judge_is_above(const struct judge *j, const struct disk *disk)
{
	return j->config.ssd == disk || j->config.hdd == disk;
}

const struct disk *judge_cache(const struct judge *j)
{
	return j->config.ssd;
}

/* As if a user had asked and been answered at once. */
static void pretend(struct judge *j, struct user_io *io)
{
	struct judge_request req;

	judge_begin(j, &req, io);
	judge_end(j, &req);
}

static void each_touched(struct judge *j, void (*fn)(struct judge *j, u64 sector, u32 nr_sectors))
{
	u64 sector = 0;
	u32 nr = 0, done, piece;

	while (judge_next_touched(j, &sector, &nr)) {
		for (done = 0; done < nr; done += piece) {
			piece = nr - done < PIECE_SECTORS ? nr - done : PIECE_SECTORS;
			fn(j, sector + done, piece);
		}
	}
}

static void take_from_hdd(struct judge *j, u64 sector, u32 nr_sectors)
{
	struct user_io io = {
		.op = USER_WRITE, .flags = USER_FUA, .sector = sector, .nr_sectors = nr_sectors
	};

	io.buf = malloc((size_t)nr_sectors * SECTOR_BYTES);
	disk_peek_durable(j->config.hdd, sector, nr_sectors, io.buf);
	pretend(j, &io);
	free(io.buf);
}

void judge_cache_lost(struct judge *j)
{
	judge_log_add(j->log, &(struct judge_event){ .kind = JUDGE_DISK_CHANGED,
						     .what = "the SSD is a new one; what the HDD "
							     "holds counts as written" });
	each_touched(j, take_from_hdd);
}

static void doubt_range(struct judge *j, u64 sector, u32 nr_sectors)
{
	struct user_io io = { .op = USER_DISCARD, .sector = sector, .nr_sectors = nr_sectors };

	pretend(j, &io);
}

static void doubt_all(struct judge *j)
{
	u64 sector, nr;

	for (sector = 0; sector < j->config.nr_sectors; sector += nr) {
		nr = j->config.nr_sectors - sector;
		nr = nr < PIECE_SECTORS ? nr : PIECE_SECTORS;
		doubt_range(j, sector, nr);
	}
}

void judge_doubt(struct judge *j, bool is_everywhere)
{
	judge_log_add(j->log, &(struct judge_event){ .kind = JUDGE_DISK_CHANGED,
						     .what = "a disk is not what it was; all "
							     "counts as discarded" });
	if (is_everywhere)
		doubt_all(j);
	else
		each_touched(j, doubt_range);
}

u64 judge_exposure_ns(const struct judge *j)
{
	return j->config.hdd ? exposure_ns(j->exposure, j->config.hdd, clock_now_ns()) : 0;
}
