// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rule 5: a read is judged, and narrows to what it returned.
 *
 * From: judge.c.
 * To:   oracle-sets.c; a verdict.
 */
#include "oracle-sets.h"

#include <string.h>

static uint8_t same_mask(const uint64_t *a, const uint64_t *b)
{
	uint32_t i, mask = 0;

	for (i = 0; i < GROUP_SECTORS; i++)
		mask |= (uint32_t)(a[i] == b[i]) << i;
	return (uint8_t)mask;
}

/* One read's answer in one group. */
struct answer {
	const struct pending *read;
	const uint64_t *got;
	uint8_t mask;
	uint8_t base; /* sectors where the base could be what was read */
	uint8_t current; /* where something in `now` could be */
	uint8_t lingering; /* where something overwritten meanwhile could be */
	uint8_t only; /* where just one version could be */
	uint8_t alternative; /* where only what a cut left could be */
};

static uint8_t match(const struct version *v, const struct answer *a)
{
	return v->now & a->mask & (v->is_any ? 0xff : same_mask(v->hash, a->got));
}

static uint8_t match_lingers(const struct oracle *o, uint64_t group_nr, const struct answer *a)
{
	uint8_t mask = 0;
	uint32_t i;

	for (i = 0; i < o->nr_lingers; i++) {
		const struct linger *l = &o->lingers[i];

		if (l->group_nr == group_nr && l->end > a->read->begin)
			mask |= l->mask & a->mask & (l->any | same_mask(l->hash, a->got));
	}
	return mask;
}

/* Which versions could it be? Return: sectors where none could. */
static uint8_t match_all(struct oracle *o, const struct group *g, struct answer *a)
{
	uint8_t once, twice = 0, other = 0, left_by_cut;
	uint32_t i;

	a->base = g->now & a->mask & (g->any | same_mask(g->hash, a->got));
	once = left_by_cut = a->base;
	for_each_live(o, g, i) {
		uint8_t m = match(&o->versions[i], a);

		twice |= once & m;
		once |= m;
		*(o->versions[i].is_alternative ? &left_by_cut : &other) |= m;
	}
	a->lingering = match_lingers(o, g->nr, a);
	a->current = once;
	a->only = once & ~twice & ~a->lingering;
	a->alternative = left_by_cut & ~other & ~a->lingering;
	return a->mask & ~(once | a->lingering);
}

/*
 * What a cut left is static: a read that can only have returned one of the alternatives
 * (none written since has the same content) rules out the others for good, now and after
 * any later cut. Of several with the same content the first will do.
 */
static bool resolve(struct oracle *o, struct group *g, const struct answer *a)
{
	uint8_t seen = a->base & ~g->any, wrong = a->alternative & ~a->base & g->cut;
	bool has_changed = wrong;
	uint32_t i;

	g->now &= ~wrong;
	g->cut &= ~wrong;
	for_each_live(o, g, i) {
		struct version *v = &o->versions[i];
		uint8_t m = match(v, a);

		if (!v->is_alternative)
			continue;
		wrong = v->cut & a->alternative & ~m;
		if (!v->is_any) {
			wrong |= m & a->alternative & seen;
			seen |= m;
		}
		v->now &= ~wrong;
		v->cut &= ~wrong;
		has_changed |= wrong != 0;
	}
	return has_changed;
}

/* Splits @mask off version @idx; returns the part that has it. */
static uint32_t split(struct oracle *o, struct group *g, uint32_t idx, uint8_t mask)
{
	struct version *v = &o->versions[idx], *part;
	uint32_t part_idx;

	if (v->mask == mask)
		return idx;
	part_idx = store_version_get(o);
	v = &o->versions[idx];
	part = &o->versions[part_idx];
	*part = *v;
	part->mask &= mask;
	part->now &= mask;
	part->cut &= mask;
	v->mask &= ~mask;
	v->now &= ~mask;
	v->cut &= ~mask;
	part->next = g->live;
	g->live = part_idx;
	return part_idx;
}

/*
 * The read returned @w and nothing else in @mask. If @w is in flight or failed, it has
 * taken effect by now there (only there: sectors are independent, hence the split), but
 * that narrows only `now`. Others that overlapped @w in time and had ended when the read
 * began came before it: they leave `now`, as of @w's end. `cut` they leave with @w durable:
 *   1 A and B in flight together, both acked; 2 a read returns B; 3 cut: A or B may be
 *   there (the order was A B, and only A got durable); after a flush in between, only B.
 * A failed write that is not what was read stays: it might yet show up.
 */
static void observe(struct oracle *o, struct group *g, uint32_t w, uint8_t mask,
		    const struct answer *a)
{
	uint32_t i;

	if (o->versions[w].end == NEVER || o->versions[w].is_failed) {
		w = split(o, g, w, mask);
		o->versions[w].end = o->order;
		o->versions[w].is_failed = false;
	}
	group_supersede(o, g, w, mask);
	for_each_live(o, g, i) {
		struct version *v = &o->versions[i];
		uint8_t over = v->now & mask;

		if (i == w || !over || v->is_failed || v->end >= a->read->begin)
			continue;
		group_leave_now(o, g, v, over, o->versions[w].end);
		if (v->killed && v->killer != w)
			continue;
		v->killer = w;
		v->killed |= over;
	}
	if (o->versions[w].is_durable)
		group_narrow_cut(o, g, w);
}

/* What it was not, and what had ended when the read began, is over. */
static void leave_unmatched(struct oracle *o, struct group *g, const struct answer *a)
{
	uint32_t i;

	if (g->end < a->read->begin)
		group_base_leave_now(o, g, a->current & ~a->base, o->order);
	for_each_live(o, g, i) {
		struct version *v = &o->versions[i];

		if (!v->is_failed && v->end < a->read->begin)
			group_leave_now(o, g, v, a->current & ~match(v, a), o->order);
	}
}

/* Is @idx all that could be read in @mask, and no news? The usual case. */
static bool is_settled(const struct oracle *o, const struct group *g, uint32_t idx, uint8_t mask)
{
	uint8_t others = g->now;
	uint32_t i;

	for_each_live(o, g, i)
		others |= i != idx ? o->versions[i].now : 0;
	return !(others & mask) && o->versions[idx].end != NEVER && !o->versions[idx].is_failed;
}

static void narrow_to(struct oracle *o, struct group *g, const struct answer *a)
{
	bool has_news = resolve(o, g, a);
	uint32_t i;

	for_each_live(o, g, i) {
		const struct version *v = &o->versions[i];
		uint8_t mask = match(v, a) & a->only;

		if (!mask || v->is_any || v->is_alternative || is_settled(o, g, i, mask))
			continue;
		observe(o, g, i, mask, a);
		has_news = true;
	}
	leave_unmatched(o, g, a);
	if (has_news)
		group_fold(o, g);
	else
		group_sweep_live(o, g);
}

/* Return: sectors of @a->mask where the answer was illegal. */
static uint8_t judge_group(struct oracle *o, struct group *g, struct answer *a)
{
	uint8_t wrong;

	/* The fast path: all settled, and as it should be. */
	if (!g->live && !(a->mask & ~(g->any | same_mask(g->hash, a->got))))
		return 0;
	wrong = match_all(o, g, a);
	if (!wrong && g->live)
		narrow_to(o, g, a);
	return wrong;
}

static uint8_t judge_untouched(const struct oracle *o, uint64_t nr, const struct answer *a)
{
	uint32_t i, wrong = 0;

	for (i = 0; i < GROUP_SECTORS; i++)
		if (a->mask >> i & 1 && a->got[i] != store_initial(o, nr * GROUP_SECTORS + i))
			wrong |= 1u << i;
	return (uint8_t)wrong;
}

/* Where anything goes, since a discard. */
static uint8_t any_mask(const struct oracle *o, const struct group *g)
{
	uint8_t mask = g->any & g->now;
	uint32_t i;

	for_each_live(o, g, i)
		mask |= o->versions[i].is_any ? o->versions[i].now : 0;
	return mask;
}

static bool judge_range(struct oracle *o, const struct pending *p, uint64_t nr,
			const uint64_t *hashes, struct oracle_verdict *verdict)
{
	struct answer a = { .read = p, .mask = range_mask(nr, p->sector, p->nr_sectors) };
	struct group *g = store_find(o, nr);
	uint64_t got[GROUP_SECTORS] = { 0 };
	uint32_t i;
	uint8_t wrong;

	for (i = 0; i < GROUP_SECTORS; i++)
		if (a.mask >> i & 1)
			got[i] = hashes[nr * GROUP_SECTORS + i - p->sector];
	a.got = got;
	wrong = g ? judge_group(o, g, &a) : judge_untouched(o, nr, &a);
	verdict->is_any_legal |= g && any_mask(o, g) & a.mask;
	if (!wrong)
		return true;
	i = (uint32_t)__builtin_ctz(wrong);
	text_verdict(o, g, nr * GROUP_SECTORS + i, got[i], verdict);
	return false;
}

void oracle_read_begin(struct oracle *o, uint64_t id, uint64_t sector, uint32_t nr_sectors)
{
	struct pending *p = store_pend(&o->reads, id);

	p->begin = ++o->order;
	p->sector = sector;
	p->nr_sectors = nr_sectors;
}

/* What no read in flight can return any more is forgotten. */
static void forget_lingers(struct oracle *o)
{
	uint64_t oldest = NEVER;
	uint32_t i, nr = 0;

	if (!o->nr_lingers)
		return;
	for (i = 0; i < o->reads.nr; i++)
		if (o->reads.entries[i].begin < oldest)
			oldest = o->reads.entries[i].begin;
	while (nr < o->nr_lingers && o->lingers[nr].end < oldest)
		nr++;
	o->nr_lingers -= nr;
	memmove(o->lingers, o->lingers + nr, o->nr_lingers * sizeof(*o->lingers));
}

bool oracle_read_end(struct oracle *o, uint64_t id, const uint64_t *hashes,
		     struct oracle_verdict *verdict)
{
	struct pending *p = store_pending_of(&o->reads, id);
	bool is_legal = true;
	struct pending read;
	uint64_t nr;

	verdict->is_legal = true;
	verdict->is_any_legal = false;
	if (!p)
		return true; /* begun before a cut */
	read = *p;
	store_unpend(&o->reads, p);
	o->order++;
	for (nr = read.sector / GROUP_SECTORS;
	     is_legal && nr < range_group_end(read.sector, read.nr_sectors); nr++)
		is_legal = judge_range(o, &read, nr, hashes, verdict);
	forget_lingers(o);
	return is_legal;
}

void oracle_read_drop(struct oracle *o, uint64_t id)
{
	struct pending *p = store_pending_of(&o->reads, id);

	if (!p)
		return;
	store_unpend(&o->reads, p);
	forget_lingers(o);
}
