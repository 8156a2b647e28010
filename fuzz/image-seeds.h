/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The named inputs of the target image.
 */
#ifndef FUZZ_IMAGE_SEEDS_H
#define FUZZ_IMAGE_SEEDS_H

#include "ints.h"

/**
 * image_seed - the @nr-th, built into a buffer that the next call uses again
 * @name: what it shows
 * Return: its bytes, NULL beyond the last.
 */
const u8 *image_seed(u32 nr, const char **name, size_t *nr_bytes);

#endif
