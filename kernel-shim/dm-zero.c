// SPDX-License-Identifier: GPL-2.0-only
/*
 * zero: reads zeroes, swallows writes (F8.1).
 *
 *   0 204800 zero
 */
#include <linux/device-mapper.h>

static int zero_ctr(struct dm_target *ti, unsigned int argc, char **argv)
{
	if (argc != 0) {
		ti->error = "No arguments required";
		return -EINVAL;
	}
	ti->num_discard_bios = 1;
	return 0;
}

static int zero_map(struct dm_target *ti, struct bio *bio)
{
	switch (bio_op(bio)) {
	case REQ_OP_READ:
		if (bio->bi_opf & REQ_RAHEAD)
			return DM_MAPIO_KILL;
		zero_fill_bio(bio);
		break;
	case REQ_OP_WRITE:
		break;
	default:
		return DM_MAPIO_KILL;
	}
	bio_endio(bio);
	return DM_MAPIO_SUBMITTED;
}

struct target_type dm_zero_target = {
	.name = "zero",
	.version = { 1, 1, 0 },
	.features = DM_TARGET_NOWAIT,
	.ctr = zero_ctr,
	.map = zero_map,
};
