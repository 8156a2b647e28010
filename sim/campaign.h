/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A campaign: many runs that belong together, cut into units.
 *
 *   campaign ─► group: one scenario, one seed
 *                 └─► variation 0: the run as it is; 1, 2, ...: one thing fails in it
 *                       └─► part: a share of its crash states or of its schedules
 *
 * A unit is one part of one variation of one group. Its number and what it does follow from
 * the campaign alone, so units may be run anywhere, in any order, and counted together.
 * How many variations a group has is known once its run was watched (campaign_probe()).
 */
#ifndef SIM_CAMPAIGN_H
#define SIM_CAMPAIGN_H

#include "choice.h"
#include "ints.h"
#include "run.h"
#include "schedule.h"

struct scenario;

#define CAMPAIGN_TEXT_CHARS 512

/**
 * struct campaign - what is to be visited
 * @has_crash: each run is explored at its crash states, within @limits
 * @has_faults: each I/O fails, with each errno of @errnos (bits), once and for good
 * @has_memory: each allocation fails
 * @has_swarm: classes and behaviours are counted
 * @max_pairs: of two such failures in one run, drawn beyond; 0: none
 * @max_variations: of each group, drawn beyond; 0: all
 * @nr_schedules: of each variation, as @schedule says; 0: the seed's own
 * @nr_parts: into which the crash states of one run are cut
 */
struct campaign {
	struct scenario **scenarios;
	u32 nr_scenarios;
	u64 seed_first, seed_last;
	bool has_crash, has_faults, has_memory, has_swarm;
	struct run_limits limits;
	struct schedule_spec schedule;
	const char *schedule_text;
	u64 nr_schedules;
	u32 errnos;
	u64 max_pairs, max_variations;
	u32 nr_parts;
	const char *model;
};

/* All that decides what units there are and what they do, as one line. */
void campaign_describe(const struct campaign *c, char text[CAMPAIGN_TEXT_CHARS]);

u64 campaign_nr_groups(const struct campaign *c);

/**
 * struct campaign_group - one scenario with one seed
 * @nr_ios, @ops: how many I/Os its run asked about, and what they are (enum disk_op)
 * @nr_allocs: and how many allocations
 * @nr_all: variations that there are
 * @nr_variations: variations that are visited
 */
struct campaign_group {
	u32 scenario;
	u64 seed;
	u64 nr_ios, nr_allocs;
	u8 *ops;
	u64 nr_all, nr_variations;
};

void campaign_group_init(const struct campaign *c, u64 number, struct campaign_group *group);
void campaign_group_exit(struct campaign_group *group);

/* Does a group have to be watched before its units can be counted? */
bool campaign_must_probe(const struct campaign *c);
/* Runs the group as it is and counts what may fail in it. */
void campaign_probe(const struct campaign *c, struct run *run, struct campaign_group *group);

u32 campaign_nr_parts(const struct campaign *c); /* of each variation */
u64 campaign_nr_units(const struct campaign *c, const struct campaign_group *group);

/**
 * struct campaign_unit - one of them
 * @index: among all of the campaign
 * @pin: what fails; its value is 0 in variation 0
 */
struct campaign_unit {
	u64 index, group;
	u64 variation;
	u32 part;
	struct choice_entry pin;
};

/* The @nth unit of @group; its index is not filled in. */
void campaign_unit_fill(const struct campaign *c, const struct campaign_group *group, u64 nth,
			struct campaign_unit *unit);
void campaign_unit_name(const struct campaign *c, const struct campaign_group *group,
			const struct campaign_unit *unit, char text[CAMPAIGN_TEXT_CHARS]);

/* The @nth single failure of a run that asked about so much; its value is 0 beyond the last. */
struct choice_entry campaign_failure(const struct campaign *c, const struct campaign_group *group,
				     u64 nth);
u64 campaign_nr_failures(const struct campaign *c, const struct campaign_group *group);

/*
 * Watching a run: @ops gets what each I/O is that asks for trouble. Between the two calls
 * nobody else may listen to events.
 */
void campaign_watch_begin(u8 **ops);
void campaign_watch_end(void);

/* One of @nr numbers below @nr_all, the @nth: all of them, or one from each stretch. */
u64 campaign_draw(u64 seed, u64 nth, u64 nr, u64 nr_all);

#endif
