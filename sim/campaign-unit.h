/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One unit of a campaign, run.
 */
#ifndef SIM_CAMPAIGN_UNIT_H
#define SIM_CAMPAIGN_UNIT_H

#include "campaign.h"
#include "campaign-record.h"

/**
 * struct campaign_place - where findings go, and what the lines to paste begin with
 */
struct campaign_place {
	const char *program, *out;
};

/**
 * campaign_unit_run - all runs of @unit
 * @run: of the unit's scenario
 * @record: filled; to be given to unit_record_exit()
 * Return: false if ^C came before the end: the unit has to be run again.
 */
bool campaign_unit_run(const struct campaign *c, const struct campaign_place *place,
		       struct run *run, const struct campaign_group *group,
		       const struct campaign_unit *unit, struct unit_record *record);

#endif
