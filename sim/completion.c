// SPDX-License-Identifier: GPL-2.0-only
/*
 * The completion oracle: what is outstanding, since when, and how it may end.
 *
 * From: judge.c.
 * To:   finding_report().
 */
#include "completion.h"

#include <stdlib.h>
#include <string.h>

#include "finding.h"

#define DEFAULT_LIMIT_NS (120ULL * 1000000000ULL)
#define NR_ERRNOS 256

struct outstanding {
	u64 id, sector, begin_ns;
	const char *what;
	u32 nr_sectors;
	u32 rules; /* of its submission: how often they had changed */
};

struct completion_oracle {
	struct outstanding *entries;
	u32 nr, room;
	u64 limit_ns;
	u64 last_id;
	u32 nr_rules; /* grows with completion_forbid_errors() */
	/* An errno was allowed under these rules last, plus one; 0: never. */
	u32 allowed_until[NR_ERRNOS];
};

struct completion_oracle *completion_create(u64 limit_ns)
{
	struct completion_oracle *c = calloc(1, sizeof(*c));

	c->limit_ns = limit_ns ? limit_ns : DEFAULT_LIMIT_NS;
	return c;
}

void completion_destroy(struct completion_oracle *c)
{
	if (!c)
		return;
	free(c->entries);
	free(c);
}

struct completion_oracle *completion_clone_rules(const struct completion_oracle *c)
{
	struct completion_oracle *twin = malloc(sizeof(*twin));

	*twin = *c;
	twin->entries = NULL;
	twin->nr = 0;
	twin->room = 0;
	return twin;
}

static u32 errno_index(int errno_nr)
{
	u32 nr = (u32)(errno_nr < 0 ? -errno_nr : errno_nr);

	return nr < NR_ERRNOS ? nr : 0;
}

void completion_allow(struct completion_oracle *c, int errno_nr)
{
	c->allowed_until[errno_index(errno_nr)] = ~0u;
}

/* What was submitted under the old rules may still end as they allowed. */
void completion_forbid_errors(struct completion_oracle *c)
{
	u32 i;

	for (i = 1; i < NR_ERRNOS; i++)
		if (c->allowed_until[i] == ~0u)
			c->allowed_until[i] = c->nr_rules + 1;
	c->nr_rules++;
}

bool completion_is_allowed(const struct completion_oracle *c, int errno_nr)
{
	return !errno_nr || c->allowed_until[errno_index(errno_nr)] == ~0u;
}

void completion_begin(struct completion_oracle *c, u64 id, const char *what, u64 sector,
		      u32 nr_sectors, u64 now_ns)
{
	if (c->nr == c->room) {
		c->room = c->room ? c->room * 2 : 16;
		c->entries = realloc(c->entries, c->room * sizeof(*c->entries));
	}
	c->entries[c->nr++] = (struct outstanding){ .id = id,
						    .sector = sector,
						    .begin_ns = now_ns,
						    .what = what,
						    .nr_sectors = nr_sectors,
						    .rules = c->nr_rules };
	if (id > c->last_id)
		c->last_id = id;
}

static bool report_late(const struct outstanding *r, u64 now_ns, const char *how)
{
	finding_report("completion",
		       "%s %llu (sectors %llu+%u), submitted at %llu ns, %s at %llu ns", r->what,
		       r->id, r->sector, r->nr_sectors, r->begin_ns, how, now_ns);
	return false;
}

static bool judge_answer(const struct completion_oracle *c, const struct outstanding *r, int error,
			 u64 now_ns)
{
	if (now_ns - r->begin_ns > c->limit_ns)
		return report_late(r, now_ns, "was completed too late,");
	if (!error || c->allowed_until[errno_index(error)] > r->rules)
		return true;
	finding_report("completion",
		       "%s %llu (sectors %llu+%u) ended with errno %d, which nothing allows",
		       r->what, r->id, r->sector, r->nr_sectors, -error);
	return false;
}

bool completion_end(struct completion_oracle *c, u64 id, int error, u64 now_ns)
{
	struct outstanding ended;
	u32 i;

	for (i = c->nr; i && c->entries[i - 1].id != id; i--)
		;
	if (!i) {
		finding_report("completion",
			       id <= c->last_id ? "request %llu was completed a second time" :
						  "request %llu was completed, and never submitted",
			       id);
		return false;
	}
	ended = c->entries[i - 1];
	c->entries[i - 1] = c->entries[--c->nr];
	return judge_answer(c, &ended, error, now_ns);
}

static const struct outstanding *oldest(const struct completion_oracle *c)
{
	const struct outstanding *found = c->entries;
	u32 i;

	for (i = 1; i < c->nr; i++)
		if (c->entries[i].id < found->id)
			found = &c->entries[i];
	return found;
}

bool completion_check(struct completion_oracle *c, u64 now_ns)
{
	const struct outstanding *r;

	if (!c->nr)
		return true;
	r = oldest(c);
	return now_ns - r->begin_ns <= c->limit_ns ||
	       report_late(r, now_ns, "is still outstanding");
}

bool completion_finish(struct completion_oracle *c, u64 now_ns)
{
	return !c->nr || report_late(oldest(c), now_ns, "was never completed: the run ended");
}

void completion_cut(struct completion_oracle *c)
{
	c->nr = 0;
}

u32 completion_nr_outstanding(const struct completion_oracle *c)
{
	return c->nr;
}
