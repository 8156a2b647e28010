/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Events as lines of text.
 */
#ifndef SIM_TRACE_H
#define SIM_TRACE_H

#include <stdio.h>

#include "event.h"

#define TRACE_CHARS 160

/* "   12     1.203456 ms  submit  ssd io 3 write 8 sectors at 2048 fua"; returns @out. */
char *trace_text(const struct event *ev, char out[TRACE_CHARS]);

/* Every event from here on goes to @file as a line; NULL: no more. */
void trace_to(FILE *file);

#endif
