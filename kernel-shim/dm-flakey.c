// SPDX-License-Identifier: GPL-2.0-only
/*
 * flakey: a device that works for a while and then does not (F8.3-F8.6).
 *
 *   0 204800 flakey <dev> <offset> <up_s> <down_s> [<#args> [features]]
 *
 * Features: drop_writes | error_writes | corrupt_bio_byte <nth> <r|w> <value> <flags>
 */
#include <linux/device-mapper.h>
#include <linux/jiffies.h>
#include <linux/slab.h>
#include <linux/string.h>

#define DM_MSG_PREFIX "flakey"

enum { DROP_WRITES, ERROR_WRITES };

struct flakey {
	struct dm_dev *dev;
	sector_t start;
	unsigned long start_time;
	unsigned int up_s, down_s;
	unsigned long flags;
	unsigned int corrupt_nth; /* byte, from 1; 0: none */
	unsigned int corrupt_rw;
	unsigned int corrupt_value;
	blk_opf_t corrupt_flags;
};

struct flakey_bio {
	bool was_mapped_while_down;
};

/* --- arguments --- */

static int parse_corrupt(struct flakey *fc, struct dm_arg_set *as, struct dm_target *ti)
{
	static const struct dm_arg nth = { 1, UINT_MAX, "Invalid corrupt bio byte" };
	static const struct dm_arg value = { 0, 255,
					     "Invalid value to corrupt into corrupt_bio_byte" };
	static const struct dm_arg mask = { 0, UINT_MAX, "Invalid corrupt bio flags mask" };
	const char *rw;
	int r;

	if (!as->argc) {
		ti->error = "Feature corrupt_bio_byte requires parameters";
		return -EINVAL;
	}
	r = dm_read_arg(&nth, as, &fc->corrupt_nth, &ti->error);
	if (r)
		return r;
	rw = dm_shift_arg(as);
	if (!rw || (strcasecmp(rw, "w") && strcasecmp(rw, "r"))) {
		ti->error = "Invalid corrupt bio direction (r or w)";
		return -EINVAL;
	}
	fc->corrupt_rw = !strcasecmp(rw, "w") ? WRITE : READ;
	r = dm_read_arg(&value, as, &fc->corrupt_value, &ti->error);
	if (r)
		return r;
	return dm_read_arg(&mask, as, (unsigned int *)&fc->corrupt_flags, &ti->error);
}

static int parse_feature(struct flakey *fc, const char *name, struct dm_arg_set *as,
			 struct dm_target *ti)
{
	unsigned long other = 0;

	if (!strcasecmp(name, "corrupt_bio_byte"))
		return parse_corrupt(fc, as, ti);
	if (!strcasecmp(name, "drop_writes")) {
		other = 1UL << ERROR_WRITES;
		if (fc->flags & (1UL << DROP_WRITES))
			goto duplicate;
		fc->flags |= 1UL << DROP_WRITES;
	} else if (!strcasecmp(name, "error_writes")) {
		other = 1UL << DROP_WRITES;
		if (fc->flags & (1UL << ERROR_WRITES))
			goto duplicate;
		fc->flags |= 1UL << ERROR_WRITES;
	} else {
		ti->error = "Unrecognised flakey feature requested";
		return -EINVAL;
	}
	if (!(fc->flags & other))
		return 0;
	ti->error = other == 1UL << ERROR_WRITES ?
			    "Feature drop_writes conflicts with feature error_writes" :
			    "Feature error_writes conflicts with feature drop_writes";
	return -EINVAL;

duplicate:
	ti->error = strcasecmp(name, "drop_writes") ? "Feature error_writes duplicated" :
						      "Feature drop_writes duplicated";
	return -EINVAL;
}

static int parse_features(struct flakey *fc, struct dm_arg_set *as, struct dm_target *ti)
{
	static const struct dm_arg count = { 0, 6, "Invalid number of feature args" };
	unsigned int argc, left;
	int r;

	if (!as->argc)
		return 0;
	r = dm_read_arg_group(&count, as, &argc, &ti->error);
	if (r)
		return r;
	left = as->argc - argc; /* words behind the group */
	while (as->argc > left) {
		const char *name = dm_shift_arg(as);

		r = parse_feature(fc, name, as, ti);
		if (r)
			return r;
	}
	if ((fc->flags & (1UL << DROP_WRITES)) && fc->corrupt_nth && fc->corrupt_rw == WRITE)
		ti->error =
			"drop_writes is incompatible with corrupt_bio_byte with the WRITE flag set";
	else if ((fc->flags & (1UL << ERROR_WRITES)) && fc->corrupt_nth && fc->corrupt_rw == WRITE)
		ti->error =
			"error_writes is incompatible with corrupt_bio_byte with the WRITE flag "
			"set";
	else
		return 0;
	return -EINVAL;
}

static int parse_args(struct flakey *fc, struct dm_arg_set *as, struct dm_target *ti,
		      const char **path)
{
	static const struct dm_arg up = { 0, UINT_MAX, "Invalid up interval" };
	unsigned long long start;
	char rest;
	int r;

	*path = dm_shift_arg(as);
	if (sscanf(dm_shift_arg(as), "%llu%c", &start, &rest) != 1) {
		ti->error = "Invalid device sector";
		return -EINVAL;
	}
	fc->start = start;
	r = dm_read_arg(&up, as, &fc->up_s, &ti->error);
	if (!r)
		r = dm_read_arg(&up, as, &fc->down_s, &ti->error); /* its text, as in 6.1 */
	if (r)
		return r;
	if (!(fc->up_s + fc->down_s))
		ti->error = "Total (up + down) interval is zero";
	else if (fc->up_s + fc->down_s < fc->up_s)
		ti->error = "Interval overflow";
	else
		return parse_features(fc, as, ti);
	return -EINVAL;
}

static int flakey_ctr(struct dm_target *ti, unsigned int argc, char **argv)
{
	struct dm_arg_set as = { argc, argv };
	const char *path;
	struct flakey *fc;
	int r;

	if (argc < 4) {
		ti->error = "Invalid argument count";
		return -EINVAL;
	}
	fc = kzalloc(sizeof(*fc), GFP_KERNEL);
	if (!fc) {
		ti->error = "Cannot allocate context";
		return -ENOMEM;
	}
	fc->start_time = jiffies;
	r = parse_args(fc, &as, ti, &path);
	if (!r) {
		r = dm_get_device(ti, path, dm_table_get_mode(ti->table), &fc->dev);
		if (r)
			ti->error = "Device lookup failed";
	}
	if (r) {
		kfree(fc);
		return r;
	}
	ti->num_flush_bios = 1;
	ti->num_discard_bios = 1;
	ti->per_io_data_size = sizeof(struct flakey_bio);
	ti->private = fc;
	return 0;
}

static void flakey_dtr(struct dm_target *ti)
{
	struct flakey *fc = ti->private;

	dm_put_device(ti, fc->dev);
	kfree(fc);
}

/* --- bios --- */

static bool is_down(const struct flakey *fc)
{
	unsigned long elapsed_s = (jiffies - fc->start_time) / HZ;

	return elapsed_s % (fc->up_s + fc->down_s) >= fc->up_s;
}

static bool must_corrupt(const struct flakey *fc, struct bio *bio)
{
	return fc->corrupt_nth && fc->corrupt_rw == (unsigned int)bio_data_dir(bio) &&
	       (bio->bi_opf & fc->corrupt_flags) == fc->corrupt_flags;
}

/* In place: the submitter's own page (F8.6). */
static void corrupt(const struct flakey *fc, struct bio *bio)
{
	unsigned int at = fc->corrupt_nth - 1;
	struct bvec_iter iter;
	struct bio_vec bv;

	if (!bio_has_data(bio))
		return;
	bio_for_each_segment(bv, bio, iter) {
		if (at < bv.bv_len) {
			char *data = bvec_kmap_local(&bv);

			data[at] = (char)fc->corrupt_value;
			kunmap_local(data);
			return;
		}
		at -= bv.bv_len;
	}
}

static int map_while_down(struct flakey *fc, struct bio *bio)
{
	bool is_write = bio_data_dir(bio) == WRITE;

	if (!fc->corrupt_nth && !fc->flags)
		return DM_MAPIO_KILL; /* F8.5 */
	if (!is_write)
		return DM_MAPIO_REMAPPED;
	if (fc->flags & (1UL << DROP_WRITES)) {
		bio_endio(bio);
		return DM_MAPIO_SUBMITTED;
	}
	if (fc->flags & (1UL << ERROR_WRITES)) {
		bio_io_error(bio);
		return DM_MAPIO_SUBMITTED;
	}
	if (must_corrupt(fc, bio))
		corrupt(fc, bio);
	return DM_MAPIO_REMAPPED;
}

static int flakey_map(struct dm_target *ti, struct bio *bio)
{
	struct flakey *fc = ti->private;
	struct flakey_bio *fb = dm_per_bio_data(bio, sizeof(*fb));
	int r = DM_MAPIO_REMAPPED;

	fb->was_mapped_while_down = is_down(fc);
	if (fb->was_mapped_while_down) {
		r = map_while_down(fc, bio);
		if (r != DM_MAPIO_REMAPPED)
			return r;
	}
	bio_set_dev(bio, fc->dev->bdev);
	if (bio_sectors(bio) || bio_op(bio) == REQ_OP_ZONE_RESET)
		bio->bi_iter.bi_sector = fc->start + dm_target_offset(ti, bio->bi_iter.bi_sector);
	return r;
}

/* Read corruption looks at bi_iter, which most devices have moved by now (F1.34, F8.6). */
static int flakey_end_io(struct dm_target *ti, struct bio *bio, blk_status_t *error)
{
	struct flakey *fc = ti->private;
	struct flakey_bio *fb = dm_per_bio_data(bio, sizeof(*fb));

	if (*error || !fb->was_mapped_while_down || bio_data_dir(bio) != READ)
		return DM_ENDIO_DONE;
	if (must_corrupt(fc, bio))
		corrupt(fc, bio);
	return DM_ENDIO_DONE;
}

/* --- talking --- */

static void flakey_status(struct dm_target *ti, status_type_t type, unsigned int status_flags,
			  char *result, unsigned int maxlen)
{
	struct flakey *fc = ti->private;
	bool is_dropping = fc->flags & (1UL << DROP_WRITES);
	bool is_failing = fc->flags & (1UL << ERROR_WRITES);
	size_t sz = 0;

	result[0] = '\0';
	if (type != STATUSTYPE_TABLE)
		return;
	DMEMIT("%s %llu %u %u ", fc->dev->name, (unsigned long long)fc->start, fc->up_s,
	       fc->down_s);
	DMEMIT("%u ", is_dropping + is_failing + (fc->corrupt_nth > 0) * 5);
	if (is_dropping)
		DMEMIT("drop_writes ");
	else if (is_failing)
		DMEMIT("error_writes ");
	if (fc->corrupt_nth)
		DMEMIT("corrupt_bio_byte %u %c %u %u ", fc->corrupt_nth,
		       fc->corrupt_rw == WRITE ? 'w' : 'r', fc->corrupt_value, fc->corrupt_flags);
}

static int flakey_iterate_devices(struct dm_target *ti, iterate_devices_callout_fn fn, void *data)
{
	struct flakey *fc = ti->private;

	return fn(ti, fc->dev, fc->start, ti->len, data);
}

struct target_type dm_flakey_target = {
	.name = "flakey",
	.version = { 1, 5, 0 },
	.features = DM_TARGET_ZONED_HM | DM_TARGET_PASSES_CRYPTO,
	.ctr = flakey_ctr,
	.dtr = flakey_dtr,
	.map = flakey_map,
	.end_io = flakey_end_io,
	.status = flakey_status,
	.iterate_devices = flakey_iterate_devices,
};
