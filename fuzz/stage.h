/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The world that an input plays in: two small disks and the standard device, as the head
 * of the input says. Formatting costs more than most inputs do: each geometry is formatted
 * once, when the program starts, and its disks are put back for each run.
 */
#ifndef FUZZ_STAGE_H
#define FUZZ_STAGE_H

#include <stdio.h>

#include "input.h"
#include "world.h"

#define STAGE_OPTIONS_BYTES 256
#define STAGE_NR_GEOMETRIES 128u

/**
 * struct stage - what the head of an input says
 * @geometry: what formatting depends on, below STAGE_NR_GEOMETRIES
 * @options: "key value …" of the table
 */
struct stage {
	u32 geometry;
	u32 order, nr_segments;
	u64 ssd_sectors, hdd_sectors;
	u32 ssd_block, hdd_block; /* bytes */
	bool ends_in_order; /* the device is removed, the module unloaded; else the power goes */
	const u8 *head;
	char options[STAGE_OPTIONS_BYTES];
	char table[WORLD_TABLE_BYTES];
};

void stage_read(struct stage *st, const struct input *in);

/* Formats all geometries; w is free afterwards. Ends the program (3) if one fails. */
void stage_prepare(struct world *w);

/* The disks of @st, in @w, which has just begun. */
void stage_add_disks(struct world *w, const struct stage *st);
/* A device that is there already, formatted; after stage_add_disks(). */
void stage_set_formatted(struct world *w, const struct stage *st);

/* The words of a scenario that make the same world, formatted. */
void stage_print(const struct stage *st, FILE *script);

#endif
