// SPDX-License-Identifier: GPL-2.0-only
/*
 * The contents oracle: five rules, on sets of eight sectors (oracle-store.h).
 *
 * From: judge.c: requests and answers, in the order in which users saw them.
 * To:   a verdict for each read.
 *
 * Each sector of a real device goes through a sequence of effects, one per write that
 * happened, each somewhere between its write's submission and its answer. The oracle does
 * not know the sequence, only what must be true of it:
 *
 *   v before w   if v had taken effect (v.end) before w was submitted (w.begin), or if a
 *                read that began after v.end returned w (then w is v's killer), or by a
 *                chain of these.
 *
 * A version leaves `now` when something that has taken effect is known to come after it,
 * and leaves `cut` when something *durable* is known to come after it. It never enters
 * either again. Both sets hold the truth at any time; hence no false alarm. now ⊆ cut:
 * what may be read may also be what the power cut finds.
 *
 * Not known to it: with three writes to a sector all in flight at once, the second of two
 * different killers of one version (leniency, never an alarm); what discards leave.
 */
#include "oracle.h"
#include "oracle-sets.h"

/* --- rule 1: a write widens both --- */

static void begin_in_group(struct oracle *o, uint64_t nr, const struct pending *p,
			   const uint64_t *hashes, uint64_t any_hash)
{
	uint8_t mask = range_mask(nr, p->sector, p->nr_sectors);
	uint32_t i, idx = store_version_get(o);
	struct group *g = store_get(o, nr);
	struct version *v = &o->versions[idx];

	for (i = 0; i < GROUP_SECTORS; i++)
		if (mask >> i & 1)
			v->hash[i] = hashes ? hashes[nr * GROUP_SECTORS + i - p->sector] : any_hash;
	v->begin = p->begin;
	v->end = NEVER;
	v->ack = NEVER;
	v->write = p->write;
	v->mask = mask;
	v->now = mask;
	v->cut = mask;
	v->is_inflight = true;
	v->is_any = !hashes;
	v->next = g->live;
	g->live = idx;
	g->touched |= mask;
}

static void begin(struct oracle *o, uint64_t id, uint64_t sector, uint32_t nr_sectors,
		  const uint64_t *hashes, uint64_t any_hash)
{
	struct pending *p = store_pend(&o->writes, id);
	uint64_t nr;

	p->begin = ++o->order;
	p->sector = sector;
	p->nr_sectors = nr_sectors;
	p->write = store_past_add(o, p, !hashes);
	for (nr = sector / GROUP_SECTORS; nr < range_group_end(sector, nr_sectors); nr++)
		begin_in_group(o, nr, p, hashes, any_hash);
}

void oracle_write_begin(struct oracle *o, uint64_t id, uint64_t sector, uint32_t nr_sectors,
			const uint64_t *hashes)
{
	begin(o, id, sector, nr_sectors, hashes, 0);
}

/*
 * After a discard a sector holds what it held, zeroes, or anything older (a cache may drop
 * the newer copy only), and that may even change. So it reads as anything until a write.
 */
void oracle_discard_begin(struct oracle *o, uint64_t id, uint64_t sector, uint32_t nr_sectors,
			  uint64_t zero_hash)
{
	begin(o, id, sector, nr_sectors, NULL, zero_hash);
}

/* --- rule 2: its ack narrows `now`; a FUA's ack narrows `cut` --- */

static void version_fail(struct oracle *o, struct version *v)
{
	if (v->end != NEVER)
		return; /* a read saw it: it did happen, though it never becomes durable */
	v->end = o->order;
	v->is_failed = true;
}

static void version_ack(struct oracle *o, struct group *g, uint32_t idx, bool is_fua)
{
	struct version *v = &o->versions[idx];

	v->ack = o->order;
	if (v->end == NEVER)
		v->end = o->order;
	group_supersede(o, g, idx, v->now);
	if (is_fua) {
		v->is_durable = true;
		group_narrow_cut(o, g, idx);
	} else {
		store_list(o, g);
	}
}

static void end_in_group(struct oracle *o, struct group *g, uint32_t write, bool is_error,
			 bool is_fua)
{
	uint32_t i;

	/* More than one, where a read saw a part of it. All still are in the live list. */
	for_each_live(o, g, i) {
		if (o->versions[i].write != write || !o->versions[i].is_inflight)
			continue;
		o->versions[i].is_inflight = false;
		if (is_error)
			version_fail(o, &o->versions[i]);
		else
			version_ack(o, g, i, is_fua);
	}
	if (is_fua && !is_error)
		group_fold(o, g);
	else
		group_sweep_live(o, g);
}

void oracle_write_end(struct oracle *o, uint64_t id, bool is_error, bool is_fua)
{
	struct pending *p = store_pending_of(&o->writes, id);
	struct past_write *past;
	uint64_t nr;

	if (!p)
		return; /* begun before a cut */
	o->order++;
	past = store_past_of(o, p->write);
	if (past) {
		past->ack = o->order;
		past->is_error = is_error;
		past->durable_by = !is_error && !p->is_unsure && is_fua ? id : 0;
	}
	is_error |= p->is_unsure;
	for (nr = p->sector / GROUP_SECTORS; nr < range_group_end(p->sector, p->nr_sectors); nr++)
		end_in_group(o, store_find(o, nr), p->write, is_error, is_fua);
	store_unpend(&o->writes, p);
}

/* --- rule 3: a completed flush narrows `cut` for what was acked before it --- */

void oracle_flush_begin(struct oracle *o, uint64_t id)
{
	store_pend(&o->flushes, id)->begin = ++o->order;
}

/* The newest version that became durable just now and may still come back. */
static uint32_t newest_fresh(const struct oracle *o, const struct group *g)
{
	uint32_t i, newest = 0;

	for_each_version(o, g, i) {
		const struct version *v = &o->versions[i];

		if (v->is_fresh && v->cut && (!newest || v->begin > o->versions[newest].begin))
			newest = i;
	}
	return newest;
}

/*
 * Flush @p has ended well: what was acknowledged before it was *submitted* is durable.
 * Neither what was acknowledged meanwhile, nor what a read saw but nobody acknowledged:
 *   1 write A, in flight; 2 a read returns A; 3 flush, answered; 4 cut; 5 A is gone.
 * Nobody was promised anything.
 * Newest first: it drops all older ones at once, so a sector that was overwritten a
 * thousand times since the last flush costs a thousand steps and not a million.
 */
static void cover(struct oracle *o, struct group *g, const struct pending *p)
{
	uint32_t i;

	g->is_listed = false;
	for_each_version(o, g, i) {
		struct version *v = &o->versions[i];
		struct past_write *past = store_past_of(o, v->write);

		if (v->is_durable || v->ack == NEVER)
			continue;
		if (v->ack > p->begin) {
			g->is_listed = true;
			continue;
		}
		v->is_durable = true;
		v->is_fresh = true;
		if (past)
			past->durable_by = p->id;
	}
	while ((i = newest_fresh(o, g))) {
		group_narrow_cut(o, g, i);
		o->versions[i].is_fresh = false;
	}
	group_fold(o, g);
}

/*
 * A failed flush narrows nothing. A later one that succeeds narrows as if the failed one
 * had not been: whoever answers it has to know that all before it is durable.
 */
void oracle_flush_end(struct oracle *o, uint64_t id, bool is_error)
{
	struct pending *p = store_pending_of(&o->flushes, id);
	uint32_t i, nr = 0;

	if (!p)
		return;
	o->order++;
	for (i = 0; i < o->nr_listed && !is_error; i++) {
		uint32_t idx = o->listed[i];

		cover(o, &o->groups[idx], p);
		if (o->groups[idx].is_listed)
			o->listed[nr++] = idx;
	}
	if (!is_error)
		o->nr_listed = nr;
	store_unpend(&o->flushes, p);
}

/* --- rule 4: a cut makes the second the first --- */

/*
 * What may come back now are alternatives: exactly one of them is true, it is durable, no
 * time separates them. In-flight and failed writes are among them: they happened or not,
 * and this will not change any more.
 */
static void become_alternative(struct oracle *o, struct version *v)
{
	v->now = v->cut;
	v->end = o->order;
	v->ack = NEVER;
	v->killed = 0;
	v->is_inflight = false;
	v->is_failed = false;
	v->is_durable = true;
	v->is_alternative = true;
}

/* What is here now came before whatever it does from now on. */
static void begin_again(struct oracle *o, struct version *v)
{
	v->now = v->cut;
	v->begin = o->order;
	v->end = NEVER;
	v->killed = 0;
}

static void cut_group(struct oracle *o, struct group *g, bool keeps_inflight)
{
	uint32_t i;

	g->is_listed = false;
	if (!g->live && !g->past)
		return;
	g->now = g->cut;
	for_each_version(o, g, i) {
		struct version *v = &o->versions[i];

		if (keeps_inflight && v->is_inflight)
			begin_again(o, v);
		else
			become_alternative(o, v);
	}
	group_fold(o, g);
}

static void cut_all(struct oracle *o, bool keeps_inflight)
{
	uint32_t i;

	o->order++;
	o->nr_listed = 0;
	for (i = 1; i < o->nr_groups; i++)
		cut_group(o, &o->groups[i], keeps_inflight);
}

void oracle_cut(struct oracle *o)
{
	o->writes.nr = 0;
	o->flushes.nr = 0;
	o->reads.nr = 0;
	o->nr_lingers = 0;
	cut_all(o, false);
}

/* Reads in flight may still return what is gone: they are not judged. */
void oracle_lose_ram(struct oracle *o)
{
	uint32_t i;

	for (i = 0; i < o->writes.nr; i++)
		o->writes.entries[i].is_unsure = true;
	o->reads.nr = 0;
	o->nr_lingers = 0;
	cut_all(o, true);
}

bool oracle_is_legal(struct oracle *o, uint64_t sector, uint64_t hash)
{
	const struct group *g = store_find(o, sector / GROUP_SECTORS);
	uint32_t i, bit = sector % GROUP_SECTORS;

	if (!g)
		return hash == store_initial(o, sector);
	if (g->now >> bit & 1 && (g->any >> bit & 1 || g->hash[bit] == hash))
		return true;
	for_each_live(o, g, i) {
		const struct version *v = &o->versions[i];

		if (v->now >> bit & 1 && (v->is_any || v->hash[bit] == hash))
			return true;
	}
	return false;
}

uint64_t oracle_nr_unsettled(const struct oracle *o)
{
	uint64_t nr_unsettled = 0;
	uint32_t n, i;

	for (n = 1; n < o->nr_groups; n++) {
		const struct group *g = &o->groups[n];
		uint8_t once = g->cut, twice = 0;

		for_each_version(o, g, i) {
			twice |= once & o->versions[i].cut;
			once |= o->versions[i].cut;
		}
		nr_unsettled += (uint64_t)__builtin_popcount(twice);
	}
	return nr_unsettled;
}
