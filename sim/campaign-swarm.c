// SPDX-License-Identifier: GPL-2.0-only
/*
 * Classes and behaviours of many runs, whichever process ran them.
 *
 * From: campaign-unit.c, run by run; the logbook, unit by unit.
 * To:   campaign-result.c.
 */
#include "campaign-swarm.h"

#include <stdlib.h>
#include <string.h>

void campaign_swarm_exit(struct campaign_swarm *s)
{
	free(s->behaviours);
	memset(s, 0, sizeof(*s));
}

static void add_behaviour(struct campaign_swarm *s, u64 behaviour)
{
	if (s->nr == s->room) {
		s->room = s->room ? 2 * s->room : 8;
		s->behaviours = realloc(s->behaviours, s->room * sizeof(u64));
		if (!s->behaviours) {
			perror("wbsim: no memory for behaviours");
			exit(3);
		}
	}
	s->behaviours[s->nr++] = behaviour;
}

void campaign_swarm_note(struct campaign_swarm *s, const struct swarm_marks *marks, u64 behaviour)
{
	swarm_count(&s->tally, marks);
	add_behaviour(s, behaviour);
}

void campaign_swarm_add(struct campaign_swarm *to, const struct campaign_swarm *from)
{
	size_t i;

	swarm_tally_add(&to->tally, &from->tally);
	for (i = 0; i < from->nr; i++)
		add_behaviour(to, from->behaviours[i]);
}

static int number_compare(const void *a, const void *b)
{
	u64 x = *(const u64 *)a, y = *(const u64 *)b;

	return x < y ? -1 : x > y;
}

u64 campaign_swarm_distinct(struct campaign_swarm *s)
{
	size_t i, nr = 0;

	if (s->nr)
		qsort(s->behaviours, s->nr, sizeof(u64), number_compare);
	for (i = 0; i < s->nr; i++)
		if (!i || s->behaviours[i] != s->behaviours[nr - 1])
			s->behaviours[nr++] = s->behaviours[i];
	s->nr = nr;
	return nr;
}

/* --- as JSON --- */

static json_t *classes_to_json(const struct swarm_tally *tally)
{
	json_t *classes = json_object();
	const char *name;
	u32 i;

	for (i = 0; (name = swarm_class_name(i)); i++)
		if (tally->nr_enabled[i])
			json_object_set_new(classes, name,
					    json_pack("[I, I]", (json_int_t)tally->nr_enabled[i],
						      (json_int_t)tally->nr_fired[i]));
	return classes;
}

json_t *campaign_swarm_to_json(const struct campaign_swarm *s)
{
	json_t *behaviours = json_array();
	size_t i;

	for (i = 0; i < s->nr; i++)
		json_array_append_new(behaviours, json_integer((json_int_t)s->behaviours[i]));
	return json_pack("{s:I, s:o, s:o}", "runs", (json_int_t)s->tally.nr_runs, "classes",
			 classes_to_json(&s->tally), "behaviours", behaviours);
}

void campaign_swarm_from_json(struct campaign_swarm *s, const json_t *json)
{
	json_t *classes = json_object_get(json, "classes"), *pair;
	const json_t *behaviours = json_object_get(json, "behaviours");
	const char *name;
	size_t i;
	int class;

	s->tally.nr_runs = json_integer_value(json_object_get(json, "runs"));
	json_object_foreach(classes, name, pair)
	{
		class = swarm_class_number(name);
		if (class < 0)
			continue;
		s->tally.nr_enabled[class] = json_integer_value(json_array_get(pair, 0));
		s->tally.nr_fired[class] = json_integer_value(json_array_get(pair, 1));
	}
	for (i = 0; i < json_array_size(behaviours); i++)
		add_behaviour(s, (u64)json_integer_value(json_array_get(behaviours, i)));
}

json_t *campaign_swarm_summary(struct campaign_swarm *s)
{
	return json_pack("{s:o, s:I}", "classes", classes_to_json(&s->tally), "behaviours",
			 (json_int_t)campaign_swarm_distinct(s));
}

void campaign_swarm_print(FILE *file, struct campaign_swarm *s)
{
	const char *silent = swarm_silent(&s->tally);

	swarm_print(file, &s->tally);
	fprintf(file, "  behaviours %llu distinct in %llu runs\n", campaign_swarm_distinct(s),
		s->tally.nr_runs);
	if (silent)
		fprintf(file,
			"  class \"%s\" was enabled in %u runs or more and fired in none: it was "
			"not tested\n",
			silent, SWARM_MIN_RUNS);
}
