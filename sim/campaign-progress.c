// SPDX-License-Identifier: GPL-2.0-only
/*
 * How far a campaign is.
 *
 * From: campaign-crew.c, several times a second.
 * To:   standard error.
 */
#include "campaign-progress.h"

#include <stdio.h>
#include <unistd.h>

#define TTY_NS 1000000000ull
#define FILE_NS 10000000000ull

void progress_init(struct progress *p)
{
	*p = (struct progress){ .is_tty = isatty(STDERR_FILENO) };
}

static void print_units(u64 nr_done, u64 nr_units)
{
	if (nr_units)
		fprintf(stderr, "units %llu/%llu", nr_done, nr_units);
	else
		fprintf(stderr, "units %llu/?", nr_done);
}

static void print_eta(u64 elapsed_ns, u64 nr_done_now, u64 nr_left)
{
	if (nr_done_now)
		fprintf(stderr, "  ETA %.0f s", elapsed_ns / 1e9 * nr_left / nr_done_now);
	else
		fprintf(stderr, "  ETA ?");
}

void progress_show(struct progress *p, u64 elapsed_ns, u64 nr_units, u64 nr_resumed,
		   struct campaign_totals *totals)
{
	const struct unit_counts *c = &totals->counts;

	if (elapsed_ns - p->last_ns < (p->is_tty ? TTY_NS : FILE_NS))
		return;
	p->last_ns = elapsed_ns;
	p->has_shown = true;
	if (p->is_tty)
		fprintf(stderr, "\r");
	print_units(totals->nr_units, nr_units);
	fprintf(stderr, "  runs %llu  states %llu  states/s %.0f  distinct %llu  findings %llu",
		c->nr_runs, c->nr_states, (c->nr_runs + c->nr_states) * 1e9 / elapsed_ns,
		totals_distinct(totals), c->nr_findings);
	if (nr_units)
		print_eta(elapsed_ns, totals->nr_units - nr_resumed, nr_units - totals->nr_units);
	fprintf(stderr, p->is_tty ? "\033[K" : "\n");
}

void progress_end(struct progress *p)
{
	if (p->is_tty && p->has_shown)
		fprintf(stderr, "\n");
}
