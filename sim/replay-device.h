/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The device that a log is played against, through its power cuts.
 */
#ifndef SIM_REPLAY_DEVICE_H
#define SIM_REPLAY_DEVICE_H

#include "disk.h"
#include "ints.h"

struct world;
struct world_device;

/**
 * struct replay_geometry - what to build
 * @nr_sectors: of the device that was recorded, and of the HDD
 */
struct replay_geometry {
	u64 nr_sectors;
	u32 order, nr_segments;
};

/* Disks, power on, the device created. NULL after a finding. */
struct world_device *replay_device_create(struct world *w, const struct replay_geometry *g);

/**
 * replay_device_crash - cut the power some time from now, recover, compare everything
 * @export: where to write the recovered contents; NULL: nowhere
 * The tape says how long until the cut, what survives it, and whether recovery is cut, too.
 * In the end the device is removed, and the module.
 * Return: false after a finding; @error is not "" if the image could not be written.
 */
bool replay_device_crash(struct world *w, enum crash_model model, const char *export, char *error,
			 size_t error_bytes);

/**
 * replay_device_finish - the end without a cut: compare everything, remove the device,
 *	create it again, compare again
 */
bool replay_device_finish(struct world *w, const char *export, char *error, size_t error_bytes);

#endif
