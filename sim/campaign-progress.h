/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How far a campaign is, on standard error: each second where somebody looks, else each ten.
 */
#ifndef SIM_CAMPAIGN_PROGRESS_H
#define SIM_CAMPAIGN_PROGRESS_H

#include "campaign-record.h"
#include "ints.h"

struct progress {
	u64 last_ns;
	bool is_tty, has_shown;
};

void progress_init(struct progress *p);
/* @nr_units: 0: not known yet; @nr_resumed: of totals->nr_units, not done in @elapsed_ns */
void progress_show(struct progress *p, u64 elapsed_ns, u64 nr_units, u64 nr_resumed,
		   struct campaign_totals *totals);
void progress_end(struct progress *p);

#endif
