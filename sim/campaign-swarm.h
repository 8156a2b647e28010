/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Classes and behaviours of many runs, whichever process ran them.
 */
#ifndef SIM_CAMPAIGN_SWARM_H
#define SIM_CAMPAIGN_SWARM_H

#include <jansson.h>
#include <stdio.h>

#include "ints.h"
#include "swarm.h"

/**
 * struct campaign_swarm - zeroed at first
 * @tally: in how many runs each class was enabled, and fired
 * @behaviours: behaviours_end() of each run; sorted and without repetition once
 *	campaign_swarm_distinct() was called
 */
struct campaign_swarm {
	struct swarm_tally tally;
	u64 *behaviours;
	size_t nr, room;
};

void campaign_swarm_exit(struct campaign_swarm *s);
void campaign_swarm_note(struct campaign_swarm *s, const struct swarm_marks *marks, u64 behaviour);
void campaign_swarm_add(struct campaign_swarm *to, const struct campaign_swarm *from);
u64 campaign_swarm_distinct(struct campaign_swarm *s);

/* As part of a unit's line; back from NULL it stays empty. */
json_t *campaign_swarm_to_json(const struct campaign_swarm *s);
void campaign_swarm_from_json(struct campaign_swarm *s, const json_t *json);

/* For people, and for result.json: without the hashes of behaviours. */
void campaign_swarm_print(FILE *file, struct campaign_swarm *s);
json_t *campaign_swarm_summary(struct campaign_swarm *s);

#endif
