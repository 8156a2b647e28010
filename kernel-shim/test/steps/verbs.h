/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One step of a step file, and doing it.
 */
#ifndef STEPS_VERBS_H
#define STEPS_VERBS_H

#include "user.h"

#define MAX_WORDS 64
#define MAX_TEXT 4096

/* Everything large lies here: a task's stack may be small. */
struct command {
	char line[MAX_TEXT]; /* cut up by words */
	char *words[MAX_WORDS]; /* the verb first */
	int nr_words;
	char text[MAX_TEXT]; /* scratch */
	char answer[MAX_TEXT];
	bool is_done; /* set last */
};

/**
 * command_execute - do a step whose verb is one of user.h's
 * @arg: a struct command with its words; gets its answer
 * Context: a task in process context.
 */
void command_execute(void *arg);

#endif
