/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How far a long command is: on a terminal one line that is written over, twice a second;
 * else a line every ten seconds.
 *
 * From: run-command.c, replay.c.
 * To:   standard error.
 */
#ifndef SIM_PACE_H
#define SIM_PACE_H

#include <stdbool.h>

#include "ints.h"

struct pace {
	u64 next_ns;
	bool is_tty, has_shown;
};

void pace_begin(struct pace *p);
/* @format: of the line, without its end; printed only when it is time to. */
void pace_show(struct pace *p, const char *format, ...) __attribute__((format(printf, 2, 3)));
void pace_end(struct pace *p);

#endif
