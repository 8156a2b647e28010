/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The power cut: at which instant, and what survives it.
 *
 * One path serves all: the tape says how many event boundaries back the power
 * went (CHOICE_CUT), disks and judges return to that instant, and the tape says which
 * volatile sectors survived (CHOICE_SURVIVE). So one tape is one crash state. An
 * explorer differs only in that it takes up the run at the cut, as often as it
 * likes, with other answers each time.
 */
#ifndef SIM_CRASH_H
#define SIM_CRASH_H

#include "choice.h"
#include "disk-crash.h"
#include "disk.h"
#include "ints.h"
#include "world.h"

/**
 * struct crash_spec - what a scenario says of a cut
 * @is_anywhere: at any boundary since the power-on, or since @label
 * @label: "flush" in "anywhere after the flush"; "": none
 * @bound: of CRASH_BOUNDED
 */
struct crash_spec {
	enum crash_model model;
	u32 bound;
	bool is_anywhere;
	char label[WORLD_NAME_BYTES];
};

/**
 * struct crash_instant - all that a cut at one boundary needs, so that it can be had often
 * @judges: of each device, as if the power had just gone; NULL: it has none
 * @nr_units: of all surveys together
 * @first_place: of its units, among those of its group
 */
struct crash_instant {
	u64 boundary;
	struct disk_survey surveys[WORLD_MAX_DISKS];
	struct judge **judges;
	u32 nr_units;
	size_t first_place;
};

/**
 * struct crash_point - a run that has reached its cut, ready to be taken up again
 * @lowest, @highest: boundaries at which the power may have gone
 * @entries: the tape up to here
 * @nr_answers: of the script's journal up to here
 * @is_added: the script was at its end
 * @instant: prepared, for the next crash_cut_resumed(); NULL: it finds its own
 */
struct crash_point {
	struct crash_spec spec;
	u64 lowest, highest;
	struct world_plan plan;
	struct world_counts counts;
	struct world_chain chain;
	struct choice_track tracks[NR_CHOICE_KINDS];
	struct choice_entry *entries;
	size_t nr_entries;
	size_t nr_answers;
	size_t log_bytes;
	u32 nr_histories;
	bool is_added;
	const struct crash_instant *instant;
};

/* Where a scenario names none: --model. */
extern enum crash_model crash_default_model;

enum crash_result {
	CRASH_DONE,
	CRASH_NO_HISTORY, /* nothing happened: run again with history */
	CRASH_STOPPED, /* the explorer takes over, with the point that was asked for */
	CRASH_NO_LABEL, /* nothing of that name happened in this epoch */
};

/**
 * crash_cut - cut the power as @spec says
 * @point: to be filled if this is where an explorer wants to stop; NULL: go on
 * Context: host stack.
 */
enum crash_result crash_cut(struct world *w, const struct crash_spec *spec,
			    struct crash_point *point);

/* Return @w to @point; the cut follows with crash_cut_resumed(). */
void crash_resume(struct world *w, const struct crash_point *point);
/* The judges of @point at @boundary after a cut there, one per device; the caller's. */
void crash_judges_at(const struct crash_point *point, u64 boundary, struct judge **judges);
void crash_cut_resumed(struct world *w, const struct crash_point *point);

/* Drops what @w became since @point; the next step is crash_resume() or world_end(). */
void crash_leave(struct world *w, const struct crash_point *point);
void crash_point_exit(struct crash_point *point);

/* Does the tape decide now what survives? */
bool crash_is_falling(void);

#endif
