/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The sets of one group: who may be read now, who may come back after a cut, and how
 * versions leave them. All masks are sets of the group's eight sectors.
 */
#ifndef SIM_ORACLE_SETS_H
#define SIM_ORACLE_SETS_H

#include "oracle-store.h"

/* Every live version of @g, and every version. @idx may change, but stays in its list. */
#define for_each_live(o, g, idx) for ((idx) = (g)->live; (idx); (idx) = (o)->versions[idx].next)
#define for_each_version(o, g, idx)                  \
	for (uint32_t list_ = 0; list_ < 2; list_++) \
		for ((idx) = list_ ? (g)->past : (g)->live; (idx); (idx) = (o)->versions[idx].next)

/* The sectors of group @nr among [@sector, @sector + @nr_sectors). */
static inline uint8_t range_mask(uint64_t nr, uint64_t sector, uint32_t nr_sectors)
{
	uint64_t first = nr * GROUP_SECTORS, last = sector + nr_sectors;
	uint32_t begin = sector > first ? (uint32_t)(sector - first) : 0;
	uint32_t end = last < first + GROUP_SECTORS ? (uint32_t)(last - first) : GROUP_SECTORS;

	return (uint8_t)((1u << end) - (1u << begin));
}

/* One beyond the last group of a range. */
static inline uint64_t range_group_end(uint64_t sector, uint32_t nr_sectors)
{
	return (sector + nr_sectors + GROUP_SECTORS - 1) / GROUP_SECTORS;
}

void group_sweep_live(struct oracle *o, struct group *g); /* after `now` has changed */
void group_fold(struct oracle *o, struct group *g); /* after `cut` has changed */

/* Leave `now` at @end: a read that began before may still return it. */
void group_leave_now(struct oracle *o, const struct group *g, struct version *v, uint8_t mask,
		     uint64_t end);
void group_base_leave_now(struct oracle *o, struct group *g, uint8_t mask, uint64_t end);

/* @w has taken effect in @mask, is durable: what is known to come before it leaves. */
void group_supersede(struct oracle *o, struct group *g, uint32_t w, uint8_t mask);
void group_narrow_cut(struct oracle *o, struct group *g, uint32_t w);

#endif
