// SPDX-License-Identifier: GPL-2.0-only
/*
 * error: every bio fails (F8.1). No flush support: an empty flush succeeds (F8.2).
 *
 *   0 204800 error
 */
#include <linux/device-mapper.h>

static int error_ctr(struct dm_target *ti, unsigned int argc, char **argv)
{
	ti->num_discard_bios = 1;
	return 0;
}

static int error_map(struct dm_target *ti, struct bio *bio)
{
	return DM_MAPIO_KILL;
}

struct target_type dm_error_target = {
	.name = "error",
	.version = { 1, 5, 0 },
	.features = DM_TARGET_WILDCARD,
	.ctr = error_ctr,
	.map = error_map,
};
