/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What would be lost if the SSD died now? Writes that were answered and are not durable on
 * the HDD, by the age of the oldest.
 */
#ifndef SIM_EXPOSURE_H
#define SIM_EXPOSURE_H

#include "ints.h"

struct disk;
struct exposure;

struct exposure *exposure_create(void);
void exposure_destroy(struct exposure *e);

/* The power comes on: what was before is not counted. */
void exposure_begin(struct exposure *e);
/* Write @id was answered at @now_ns. */
void exposure_add(struct exposure *e, u64 id, u64 sector, u32 nr_sectors, u64 now_ns);

/**
 * exposure_ns - the age of the oldest write that @hdd has not
 * @hdd: holds payloads, which say whose they are
 *
 * A sector has lost a write if what is durable there is neither that write nor one that
 * was answered later. Return: 0 if nothing would be lost.
 */
u64 exposure_ns(const struct exposure *e, const struct disk *hdd, u64 now_ns);

#endif
