/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Mutations that know the parts of an input: what a mutation does not touch keeps its
 * place and its meaning.
 */
#ifndef FUZZ_MUTATE_H
#define FUZZ_MUTATE_H

#include "input.h"

/* The generator of one mutation. */
struct draw {
	u64 state;
};

u32 draw(struct draw *d, u32 n); /* 0 … n - 1 */

/**
 * mutate_input - change one thing, or a few, of an input that has parts
 * Return: the new length, at most @room.
 */
size_t mutate_input(u8 *bytes, size_t nr_bytes, size_t room, struct draw *d);

/* Each part from one of two inputs, or some steps of both. */
size_t mutate_cross(const u8 *a, size_t nr_a, const u8 *b, size_t nr_b, u8 *out, size_t room,
		    struct draw *d);

/* Some bytes anywhere: the engine's own mutation where there is one. */
size_t mutate_bytes(u8 *bytes, size_t nr_bytes, size_t room, struct draw *d);

#endif
