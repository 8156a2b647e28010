/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which contents were there already? A set of 128-bit hashes of contents.
 */
#ifndef SIM_IMAGE_SET_H
#define SIM_IMAGE_SET_H

#include "ints.h"

struct image_set {
	u64 (*hashes)[2];
	u32 nr, room;
};

/* All zero: empty. Clearing keeps the memory. */
void image_set_clear(struct image_set *set);
void image_set_exit(struct image_set *set);
/* Return: true if it is new. A full set calls everything new. */
bool image_set_add(struct image_set *set, const u64 *contents, u32 nr_contents);

#endif
