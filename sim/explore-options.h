/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the command line of `wbsim explore` asks for.
 */
#ifndef SIM_EXPLORE_OPTIONS_H
#define SIM_EXPLORE_OPTIONS_H

#include "campaign.h"

/**
 * struct explore_options - a campaign, and how to run it
 * @unit: run this one alone; ~0: all
 * @again: the command that does so, its number left out
 */
struct explore_options {
	struct campaign campaign;
	const char *out, *junit;
	u32 nr_jobs, shard, nr_shards;
	u64 max_findings, time_s, unit;
	bool must_resume, has_json;
	char *again;
};

/* Return: -1 to go on, else the exit status; after -1 to be undone. */
int explore_options_read(const char *program, int argc, char **argv, struct explore_options *o);
void explore_options_exit(struct explore_options *o);

#endif
