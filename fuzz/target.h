/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a target is: the file of each property defines one, and the engine's entry points
 * (engine.c), the mutator and the replay program use it.
 */
#ifndef FUZZ_TARGET_H
#define FUZZ_TARGET_H

#include <stdio.h>

#include "ints.h"

struct draw;
struct world;

/**
 * struct target - one property
 * @mutate: of its inputs, see mutate_input(); NULL: bytes anywhere
 * @cross: of two, see mutate_cross(); NULL: never
 * @prepare: once, before anything is measured
 * @run: one input. Return: false: finding_first() says what is wrong
 * @print: the same run as a scenario, the tape on record; NULL: there is none
 * @digest: of what was printed last
 * @world: where it runs; NULL: in none
 */
struct target {
	const char *name;
	size_t (*mutate)(u8 *bytes, size_t nr_bytes, size_t room, struct draw *d);
	size_t (*cross)(const u8 *a, size_t nr_a, const u8 *b, size_t nr_b, u8 *out, size_t room,
			struct draw *d);
	void (*prepare)(void);
	bool (*run)(const u8 *bytes, size_t nr_bytes);
	bool (*print)(const u8 *bytes, size_t nr_bytes, FILE *script);
	const char *(*digest)(void);
	struct world *(*world)(void);
};

/* The one that this program is for. */
extern const struct target target;

/* Prints finding_first() as the replay program and the engines do. */
void target_print_finding(FILE *out);

#endif
