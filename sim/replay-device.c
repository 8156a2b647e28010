// SPDX-License-Identifier: GPL-2.0-only
/*
 * The device under replay: its disks, its crashes, its image.
 *
 * From: replay.c.
 * To:   world.c, crash.c, request.c; an image file.
 */
#include "replay-device.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "choice.h"
#include "clock.h"
#include "crash.h"
#include "driver.h"
#include "finding.h"
#include "judge.h"
#include "latency.h"
#include "machine.h"
#include "request.h"
#include "user.h"
#include "world.h"

#define BLOCK_BYTES 4096u
#define IMAGE_SECTORS 2048u /* read at once for an image */
#define NR_DELAYS 64u
#define DELAY_NS 250000u

/* --- creating --- */

static void add_disk(struct world *w, const char *name, const char *model, u64 nr_sectors)
{
	const struct word word = { "model", model };
	struct disk_config config = { .name = name,
				      .nr_sectors = nr_sectors,
				      .has_discard = true, /* as what was recorded */
				      .is_rotational = !strcmp(model, "hdd") };
	char error[128];

	world_add_disk(w, &config, latency_create(&word, 1, error, sizeof(error)));
}

struct world_device *replay_device_create(struct world *w, const struct replay_geometry *g)
{
	const struct driver_geometry geometry = { .hdd = "hdd",
						  .ssd = "ssd",
						  .nr_sectors = g->nr_sectors,
						  .segment_order = g->order,
						  .nr_segments = g->nr_segments,
						  .options = "" };
	struct world_device *dev = world_add_device(w, WORLD_DEVICE);

	add_disk(w, "ssd", "sata", driver_ssd_sectors(&geometry));
	add_disk(w, "hdd", "hdd", g->nr_sectors);
	driver_table(&geometry, dev->table, sizeof(dev->table));
	dev->is_wanted = true;
	return world_raise(w, WORLD_DEVICE);
}

/* --- cutting --- */

/* Lets the machine go on for as long as the tape says. */
static bool run_some_time(void)
{
	u64 until = clock_now_ns() + choose(CHOICE_SCRIPT, NR_DELAYS) * (u64)DELAY_NS;
	enum machine_stop stop = MACHINE_WOKEN;

	while (stop == MACHINE_WOKEN && clock_now_ns() < until)
		stop = machine_run(until);
	return !finding_first();
}

static void cut(struct world *w, enum crash_model model)
{
	const struct crash_spec spec = { .model = model, .bound = 2 };

	crash_cut(w, &spec, NULL);
}

struct creation {
	const struct world_device *dev;
};

static void create_device(void *arg)
{
	const struct creation *creation = arg;

	dmsetup_create(creation->dev->name, creation->dev->table, false);
}

/* Power on, begin to recover, and cut the power meanwhile. */
static bool crash_recovery(struct world *w, enum crash_model model)
{
	static struct creation creation; /* outlives the task that is cut off */

	creation.dev = world_device(w, WORLD_DEVICE);
	if (!world_power_on(w))
		return false;
	machine_spawn("dmsetup", create_device, &creation);
	if (!run_some_time())
		return false;
	cut(w, model);
	return true;
}

static bool recover_and_compare(struct world *w)
{
	struct world_device *dev = world_raise(w, WORLD_DEVICE);

	return dev && request_read_back(w, dev);
}

/* --- the image --- */

struct image_read {
	struct user_io io;
	struct judge_request judged;
	struct judge *judge;
	bool is_done;
};

static void image_done(struct user_io *io)
{
	struct image_read *read = io->priv;

	judge_end(read->judge, &read->judged);
	read->is_done = true;
	machine_wake();
}

static bool read_range(struct world *w, u64 sector, u32 nr_sectors, void *buf)
{
	static struct image_read read;
	struct world_device *dev = world_device(w, WORLD_DEVICE);

	memset(&read, 0, sizeof(read));
	read.judge = dev->judge;
	read.io = (struct user_io){ .dev = dev->name,
				    .op = USER_READ,
				    .sector = sector,
				    .nr_sectors = nr_sectors,
				    .buf = buf,
				    .done = image_done,
				    .priv = &read };
	judge_begin(dev->judge, &read.judged, &read.io);
	user_submit(&read.io);
	while (!read.is_done && !finding_first())
		if (machine_run(~0ull) == MACHINE_IDLE && !read.is_done)
			finding_report("hung",
				       "a read never ends: nothing can run and no timer is set");
	return !finding_first();
}

static bool is_zero(const char *block, size_t bytes)
{
	return !block[0] && !memcmp(block, block + 1, bytes - 1);
}

static bool write_sparse(int fd, const char *buf, size_t bytes, off_t at)
{
	size_t n;

	for (; bytes; bytes -= n, buf += n, at += (off_t)n) {
		n = bytes < BLOCK_BYTES ? bytes : BLOCK_BYTES;
		if (!is_zero(buf, n) && pwrite(fd, buf, n, at) != (ssize_t)n)
			return false;
	}
	return true;
}

/* Return: false after a finding, or with errno set. */
static bool fill_image(struct world *w, int fd, char *buf)
{
	u64 nr_sectors = disk_config_of(disk_find("hdd"))->nr_sectors, sector;
	u32 nr;

	errno = 0;
	for (sector = 0; sector < nr_sectors; sector += nr) {
		nr = nr_sectors - sector < IMAGE_SECTORS ? (u32)(nr_sectors - sector) :
							   IMAGE_SECTORS;
		if (!read_range(w, sector, nr, buf) ||
		    !write_sparse(fd, buf, (size_t)nr * SECTOR_BYTES,
				  (off_t)(sector * SECTOR_BYTES)))
			return false;
	}
	return !ftruncate(fd, (off_t)(nr_sectors * SECTOR_BYTES));
}

/* Written beside and renamed: there is never half an image. */
static bool export_image(struct world *w, const char *path, char *error, size_t error_bytes)
{
	char *buf = aligned_alloc(BLOCK_BYTES, (size_t)IMAGE_SECTORS * SECTOR_BYTES);
	char beside[4096];
	bool is_good;
	int fd;

	snprintf(beside, sizeof(beside), "%s.part", path);
	fd = open(beside, O_CREAT | O_TRUNC | O_WRONLY, 0666);
	is_good = fd >= 0 && fill_image(w, fd, buf);
	is_good = (fd < 0 || !close(fd)) && is_good && !rename(beside, path);
	if (!is_good && !finding_first())
		snprintf(error, error_bytes, "%s: %s", path, strerror(errno));
	if (!is_good && fd >= 0)
		unlink(beside);
	free(buf);
	return !finding_first();
}

/* --- stories --- */

/*
 * What a crash has to stand: the cut itself, perhaps another one in the midst of the
 * recovery, and a third after it; each time all contents are compared, and since each
 * comparison settles what was open, the second one proves that recovery is idempotent.
 */
bool replay_device_crash(struct world *w, enum crash_model model, const char *export, char *error,
			 size_t error_bytes)
{
	if (!run_some_time())
		return false;
	cut(w, model);
	if (choose(CHOICE_SCRIPT, 2) && !crash_recovery(w, model))
		return false;
	if (!recover_and_compare(w))
		return false;
	if (export && !export_image(w, export, error, error_bytes))
		return false;
	cut(w, model);
	return recover_and_compare(w) && world_shutdown(w);
}

bool replay_device_finish(struct world *w, const char *export, char *error, size_t error_bytes)
{
	if (!request_read_back(w, world_device(w, WORLD_DEVICE)) || !world_remove_devices(w))
		return false;
	if (!recover_and_compare(w))
		return false;
	if (export && !export_image(w, export, error, error_bytes))
		return false;
	return world_shutdown(w);
}
