// SPDX-License-Identifier: GPL-2.0-only
/*
 * How far a long command is.
 *
 * From: run-command.c, replay.c.
 * To:   standard error.
 */
#include "pace.h"

#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define TTY_NS 500000000ull
#define FILE_NS 10000000000ull

static u64 wall_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (u64)now.tv_sec * 1000000000ull + (u64)now.tv_nsec;
}

static void wait_for_next(struct pace *p)
{
	p->next_ns = wall_ns() + (p->is_tty ? TTY_NS : FILE_NS);
}

void pace_begin(struct pace *p)
{
	*p = (struct pace){ .is_tty = isatty(STDERR_FILENO) };
	wait_for_next(p);
}

void pace_show(struct pace *p, const char *format, ...)
{
	va_list args;

	if (wall_ns() < p->next_ns)
		return;
	wait_for_next(p);
	p->has_shown = true;
	if (p->is_tty)
		fprintf(stderr, "\r");
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fprintf(stderr, p->is_tty ? "\033[K" : "\n");
}

void pace_end(struct pace *p)
{
	if (p->is_tty && p->has_shown)
		fprintf(stderr, "\n");
	p->has_shown = false;
}
