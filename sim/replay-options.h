/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the user asked `wbsim replay` to do.
 */
#ifndef SIM_REPLAY_OPTIONS_H
#define SIM_REPLAY_OPTIONS_H

#include "disk.h"
#include "ints.h"

/**
 * struct replay_options - the command line
 * @crash_at: entry after which the power goes, 0: none
 * @crash_every: … after each so many, 0: none
 * @at_mark: … after the entry with this mark, NULL: none
 * @export: image to write; @export_marks: folder for one image per mark; NULL: none
 * @replay_words: the options that lead to the same world, for the line to paste
 */
struct replay_options {
	const char *log;
	u64 crash_at, crash_every;
	const char *at_mark;
	const char *export, *export_marks;
	u64 seed;
	u32 order, nr_segments, nr_jobs;
	enum crash_model model;
	bool has_json;
	char replay_words[128];
};

/* Return: -1 to go on, else the exit status; messages are printed. */
int replay_options_read(struct replay_options *o, int argc, char **argv);

#endif
