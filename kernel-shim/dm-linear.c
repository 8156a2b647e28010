// SPDX-License-Identifier: GPL-2.0-only
/*
 * linear: a range of one device (F8.1).
 *
 *   0 204800 linear /dev/ssd 0
 */
#include <linux/device-mapper.h>
#include <linux/slab.h>

struct linear {
	struct dm_dev *dev;
	sector_t start;
};

static int linear_ctr(struct dm_target *ti, unsigned int argc, char **argv)
{
	unsigned long long start;
	struct linear *lc;
	char rest;
	int ret;

	if (argc != 2) {
		ti->error = "Invalid argument count";
		return -EINVAL;
	}
	lc = kmalloc(sizeof(*lc), GFP_KERNEL);
	if (!lc) {
		ti->error = "Cannot allocate linear context";
		return -ENOMEM;
	}
	if (sscanf(argv[1], "%llu%c", &start, &rest) != 1) {
		ti->error = "Invalid device sector";
		kfree(lc);
		return -EINVAL;
	}
	lc->start = start;
	ret = dm_get_device(ti, argv[0], dm_table_get_mode(ti->table), &lc->dev);
	if (ret) {
		ti->error = "Device lookup failed";
		kfree(lc);
		return ret;
	}
	ti->num_flush_bios = 1;
	ti->num_discard_bios = 1;
	ti->num_secure_erase_bios = 1;
	ti->num_write_zeroes_bios = 1;
	ti->private = lc;
	return 0;
}

static void linear_dtr(struct dm_target *ti)
{
	struct linear *lc = ti->private;

	dm_put_device(ti, lc->dev);
	kfree(lc);
}

static int linear_map(struct dm_target *ti, struct bio *bio)
{
	struct linear *lc = ti->private;

	bio_set_dev(bio, lc->dev->bdev);
	bio->bi_iter.bi_sector = lc->start + dm_target_offset(ti, bio->bi_iter.bi_sector);
	return DM_MAPIO_REMAPPED;
}

static void linear_status(struct dm_target *ti, status_type_t type, unsigned int status_flags,
			  char *result, unsigned int maxlen)
{
	struct linear *lc = ti->private;
	size_t sz = 0;

	result[0] = '\0';
	if (type == STATUSTYPE_TABLE)
		DMEMIT("%s %llu", lc->dev->name, (unsigned long long)lc->start);
}

static int linear_iterate_devices(struct dm_target *ti, iterate_devices_callout_fn fn, void *data)
{
	struct linear *lc = ti->private;

	return fn(ti, lc->dev, lc->start, ti->len, data);
}

struct target_type dm_linear_target = {
	.name = "linear",
	.version = { 1, 4, 0 },
	.features = DM_TARGET_PASSES_INTEGRITY | DM_TARGET_NOWAIT | DM_TARGET_ZONED_HM |
		    DM_TARGET_PASSES_CRYPTO,
	.ctr = linear_ctr,
	.dtr = linear_dtr,
	.map = linear_map,
	.status = linear_status,
	.iterate_devices = linear_iterate_devices,
};
