/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The tape of a fuzzer: a driver (choice.h) whose answers are the parts of an input.
 *
 *   schedule   task, preempt, wake, order, context, timer
 *   trouble    fault, latency
 *   ambient    trouble, alloc: what fails though no step says so
 *   survivors  which volatile sectors outlive a cut
 *
 * An entry of the first three is two bytes: (answer - 1) << 3 | track, and how many dull
 * choices of that track come before it. An entry waits for a choice that is one: where
 * only one answer is possible it stays for the next.
 */
#ifndef FUZZ_FEED_H
#define FUZZ_FEED_H

#include "choice.h"
#include "input.h"

/* There is one; it is the driver from choice_begin() on until the next call. */
struct choice_driver *feed_driver(const struct input *in);

/* The entries count from here: all choices so far were dull. */
void feed_start(void);

/* The next cut happens so many boundaries back, modulo what is possible. */
void feed_set_cut(u32 back);

/*
 * Bit i: does the i-th unit, modulo eight, survive in its newest version? The part
 * survivors says otherwise for the units that it has a byte for: which version.
 */
void feed_set_survivors(u8 pattern);

#endif
