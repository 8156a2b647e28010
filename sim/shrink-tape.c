// SPDX-License-Identifier: GPL-2.0-only
/*
 * A tape with fewer choices.
 *
 * From: shrink.c.   To: run.c, once per candidate.
 */
#include "shrink-tape.h"

#include <stdlib.h>
#include <string.h>

#include "shrink-search.h"

/* The entries [begin, end) are left out; with @kind all of that track. */
struct omission {
	size_t begin, end;
	int kind; /* -1: none */
};

static bool is_omitted(const struct omission *o, const struct choice_entry *e, size_t i)
{
	return (i >= o->begin && i < o->end) || (int)e->kind == o->kind;
}

/* Runs @candidate; the tape becomes what that run recorded. */
static bool try_tape(struct search *s, struct run *run, const struct tape *candidate)
{
	struct run_result result;
	bool is_same;

	run_tape(run, candidate, &result);
	s->nr_tries++;
	s->nr_worlds++;
	is_same = identity_is(&s->id, &result) && result.tape.nr_entries <= s->tape.nr_entries;
	if (is_same) {
		s->nr_kept++;
		tape_exit(&s->tape);
		s->tape = result.tape;
		tape_init(&result.tape);
	}
	run_result_exit(&result);
	return is_same;
}

static bool try_without(struct search *s, struct run *run, const struct omission *o)
{
	struct tape candidate = s->tape;
	size_t i;
	bool is_same;

	candidate.entries = malloc((s->tape.nr_entries + 1) * sizeof(*candidate.entries));
	candidate.nr_entries = 0;
	for (i = 0; i < s->tape.nr_entries; i++)
		if (!is_omitted(o, &s->tape.entries[i], i))
			candidate.entries[candidate.nr_entries++] = s->tape.entries[i];
	is_same = candidate.nr_entries < s->tape.nr_entries && try_tape(s, run, &candidate);
	free(candidate.entries);
	return is_same;
}

static void drop_tracks(struct search *s, struct run *run)
{
	struct omission o = { 0 };

	for (o.kind = 0; o.kind < NR_CHOICE_KINDS && !search_is_over(s); o.kind++)
		try_without(s, run, &o);
}

static void drop_chunks(struct search *s, struct run *run)
{
	size_t chunk = (s->tape.nr_entries + 1) / 2;
	struct omission o = { .kind = -1 };

	for (; chunk; chunk /= 2) {
		o.end = s->tape.nr_entries;
		while (o.end && !search_is_over(s)) {
			o.begin = o.end > chunk ? o.end - chunk : 0;
			try_without(s, run, &o);
			o.end = o.begin < s->tape.nr_entries ? o.begin : s->tape.nr_entries;
		}
	}
}

static bool try_value(struct search *s, struct run *run, size_t at, u32 value)
{
	struct tape candidate = s->tape;
	bool is_same;

	candidate.entries = malloc(s->tape.nr_entries * sizeof(*candidate.entries));
	memcpy(candidate.entries, s->tape.entries, s->tape.nr_entries * sizeof(*candidate.entries));
	candidate.entries[at].value = value;
	is_same = try_tape(s, run, &candidate);
	free(candidate.entries);
	return is_same;
}

static void lower_values(struct search *s, struct run *run)
{
	size_t i;
	u32 now;

	for (i = 0; i < s->tape.nr_entries && !search_is_over(s); i++) {
		now = s->tape.entries[i].value;
		if (now > 1 && !try_value(s, run, i, 1) && now > 3)
			try_value(s, run, i, now / 2);
	}
}

void tape_shrink(struct search *s, struct run *run)
{
	drop_tracks(s, run);
	drop_chunks(s, run);
	lower_values(s, run);
}
