// SPDX-License-Identifier: GPL-2.0-only
/*
 * dust: bad blocks that fail to be read, until they are written (F8.8, F8.9).
 *
 *   0 204800 dust <dev> <offset> <block size>
 */
#include <linux/device-mapper.h>
#include <linux/log2.h>
#include <linux/rbtree.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>

#define DM_MSG_PREFIX "dust"

struct bad_block {
	struct rb_node node;
	sector_t block;
	unsigned char nr_write_fails; /* left before a write heals it */
};

struct dust {
	struct dm_dev *dev;
	struct rb_root bad_blocks;
	unsigned long long nr_bad;
	spinlock_t lock;
	unsigned int block_bytes;
	int sect_per_block_shift;
	sector_t start;
	bool is_failing; /* bad blocks count; else bypass */
	bool is_quiet;
};

/* --- the tree of bad blocks; lock held --- */

static struct bad_block *find_bad(struct dust *dd, sector_t block)
{
	struct rb_node *node = dd->bad_blocks.rb_node;

	while (node) {
		struct bad_block *bb = rb_entry(node, struct bad_block, node);

		if (bb->block == block)
			return bb;
		node = bb->block > block ? node->rb_left : node->rb_right;
	}
	return NULL;
}

static void insert_bad(struct dust *dd, struct bad_block *bb)
{
	struct rb_node **link = &dd->bad_blocks.rb_node, *parent = NULL;

	while (*link) {
		parent = *link;
		link = rb_entry(parent, struct bad_block, node)->block > bb->block ?
			       &parent->rb_left :
			       &parent->rb_right;
	}
	rb_link_node(&bb->node, parent, link);
	rb_insert_color(&bb->node, &dd->bad_blocks);
	dd->nr_bad++;
}

static void remove_bad(struct dust *dd, struct bad_block *bb)
{
	rb_erase(&bb->node, &dd->bad_blocks);
	dd->nr_bad--;
	kfree(bb);
}

/* --- messages --- */

static int add_block(struct dust *dd, unsigned long long block, unsigned char nr_write_fails)
{
	struct bad_block *bb = kmalloc(sizeof(*bb), GFP_KERNEL);
	unsigned long flags;
	bool is_known;

	if (!bb) {
		if (!dd->is_quiet)
			DMERR("%s: badblock allocation failed", __func__);
		return -ENOMEM;
	}
	bb->block = block;
	bb->nr_write_fails = nr_write_fails;
	spin_lock_irqsave(&dd->lock, flags);
	is_known = find_bad(dd, block);
	if (!is_known)
		insert_bad(dd, bb);
	spin_unlock_irqrestore(&dd->lock, flags);
	if (is_known) {
		kfree(bb);
		if (!dd->is_quiet)
			DMERR("dust_add_block: block %llu already in badblocklist", block);
		return -EINVAL;
	}
	if (!dd->is_quiet)
		DMINFO("dust_add_block: badblock added at block %llu with write fail count %u",
		       block, nr_write_fails);
	return 0;
}

static int remove_block(struct dust *dd, unsigned long long block)
{
	struct bad_block *bb;
	unsigned long flags;

	spin_lock_irqsave(&dd->lock, flags);
	bb = find_bad(dd, block);
	if (bb)
		remove_bad(dd, bb);
	spin_unlock_irqrestore(&dd->lock, flags);
	if (dd->is_quiet)
		return bb ? 0 : -EINVAL;
	if (bb)
		DMINFO("dust_remove_block: badblock removed at block %llu", block);
	else
		DMERR("dust_remove_block: block %llu not found in badblocklist", block);
	return bb ? 0 : -EINVAL;
}

static int clear_blocks(struct dust *dd, char *result, unsigned int maxlen)
{
	unsigned int sz = 0;
	unsigned long flags;
	bool had_any;

	spin_lock_irqsave(&dd->lock, flags);
	had_any = dd->nr_bad != 0;
	while (dd->nr_bad)
		remove_bad(dd, rb_entry(rb_first(&dd->bad_blocks), struct bad_block, node));
	spin_unlock_irqrestore(&dd->lock, flags);
	DMEMIT("dust_clear_badblocks: %s", had_any ? "badblocks cleared" : "no badblocks found");
	return 1;
}

static int list_blocks(struct dust *dd, char *result, unsigned int maxlen)
{
	unsigned int sz = 0;
	struct rb_node *node;
	unsigned long flags;

	spin_lock_irqsave(&dd->lock, flags);
	for (node = rb_first(&dd->bad_blocks); node; node = rb_next(node))
		DMEMIT("%llu\n", (unsigned long long)rb_entry(node, struct bad_block, node)->block);
	spin_unlock_irqrestore(&dd->lock, flags);
	return 1;
}

static int message_one(struct dust *dd, const char *word, char *result, unsigned int maxlen)
{
	unsigned int sz = 0;

	if (!strcasecmp(word, "addbadblock") || !strcasecmp(word, "removebadblock") ||
	    !strcasecmp(word, "queryblock")) {
		DMERR("%s requires an additional argument", word);
		return -EINVAL;
	}
	if (!strcasecmp(word, "disable") || !strcasecmp(word, "enable")) {
		dd->is_failing = !strcasecmp(word, "enable");
		DMINFO("%s read failures on bad sectors",
		       dd->is_failing ? "enabling" : "disabling");
		return 0;
	}
	if (!strcasecmp(word, "countbadblocks")) {
		DMEMIT("countbadblocks: %llu badblock(s) found", dd->nr_bad);
		return 1;
	}
	if (!strcasecmp(word, "clearbadblocks"))
		return clear_blocks(dd, result, maxlen);
	if (!strcasecmp(word, "listbadblocks"))
		return list_blocks(dd, result, maxlen);
	if (!strcasecmp(word, "quiet")) {
		dd->is_quiet = !dd->is_quiet;
		return 0;
	}
	DMERR("unrecognized message '%s' received", word);
	return -EINVAL;
}

static int message_block(struct dust *dd, const char *word, unsigned long long block,
			 unsigned char nr_write_fails, char *result, unsigned int maxlen)
{
	unsigned int sz = 0;

	if (block >= bdev_nr_sectors(dd->dev->bdev) >> dd->sect_per_block_shift) {
		DMERR("block value out of range");
		return -EINVAL;
	}
	if (!strcasecmp(word, "addbadblock"))
		return add_block(dd, block, nr_write_fails);
	if (!strcasecmp(word, "removebadblock"))
		return remove_block(dd, block);
	if (!strcasecmp(word, "queryblock")) {
		DMEMIT("dust_query_block: block %llu %sfound in badblocklist", block,
		       find_bad(dd, block) ? "" : "not ");
		return 1;
	}
	DMERR("unrecognized message '%s' received", word);
	return -EINVAL;
}

static int dust_message(struct dm_target *ti, unsigned int argc, char **argv, char *result,
			unsigned int maxlen)
{
	struct dust *dd = ti->private;
	unsigned long long block;
	unsigned int fails = 0;
	char rest;

	if (argc == 1)
		return message_one(dd, argv[0], result, maxlen);
	if (argc > 3) {
		DMERR("invalid number of arguments '%d'", argc);
		return -EINVAL;
	}
	if (sscanf(argv[1], "%llu%c", &block, &rest) != 1)
		return -EINVAL;
	if (argc == 3 && (sscanf(argv[2], "%u%c", &fails, &rest) != 1 || fails > 255 ||
			  strcasecmp(argv[0], "addbadblock")))
		return -EINVAL;
	return message_block(dd, argv[0], block, fails, result, maxlen);
}

/* --- bios --- */

static int map_bad(struct dust *dd, struct bio *bio, struct bad_block *bb)
{
	if (bio_data_dir(bio) == READ)
		return DM_MAPIO_KILL;
	if (bb->nr_write_fails) {
		bb->nr_write_fails--;
		return DM_MAPIO_KILL;
	}
	if (!dd->is_quiet)
		DMINFO("block %llu removed from badblocklist by write",
		       (unsigned long long)bb->block);
	remove_bad(dd, bb);
	return DM_MAPIO_REMAPPED;
}

static int dust_map(struct dm_target *ti, struct bio *bio)
{
	struct dust *dd = ti->private;
	int r = DM_MAPIO_REMAPPED;
	struct bad_block *bb;
	unsigned long flags;

	bio_set_dev(bio, dd->dev->bdev);
	bio->bi_iter.bi_sector = dd->start + dm_target_offset(ti, bio->bi_iter.bi_sector);
	if (!dd->is_failing)
		return r;
	spin_lock_irqsave(&dd->lock, flags);
	bb = find_bad(dd, bio->bi_iter.bi_sector >> dd->sect_per_block_shift);
	if (bb)
		r = map_bad(dd, bio, bb);
	spin_unlock_irqrestore(&dd->lock, flags);
	return r;
}

/* --- construction --- */

static char *parse(struct dust *dd, char **argv)
{
	unsigned long long start;
	char rest;

	if (kstrtouint(argv[2], 10, &dd->block_bytes) || !dd->block_bytes)
		return "Invalid block size parameter";
	if (dd->block_bytes < 512)
		return "Block size must be at least 512";
	if (!is_power_of_2(dd->block_bytes))
		return "Block size must be a power of 2";
	if (dd->block_bytes > 1U << 30)
		return "Block size is too large";
	if (sscanf(argv[1], "%llu%c", &start, &rest) != 1)
		return "Invalid device offset sector";
	dd->start = start;
	dd->sect_per_block_shift = ilog2(dd->block_bytes >> SECTOR_SHIFT);
	return NULL;
}

static int dust_ctr(struct dm_target *ti, unsigned int argc, char **argv)
{
	struct dust *dd;
	int r = -EINVAL;

	if (argc != 3) {
		ti->error = "Invalid argument count";
		return -EINVAL;
	}
	dd = kzalloc(sizeof(*dd), GFP_KERNEL);
	if (!dd) {
		ti->error = "Cannot allocate context";
		return -ENOMEM;
	}
	ti->error = parse(dd, argv);
	if (!ti->error) {
		r = dm_get_device(ti, argv[0], dm_table_get_mode(ti->table), &dd->dev);
		if (r)
			ti->error = "Device lookup failed";
	}
	if (!r)
		r = dm_set_target_max_io_len(ti, dd->block_bytes >> SECTOR_SHIFT);
	if (r) {
		kfree(dd);
		return r;
	}
	dd->bad_blocks = RB_ROOT;
	spin_lock_init(&dd->lock);
	ti->num_discard_bios = 1;
	ti->num_flush_bios = 1;
	ti->private = dd;
	return 0;
}

static void dust_dtr(struct dm_target *ti)
{
	struct dust *dd = ti->private;

	while (dd->nr_bad)
		remove_bad(dd, rb_entry(rb_first(&dd->bad_blocks), struct bad_block, node));
	dm_put_device(ti, dd->dev);
	kfree(dd);
}

static void dust_status(struct dm_target *ti, status_type_t type, unsigned int status_flags,
			char *result, unsigned int maxlen)
{
	struct dust *dd = ti->private;
	unsigned int sz = 0;

	result[0] = '\0';
	if (type == STATUSTYPE_INFO)
		DMEMIT("%s %s %s", dd->dev->name,
		       dd->is_failing ? "fail_read_on_bad_block" : "bypass",
		       dd->is_quiet ? "quiet" : "verbose");
	else if (type == STATUSTYPE_TABLE)
		DMEMIT("%s %llu %u", dd->dev->name, (unsigned long long)dd->start, dd->block_bytes);
}

static int dust_iterate_devices(struct dm_target *ti, iterate_devices_callout_fn fn, void *data)
{
	struct dust *dd = ti->private;

	return fn(ti, dd->dev, dd->start, ti->len, data);
}

struct target_type dm_dust_target = {
	.name = "dust",
	.version = { 1, 0, 0 },
	.ctr = dust_ctr,
	.dtr = dust_dtr,
	.map = dust_map,
	.message = dust_message,
	.status = dust_status,
	.iterate_devices = dust_iterate_devices,
};
