// SPDX-License-Identifier: GPL-2.0-only
/*
 * Disks that come back other than they went.
 *
 * From: the words snapshot, rollback, replace, exchange, unplug, plug.
 * To:   disk images; the judges of the devices above, who learn what is legal now.
 */
#include "exchange.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "disk.h"
#include "judge.h"
#include "machine.h"
#include "world.h"

#define MAX_IMAGES 16
#define LOOK_SECTORS 2048u

struct kept {
	char name[WORLD_NAME_BYTES];
	u32 disk;
	struct disk_image *image;
};

/* Images are no plain data as the rest of a plan is; there is one world at a time. */
static struct kept kept_images[MAX_IMAGES];
static u32 nr_kept;

void exchange_forget(void)
{
	while (nr_kept)
		disk_image_put(kept_images[--nr_kept].image);
}

static const char *check_off(void)
{
	return machine_is_on() ? "only while the power is off: after a cut or shutdown()" : NULL;
}

static struct kept *find(const struct disk *disk, const char *name)
{
	struct kept *kept;

	for (kept = kept_images; kept < kept_images + nr_kept; kept++)
		if (kept->disk == disk_number(disk) && !strcmp(kept->name, name))
			return kept;
	return NULL;
}

/* An image holds all sectors: whoever prunes by what was looked at has to know. */
static struct disk_image *take(const struct disk *disk)
{
	u64 nr_sectors = disk_config_of(disk)->nr_sectors, sector;
	char *buf = malloc(LOOK_SECTORS * SECTOR_BYTES);
	u32 nr;

	for (sector = 0; sector < nr_sectors; sector += nr) {
		nr = nr_sectors - sector < LOOK_SECTORS ? nr_sectors - sector : LOOK_SECTORS;
		disk_peek_durable(disk, sector, nr, buf);
	}
	free(buf);
	return disk_image_take(disk);
}

/* --- what the devices above may hold --- */

static void doubt_devices(struct world *w, const struct disk *disk, bool is_everywhere)
{
	struct world_plan *plan = world_plan(w);
	struct judge *judge;
	u32 i;

	for (i = 0; i < plan->nr_devices; i++) {
		judge = plan->devices[i].judge;
		if (judge && judge_is_above(judge, disk))
			judge_doubt(judge, is_everywhere);
	}
}

static void forget_ssd(struct world *w, const struct disk *disk)
{
	struct world_plan *plan = world_plan(w);
	struct judge *judge;
	u32 i;

	for (i = 0; i < plan->nr_devices; i++) {
		judge = plan->devices[i].judge;
		if (!judge || !judge_is_above(judge, disk))
			continue;
		if (judge_cache(judge) == disk)
			judge_cache_lost(judge);
		else
			judge_doubt(judge, false);
	}
}

/* --- the words --- */

const char *exchange_snapshot(struct disk *disk, const char *name)
{
	const char *wrong = check_off();
	struct kept *kept = find(disk, name);

	if (!wrong && !kept && nr_kept == MAX_IMAGES)
		wrong = "too many snapshots";
	if (wrong)
		return wrong;
	if (!kept)
		kept = &kept_images[nr_kept++];
	else
		disk_image_put(kept->image);
	snprintf(kept->name, sizeof(kept->name), "%s", name);
	kept->disk = disk_number(disk);
	kept->image = take(disk);
	return NULL;
}

const char *exchange_rollback(struct world *w, struct disk *disk, const char *name)
{
	const char *wrong = check_off();
	struct kept *kept = find(disk, name);

	if (!wrong && !kept)
		wrong = "there is no such snapshot of that disk";
	if (wrong)
		return wrong;
	disk_image_restore(disk, kept->image);
	doubt_devices(w, disk, false);
	world_disk_was_poked(w);
	return NULL;
}

const char *exchange_replace(struct world *w, struct disk *disk)
{
	struct disk_image *blank;
	const char *wrong = check_off();

	if (wrong)
		return wrong;
	blank = disk_image_blank(disk);
	disk_image_restore(disk, blank);
	disk_image_put(blank);
	forget_ssd(w, disk);
	world_disk_was_poked(w);
	return NULL;
}

const char *exchange_swap(struct world *w, struct disk *a, struct disk *b)
{
	struct disk_image *of_a, *of_b;
	const char *wrong = check_off();

	if (!wrong && disk_config_of(a)->nr_sectors != disk_config_of(b)->nr_sectors)
		wrong = "expected two disks of one size";
	if (wrong)
		return wrong;
	of_a = take(a);
	of_b = take(b);
	disk_image_restore(a, of_b);
	disk_image_restore(b, of_a);
	disk_image_put(of_a);
	disk_image_put(of_b);
	doubt_devices(w, a, true);
	doubt_devices(w, b, true);
	world_disk_was_poked(w);
	return NULL;
}

const char *exchange_plug(struct world *w, const struct disk *disk, bool is_there)
{
	const char *wrong = check_off();
	u32 bit = 1u << disk_number(disk);
	struct world_plan *plan = world_plan(w);

	if (wrong)
		return wrong;
	plan->away_disks = is_there ? plan->away_disks & ~bit : plan->away_disks | bit;
	plan->was_poked = true;
	return NULL;
}

u64 exchange_exposure_ns(struct world *w, struct world_device *dev)
{
	u64 ns = dev->judge ? judge_exposure_ns(dev->judge) : 0;

	if (ns > world_counts(w)->exposure_ns)
		world_counts(w)->exposure_ns = ns;
	return ns;
}

void exchange_before_boot(struct world *w)
{
	u32 i;

	for (i = 0; i < world_nr_disks(w); i++)
		disk_set_there(disk_nth(i), !(world_plan(w)->away_disks >> i & 1));
}
