// SPDX-License-Identifier: GPL-2.0-only
/*
 * The sets of one group, and the one question behind them: is v known to come before w?
 *
 * From: oracle.c (writes, flushes, cuts), oracle-read.c (reads).
 * To:   oracle-store.c.
 */
#include "oracle-sets.h"

#include <string.h>

static void append(struct oracle *o, uint32_t **tail, uint32_t idx)
{
	**tail = idx;
	*tail = &o->versions[idx].next;
}

/* Puts every version where it belongs: live, past, or gone. */
static void sweep_list(struct oracle *o, uint32_t idx, uint32_t **live, uint32_t **past)
{
	while (idx) {
		struct version *v = &o->versions[idx];
		uint32_t next = v->next;

		if (v->now || v->is_inflight)
			append(o, live, idx);
		else if (v->cut)
			append(o, past, idx);
		else
			store_version_put(o, idx);
		idx = next;
	}
}

static void sweep(struct oracle *o, struct group *g)
{
	uint32_t heads[2] = { 0, 0 };
	uint32_t *live = &heads[0], *past = &heads[1];

	sweep_list(o, g->live, &live, &past);
	sweep_list(o, g->past, &live, &past);
	*live = 0;
	*past = 0;
	g->live = heads[0];
	g->past = heads[1];
}

/* The live list alone; what is past stays, however long it is. */
void group_sweep_live(struct oracle *o, struct group *g)
{
	uint32_t head = 0, fallen = 0;
	uint32_t *live = &head, *past = &fallen;

	sweep_list(o, g->live, &live, &past);
	*live = 0;
	*past = g->past;
	g->live = head;
	g->past = fallen;
}

/* --- superseding: leaving `now` --- */

/*
 * Only reads in flight that began before @end may still return it: nothing is kept when
 * there is none.
 */
static void linger(struct oracle *o, const uint64_t *hash, struct linger *entry)
{
	uint32_t i;

	for (i = 0; i < o->reads.nr; i++) {
		const struct pending *p = &o->reads.entries[i];

		if (p->begin < entry->end && entry->group_nr >= p->sector / GROUP_SECTORS &&
		    entry->group_nr < range_group_end(p->sector, p->nr_sectors))
			break;
	}
	if (i == o->reads.nr)
		return;
	memcpy(entry->hash, hash, sizeof(entry->hash));
	store_linger(o, entry);
}

void group_leave_now(struct oracle *o, const struct group *g, struct version *v, uint8_t mask,
		     uint64_t end)
{
	struct linger entry = { .group_nr = g->nr, .end = end, .mask = mask & v->now };

	if (!entry.mask)
		return;
	entry.any = v->is_any ? entry.mask : 0;
	linger(o, v->hash, &entry);
	v->now &= ~mask;
}

void group_base_leave_now(struct oracle *o, struct group *g, uint8_t mask, uint64_t end)
{
	struct linger entry = { .group_nr = g->nr, .end = end, .mask = mask & g->now };

	if (!entry.mask)
		return;
	entry.any = g->any;
	linger(o, g->hash, &entry);
	g->now &= ~mask;
}

/*
 * Version @w has taken effect in @mask: what had its end before @w began is over. That
 * holds for a failed write too: it may have happened until its error was answered, and
 * @w came later. What overlaps @w in time stays: nobody knows who was last. @mask is where
 * @w itself may be read: elsewhere something is known to come after it, and that has acted
 * for all that is before @w, too. So the base, which is older than all that may be read
 * beside it, leaves without a question.
 */
void group_supersede(struct oracle *o, struct group *g, uint32_t w, uint8_t mask)
{
	uint64_t begin = o->versions[w].begin, end = o->versions[w].end;
	uint32_t i;

	group_base_leave_now(o, g, mask, end);
	for_each_live(o, g, i)
		if (i != w && o->versions[i].end < begin)
			group_leave_now(o, g, &o->versions[i], mask, end);
}

/* --- durability: leaving `cut` --- */

/* Where in @mask is @v known to come before @w? */
static uint8_t before_mask(const struct oracle *o, const struct version *v, uint32_t w,
			   uint8_t mask)
{
	while (v->end >= o->versions[w].begin) {
		mask &= v->killed;
		if (!mask || v->killer == w)
			return mask;
		/* A killer outlives its victims: what drops the one drops the other. */
		v = &o->versions[v->killer];
	}
	return mask;
}

/*
 * @w is durable: whatever is known to come before it cannot come back. It is enough to
 * act for the sectors where @w itself may come back: elsewhere something durable is known
 * to come after it, and that has acted for all that is before @w, too.
 */
void group_narrow_cut(struct oracle *o, struct group *g, uint32_t w)
{
	uint8_t mask = o->versions[w].cut;
	uint32_t i;

	g->cut &= ~mask;
	for_each_version(o, g, i) {
		struct version *v = &o->versions[i];

		if (i != w && v->cut & mask)
			v->cut &= ~before_mask(o, v, w, v->cut & mask);
	}
}

static void settle(struct group *g, struct version *v, uint8_t mask)
{
	uint32_t i;

	for (i = 0; i < GROUP_SECTORS; i++) {
		if (!(mask >> i & 1))
			continue;
		g->hash[i] = v->hash[i];
		g->writer[i] = v->write;
	}
	if (mask && v->end > g->end)
		g->end = v->end;
	g->any = (uint8_t)((g->any & ~mask) | (v->is_any ? mask : 0));
	g->now |= mask;
	g->cut |= mask;
	v->now &= ~mask;
	v->cut &= ~mask;
}

/* Where one version is all that may come back, it is the base. */
void group_fold(struct oracle *o, struct group *g)
{
	uint8_t once = g->cut, twice = 0;
	uint32_t i;

	for_each_version(o, g, i) {
		twice |= once & o->versions[i].cut;
		once |= o->versions[i].cut;
	}
	for_each_version(o, g, i) {
		struct version *v = &o->versions[i];

		if (v->is_durable)
			settle(g, v, v->cut & ~twice);
	}
	sweep(o, g);
}
