// SPDX-License-Identifier: GPL-2.0-only
/*
 * One track of the tape from one driver, all others from another.
 *
 * From: choice.c.   To: two drivers.
 */
#include "choice.h"

#include <stdio.h>
#include <stdlib.h>

struct split {
	struct choice_driver base;
	enum choice_kind kind;
	struct choice_driver *one, *rest;
};

static u32 split_answer(struct choice_driver *drv, enum choice_kind kind, u64 idx, u32 n,
			u64 *nr_dull)
{
	struct split *s = (struct split *)drv;
	struct choice_driver *to = kind == s->kind ? s->one : s->rest;

	return to->answer(to, kind, idx, n, nr_dull);
}

static void split_destroy(struct choice_driver *drv)
{
	struct split *s = (struct split *)drv;

	choice_driver_destroy(s->one);
	choice_driver_destroy(s->rest);
	free(s);
}

struct choice_driver *choice_split_create(enum choice_kind kind, struct choice_driver *one,
					  struct choice_driver *rest)
{
	struct split *s = calloc(1, sizeof(*s));

	if (!s) {
		perror("wbsim: no memory for a tape driver");
		exit(3);
	}
	s->base.name = "split";
	s->base.answer = split_answer;
	s->base.destroy = split_destroy;
	s->kind = kind;
	s->one = one;
	s->rest = rest;
	return &s->base;
}
