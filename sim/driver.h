/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the harness knows of the one driver that it drives. Only machine.c names it:
 * for another target, another machine.c.
 */
#ifndef SIM_DRIVER_H
#define SIM_DRIVER_H

#include "ints.h"

/**
 * struct driver_geometry - a standard device
 * @nr_sectors: of the device
 * @segment_order, @nr_segments: of the log
 * @options: "key value key value …", may be ""
 */
struct driver_geometry {
	const char *hdd, *ssd;
	u64 nr_sectors;
	unsigned int segment_order;
	unsigned int nr_segments;
	const char *options;
};

/* Geometries outside these bounds are the scenario's error. */
#define DRIVER_MIN_ORDER 4u
#define DRIVER_MAX_ORDER 10u

/* How large a disk the log of @geometry needs. */
u64 driver_ssd_sectors(const struct driver_geometry *geometry);
/* The table line; returns its length, or more than @bytes - 1 if it did not fit. */
int driver_table(const struct driver_geometry *geometry, char *out, size_t bytes);
/* May this be an option of a device? Returns its name in the table line, or NULL. */
const char *driver_option(const char *name);
/* All of them, ending with NULL. */
extern const char *const driver_options[];

/**
 * struct driver_parts - what a table is made of, as far as oracles care
 * @nr_sectors: length of the whole table
 * @segment_order: of the log on @ssd
 * @is_ours: its only line is the driver's
 * @hdd, @ssd: names of the disks of that line; "" for what is no disk, as another device
 */
struct driver_parts {
	u64 nr_sectors;
	bool is_ours;
	unsigned int segment_order;
	char hdd[64], ssd[64];
};

/* Best effort: an unparsable table has no parts; the kernel will refuse it. */
void driver_parse_table(const char *table, struct driver_parts *parts);

/* What a sector of the cache device holds, by its place. */
enum driver_sector {
	DRIVER_SECTOR_OTHER,
	DRIVER_SECTOR_HEADER, /* the first of a segment */
	DRIVER_SECTOR_METABLOCK,
	DRIVER_SECTOR_DATA,
	NR_DRIVER_SECTORS,
};

/* @segment: gets the number of its slot, unless it is none's. */
enum driver_sector driver_sector_at(unsigned int segment_order, u64 sector, u64 *segment);

/* How the names of its kernel threads and of its workqueues begin. */
extern const char *const driver_threads, *const driver_queues;

/* Does the status line say that the device is dead? */
bool driver_is_dead(const char *status);

/* The fields of a status line that have a name here, in its order, ending with NULL. */
extern const char *const driver_status_fields[];
/* Return: false if @status has no such field; options are fields too. */
bool driver_status_field(const char *status, const char *name, u64 *value);

#endif
