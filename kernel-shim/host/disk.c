// SPDX-License-Identifier: GPL-2.0-only
/*
 * Disks: their registry, and what may be done to them without any I/O.
 *
 * From: scenarios and explorers; blkdev.c, which makes them devices of the machine.
 * To:   disk-io.c for I/O, disk-cut.c for power, disk-history.c for the past.
 */
#include "disk-private.h"

#include "finding.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DISKS_MAX 64

static struct disk *disks[DISKS_MAX];
static u32 nr_disks;

static void disk_config_defaults(struct disk_config *c)
{
	if (!c->logical_block_bytes)
		c->logical_block_bytes = 512;
	if (!c->physical_block_bytes)
		c->physical_block_bytes = c->logical_block_bytes;
	if (!c->max_sectors)
		c->max_sectors = 2560;
	if (!c->cache_bytes)
		c->cache_bytes = 64ULL << 20;
	if (!c->latency)
		c->latency = latency_find("null");
}

static bool is_power_of_two(u64 n)
{
	return n && !(n & (n - 1));
}

const char *disk_config_error(const struct disk_config *config)
{
	struct disk_config c = *config;

	disk_config_defaults(&c);
	if (!c.name || !c.name[0] || strlen(c.name) >= DISK_NAME_MAX || strchr(c.name, '/'))
		return "name: 1 to 31 characters, no slash";
	if (c.logical_block_bytes != 512 && c.logical_block_bytes != 4096)
		return "logical block: 512 or 4096 bytes";
	if (!is_power_of_two(c.physical_block_bytes) ||
	    c.physical_block_bytes < c.logical_block_bytes || c.physical_block_bytes > 1 << 20)
		return "physical block: a power of two, at least the logical block";
	if (!c.nr_sectors || c.nr_sectors % (c.logical_block_bytes / SECTOR_BYTES))
		return "size: a positive number of logical blocks";
	if (c.has_garbage && c.nr_sectors > DISK_MAX_GARBAGE_SECTORS)
		return "fill: a disk with garbage has at most 256 MiB";
	if (c.nr_sectors > 1ULL << 44)
		return "size: at most 8 PiB";
	if (c.max_sectors < STORE_PAGE_SECTORS ||
	    c.max_sectors % (c.logical_block_bytes / SECTOR_BYTES))
		return "max_sectors: at least 8, whole logical blocks";
	if (disk_find(c.name))
		return "name: there is such a disk already";
	if (nr_disks == DISKS_MAX)
		return "too many disks";
	return NULL;
}

struct disk *disk_create(const struct disk_config *config)
{
	struct disk *disk;

	if (disk_config_error(config))
		return NULL;
	disk = calloc(1, sizeof(*disk));
	if (!disk)
		return NULL;
	disk->config = *config;
	disk_config_defaults(&disk->config);
	snprintf(disk->name, sizeof(disk->name), "%s", config->name);
	disk->config.name = disk->name;
	piles_init(&disk->piles, disk->config.nr_sectors, disk->config.cache_bytes);
	if (disk->config.has_garbage)
		disk_fill_garbage(disk);
	disk->number = nr_disks;
	disks[nr_disks++] = disk;
	return disk;
}

void disk_destroy(struct disk *disk)
{
	if (!disk)
		return;
	disk_drop_reqs(disk);
	disk_fault_clear(disk);
	disk_history_drop(disk);
	piles_exit(&disk->piles);
	disks[disk->number] = NULL;
	while (nr_disks && !disks[nr_disks - 1])
		nr_disks--;
	free(disk);
}

struct disk *disk_find(const char *name)
{
	for (u32 i = 0; i < nr_disks; i++) {
		if (disks[i] && !strcmp(disks[i]->name, name))
			return disks[i];
	}
	return NULL;
}

struct disk *disk_nth(u32 number)
{
	return number < nr_disks ? disks[number] : NULL;
}

u32 disk_number(const struct disk *disk)
{
	return disk->number;
}

const struct disk_config *disk_config_of(const struct disk *disk)
{
	return &disk->config;
}

void disk_apply(struct disk *disk, struct pile_op *op)
{
	if (disk->history)
		disk_history_note(disk, op);
	piles_apply(&disk->piles, op);
}

/* --- content --- */

static void peek(const struct tree *tree, u64 sector, u32 nr_sectors, u8 *buf)
{
	for (; nr_sectors; sector++, nr_sectors--, buf += SECTOR_BYTES) {
		store_page page = tree_get(tree, sector / STORE_PAGE_SECTORS);
		u32 at = (u32)(sector % STORE_PAGE_SECTORS) * SECTOR_BYTES;

		if (page)
			memcpy(buf, store_page_data(page) + at, SECTOR_BYTES);
		else
			memset(buf, 0, SECTOR_BYTES);
	}
}

static bool is_within(const struct disk *disk, u64 sector, u32 nr_sectors, const char *who)
{
	if (sector <= disk->config.nr_sectors && nr_sectors <= disk->config.nr_sectors - sector)
		return true;
	finding_report("disk-range", "%s: sectors %llu + %u of disk %s, which has %llu", who,
		       sector, nr_sectors, disk->name, disk->config.nr_sectors);
	return false;
}

static void look(const struct disk *disk, u64 sector, u32 nr_sectors, bool is_durable)
{
	u64 page_no = sector / STORE_PAGE_SECTORS;

	for (; page_no * STORE_PAGE_SECTORS < sector + nr_sectors; page_no++)
		disk_watch_look(disk, page_no, pile_mask(page_no, sector, nr_sectors), is_durable);
}

void disk_peek(const struct disk *disk, u64 sector, u32 nr_sectors, void *buf)
{
	if (!is_within(disk, sector, nr_sectors, __func__))
		return;
	if (disk_watch_is_on)
		look(disk, sector, nr_sectors, false);
	peek(&disk->piles.current, sector, nr_sectors, buf);
}

void disk_peek_durable(const struct disk *disk, u64 sector, u32 nr_sectors, void *buf)
{
	if (!is_within(disk, sector, nr_sectors, __func__))
		return;
	if (disk_watch_is_on)
		look(disk, sector, nr_sectors, true);
	peek(&disk->piles.durable, sector, nr_sectors, buf);
}

const void *disk_durable_sector(const struct disk *disk, u64 sector)
{
	store_page page;

	if (!is_within(disk, sector, 1, __func__))
		return NULL;
	if (disk_watch_is_on)
		look(disk, sector, 1, true);
	page = tree_get(&disk->piles.durable, sector / STORE_PAGE_SECTORS);
	return store_page_data(page) + sector % STORE_PAGE_SECTORS * SECTOR_BYTES;
}

void disk_poke(struct disk *disk, u64 sector, u32 nr_sectors, const void *buf)
{
	struct pile_op op = { .kind = PILE_POKE };
	const u8 *from = buf;
	u64 end = sector + nr_sectors;

	if (!is_within(disk, sector, nr_sectors, __func__))
		return;
	while (sector < end) {
		u32 nr = pile_block_new();
		struct pile_block *b = pile_block(nr);
		u32 at = (u32)(sector % STORE_PAGE_SECTORS);
		u32 n = STORE_PAGE_SECTORS - at;

		if (n > end - sector)
			n = (u32)(end - sector);
		b->page_no = sector / STORE_PAGE_SECTORS;
		b->mask = pile_mask(b->page_no, sector, n);
		b->page = store_page_new();
		memcpy(store_page_data(b->page) + at * SECTOR_BYTES, from, n * SECTOR_BYTES);
		pile_list_add(&op.blocks, nr);
		sector += n;
		from += n * SECTOR_BYTES;
	}
	disk_apply(disk, &op);
}

u64 disk_nr_touched_pages(const struct disk *disk)
{
	return disk->piles.current.root->nr_used;
}

/* --- images --- */

struct disk_image *disk_image_take(const struct disk *disk)
{
	struct disk_image *image = calloc(1, sizeof(*image));

	if (!image)
		return NULL;
	tree_share(&image->content, &disk->piles.durable);
	image->nr_sectors = disk->config.nr_sectors;
	return image;
}

struct disk_image *disk_image_blank(const struct disk *disk)
{
	struct disk_image *image = calloc(1, sizeof(*image));

	if (!image)
		return NULL;
	tree_init(&image->content,
		  (disk->config.nr_sectors + STORE_PAGE_SECTORS - 1) / STORE_PAGE_SECTORS, true);
	image->nr_sectors = disk->config.nr_sectors;
	return image;
}

void disk_image_restore(struct disk *disk, const struct disk_image *image)
{
	if (image->nr_sectors != disk->config.nr_sectors) {
		finding_report("disk-image", "an image of %llu sectors for disk %s of %llu",
			       image->nr_sectors, disk->name, disk->config.nr_sectors);
		return;
	}
	disk_drop_reqs(disk);
	piles_reset(&disk->piles, &image->content);
	disk->last_io_id = 0;
	disk->permits_loss = false;
}

void disk_image_put(struct disk_image *image)
{
	if (!image)
		return;
	tree_exit(&image->content);
	free(image);
}

/* --- there or not --- */

void disk_set_there(struct disk *disk, bool is_there)
{
	disk->is_away = !is_there;
}

bool disk_is_there(const struct disk *disk)
{
	return !disk->is_away;
}

/* --- watching --- */

void disk_listen(struct disk *disk,
		 void (*fn)(struct disk *disk, enum disk_stage stage, const struct disk_io *io,
			    void *ctx),
		 void *ctx)
{
	disk->listener = fn;
	disk->listener_ctx = ctx;
}

void disk_stats_get(const struct disk *disk, struct disk_stats *stats)
{
	*stats = disk->stats;
	if (disk->first_req)
		stats->busy_ns += clock_now_ns() - disk->busy_since_ns;
}
