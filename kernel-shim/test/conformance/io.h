/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One bio at a time, made from words: what the "conformance" target submits.
 */
#ifndef CONFORMANCE_IO_H
#define CONFORMANCE_IO_H

#include <linux/bio.h>
#include <linux/completion.h>

#include "conformance.h"

struct conf_io {
	struct bio_set bios;
	struct bio *bio; /* in flight, or ended and not yet asked for */
	struct completion done;
	sector_t sector;
};

int conf_io_init(struct conf_io *io);
void conf_io_exit(struct conf_io *io); /* waits for what is in flight */

/**
 * conf_io_start - submit a bio
 * @op: read, write, flush, discard or zeroes, with flags behind commas; is cut up
 * @seed: of the pattern that a write carries; 0: zeroes
 * Context: process, may sleep. Return: 0, -EBUSY with one in flight, -EINVAL, -ENOMEM.
 */
int conf_io_start(struct conf_io *io, struct block_device *bdev, char *op, sector_t sector,
		  unsigned int nr_sectors, u32 seed);

/**
 * conf_io_end - ask for the result
 * @patience: jiffies to wait for it; 0: only look
 * Return: "0", an errno's name, "pending", or "none".
 */
const char *conf_io_end(struct conf_io *io, unsigned int patience);

/* The result of a read: "same" as the pattern of @seed, "different", an errno's name. */
const char *conf_io_compare(struct conf_io *io, u32 seed);

#endif
