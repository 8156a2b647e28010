// SPDX-License-Identifier: GPL-2.0-only
/*
 * Some answers given beforehand, in front of another driver.
 *
 * From: choice.c.   To: the other driver, for all that is not pinned.
 *
 * The driver behind is asked exactly what it would be asked without pins (its answer
 * about a pinned choice is dropped), so that a pin changes nothing but its own choice.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "choice.h"

struct pinned {
	struct choice_driver base;
	struct choice_driver *behind;
	u64 dull_until[NR_CHOICE_KINDS]; /* as granted by the driver behind */
	size_t nr;
	struct choice_entry pins[];
};

/* Dull answers up to the next pin of the track, at most. */
static u64 room_before_pin(const struct pinned *p, enum choice_kind kind, u64 idx)
{
	u64 room = ~0ULL;

	for (size_t i = 0; i < p->nr; i++)
		if (p->pins[i].kind == kind && p->pins[i].idx > idx &&
		    p->pins[i].idx - idx - 1 < room)
			room = p->pins[i].idx - idx - 1;
	return room;
}

static u32 pinned_answer(struct choice_driver *drv, enum choice_kind kind, u64 idx, u32 n,
			 u64 *nr_dull)
{
	struct pinned *p = (struct pinned *)drv;
	u64 room = room_before_pin(p, kind, idx);
	u32 value = 0;

	if (idx >= p->dull_until[kind]) {
		value = p->behind->answer(p->behind, kind, idx, n, nr_dull);
		p->dull_until[kind] = *nr_dull < ~0ULL - idx ? idx + 1 + *nr_dull : ~0ULL;
	}
	*nr_dull = p->dull_until[kind] - idx - 1;
	if (*nr_dull > room)
		*nr_dull = room;
	for (size_t i = 0; i < p->nr; i++)
		if (p->pins[i].kind == kind && p->pins[i].idx == idx)
			value = p->pins[i].value < n ? p->pins[i].value : 0;
	return value;
}

static void pinned_destroy(struct choice_driver *drv)
{
	choice_driver_destroy(((struct pinned *)drv)->behind);
	free(drv);
}

struct choice_driver *choice_pinned_create(struct choice_driver *base,
					   const struct choice_entry *pins, size_t nr)
{
	struct pinned *p = malloc(sizeof(*p) + nr * sizeof(*pins));

	if (!p) {
		perror("wbsim: no memory for a tape driver");
		exit(3);
	}
	*p = (struct pinned){
		.base = { .name = "pinned", .answer = pinned_answer, .destroy = pinned_destroy },
		.behind = base,
		.nr = nr
	};
	if (nr)
		memcpy(p->pins, pins, nr * sizeof(*pins));
	return &p->base;
}
