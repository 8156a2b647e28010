/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Classes of a swarm: what a seed switched on, and whether it took effect.
 *
 * A class that many seeds enable and that never fires tests nothing, whatever its runs
 * say. Faults name their classes themselves ("ssd errno"); a scenario names its own with
 * the words enabled() and fired().
 */
#ifndef SIM_SWARM_H
#define SIM_SWARM_H

#include <stdio.h>

#include "ints.h"

struct disk;

#define SWARM_MAX_CLASSES 64u
#define SWARM_NAME_BYTES 32
#define SWARM_MIN_RUNS 10u /* enabled in fewer runs, a class need not fire */

/* Of one run: bits by number of class. */
struct swarm_marks {
	u64 enabled, fired;
};

void swarm_begin(void); /* a run: nothing is enabled */
/* False: there are too many classes, or the name is too long. */
bool swarm_enable(const char *class);
bool swarm_fire(const char *class); /* enables it, too */
/* The class of a fault is its disk and its effect: "ssd errno". */
void swarm_enable_fault(const struct disk *disk, const char *effect);
void swarm_fire_fault(const struct disk *disk, const char *effect);
struct swarm_marks swarm_marks(void); /* since swarm_begin() */

/* Classes are numbered as they come; the names stay for good. NULL: no such number. */
const char *swarm_class_name(u32 number);
int swarm_class_number(const char *class); /* a new one if need be; -1: no room */

/* Of many runs. */
struct swarm_tally {
	u64 nr_runs;
	u64 nr_enabled[SWARM_MAX_CLASSES], nr_fired[SWARM_MAX_CLASSES]; /* in so many runs */
};

void swarm_tally_add(struct swarm_tally *to, const struct swarm_tally *from);
void swarm_count(struct swarm_tally *tally, const struct swarm_marks *marks);

/**
 * swarm_silent - a class that was enabled in SWARM_MIN_RUNS runs or more and fired in none
 * Return: its name; NULL: there is none.
 */
const char *swarm_silent(const struct swarm_tally *tally);

/* One line per class, in the order of names. Nothing if there are none. */
void swarm_print(FILE *file, const struct swarm_tally *tally);

#endif
