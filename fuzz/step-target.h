/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A target whose inputs are steps: all but its rules is the same for each.
 */
#ifndef FUZZ_STEP_TARGET_H
#define FUZZ_STEP_TARGET_H

#include "mutate.h"
#include "play.h"
#include "target.h"

/* Defines the program's target: name_ is a text, rules_ a struct play_rules. */
#define STEP_TARGET(name_, rules_)                                        \
	static bool run(const u8 *bytes, size_t nr_bytes)                 \
	{                                                                 \
		return play(&(rules_), bytes, nr_bytes, NULL);            \
	}                                                                 \
	static bool print(const u8 *bytes, size_t nr_bytes, FILE *script) \
	{                                                                 \
		return play(&(rules_), bytes, nr_bytes, script);          \
	}                                                                 \
	const struct target target = { .name = (name_),                   \
				       .mutate = mutate_input,            \
				       .cross = mutate_cross,             \
				       .prepare = play_prepare,           \
				       .run = run,                        \
				       .print = print,                    \
				       .digest = play_digest,             \
				       .world = play_world }

#endif
