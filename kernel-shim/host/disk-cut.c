// SPDX-License-Identifier: GPL-2.0-only
/*
 * Power loss: which volatile sectors survive.
 *
 * From: the simulator, after machine_cut().
 * To:   disk-pile.c, as one op that holds what survived.
 *
 * Each page's versions, oldest first, are those cached in order of completion and
 * then those in flight in order of submission. Versions that are durable are not
 * among them, so nothing older than the durable one can come back (F6.5). All models
 * answer the same question, once for each atomic unit: version 0, the durable
 * one, or the n-th volatile one?
 */
#include "disk-private.h"

#include "choice.h"
#include "event.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

u32 disk_crash_bound = 1;

const char *const crash_model_names[NR_CRASH_MODELS] = {
	[CRASH_ANY] = "any",	   [CRASH_NONE] = "none",	[CRASH_ALL] = "all",
	[CRASH_PREFIX] = "prefix", [CRASH_BOUNDED] = "bounded",
};

/* A volatile version of a page, with its place in the order of versions. */
struct version {
	u64 page_no;
	u64 order;
	u32 block;
};

struct cut {
	struct disk *disk;
	enum crash_model model;
	struct version *versions;
	size_t nr_versions;
	u64 last_io_id; /* prefix: the last that survives */
	bool is_base_all; /* bounded: all but … , or none but … */
	u64 *exceptions; /* bounded: numbers of units, + 1 */
	u64 unit; /* units seen so far */
};

/* --- collecting versions --- */

static int version_compare(const void *a, const void *b)
{
	const struct version *x = a, *y = b;

	if (x->page_no != y->page_no)
		return x->page_no < y->page_no ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

static size_t list_length(const struct pile_list *list)
{
	size_t n = 0;

	for (u32 nr = list->head; nr; nr = pile_block(nr)->next)
		n++;
	return n;
}

/* A discard in flight has no blocks yet; give it those that it would have. */
static void expand_discards(struct piles *p)
{
	for (struct pile_io *io = p->first; io; io = io->next) {
		if (io->op == DISK_WRITE || io->blocks.head)
			continue;
		io->blocks = pile_zero_blocks(p, io->sector, io->nr_sectors);
		for (u32 nr = io->blocks.head; nr; nr = pile_block(nr)->next)
			pile_block(nr)->io_id = io->id;
	}
}

static void take_list(struct cut *cut, const struct pile_list *list)
{
	for (u32 nr = list->head; nr; nr = pile_block(nr)->next) {
		if (!pile_block(nr)->mask)
			continue;
		cut->versions[cut->nr_versions] =
			(struct version){ pile_block(nr)->page_no, cut->nr_versions, nr };
		cut->nr_versions++;
	}
}

static void collect(struct cut *cut)
{
	struct piles *p = &cut->disk->piles;
	size_t n = list_length(&p->doomed) + list_length(&p->cached);

	expand_discards(p);
	for (struct pile_io *io = p->first; io; io = io->next)
		n += list_length(&io->blocks);
	cut->versions = malloc((n + 1) * sizeof(*cut->versions));
	if (!cut->versions) {
		fprintf(stderr, "disk-cut: no memory\n");
		exit(3);
	}
	take_list(cut, &p->doomed);
	take_list(cut, &p->cached);
	for (struct pile_io *io = p->first; io; io = io->next)
		take_list(cut, &io->blocks);
	qsort(cut->versions, cut->nr_versions, sizeof(*cut->versions), version_compare);
}

/* --- walking the units --- */

struct page_versions {
	const struct version *first;
	u32 nr;
};

/* The @k-th version, from 1, that has the sectors in @unit; NULL beyond the last. */
static const struct version *version_of_unit(const struct page_versions *page, u8 unit, u32 k)
{
	for (u32 i = 0; i < page->nr; i++) {
		if ((pile_block(page->first[i].block)->mask & unit) && --k == 0)
			return &page->first[i];
	}
	return NULL;
}

static u32 nr_versions_of_unit(const struct page_versions *page, u8 unit)
{
	u32 n = 0;

	for (u32 i = 0; i < page->nr; i++)
		n += (pile_block(page->first[i].block)->mask & unit) != 0;
	return n;
}

/* How many of the versions of @unit, from the oldest on, were submitted early enough? */
static u32 prefix_answer(const struct cut *cut, const struct page_versions *page, u8 unit)
{
	u32 n = 0, answer = 0;

	for (u32 i = 0; i < page->nr; i++) {
		const struct pile_block *b = pile_block(page->first[i].block);

		if (!(b->mask & unit))
			continue;
		n++;
		if (b->io_id <= cut->last_io_id)
			answer = n;
	}
	return answer;
}

static bool is_exception(const struct cut *cut)
{
	for (u32 i = 0; i < disk_crash_bound; i++) {
		if (cut->exceptions[i] == cut->unit + 1)
			return true;
	}
	return false;
}

/* 0: the durable version; n: the n-th volatile one. */
static u32 answer_for(struct cut *cut, const struct page_versions *page, u8 unit, u32 n)
{
	switch (cut->model) {
	case CRASH_ANY:
		return choose(CHOICE_SURVIVE, n + 1);
	case CRASH_ALL:
		return n;
	case CRASH_PREFIX:
		return prefix_answer(cut, page, unit);
	case CRASH_BOUNDED:
		return is_exception(cut) == cut->is_base_all ? 0 : n;
	default:
		return 0;
	}
}

/* Adds what survives of a page to @list. */
static void cut_page(struct cut *cut, const struct page_versions *page, struct pile_list *list)
{
	u8 survivor_mask[8] = { 0 };
	const struct version *survivor[8] = { NULL };
	u32 nr_survivors = 0, i;

	for (u32 bit = 0; bit < 8; bit += disk_unit_sectors(cut->disk)) {
		u8 unit = disk_unit_mask(cut->disk, bit);
		u32 n = nr_versions_of_unit(page, unit);
		const struct version *v;

		if (!n)
			continue;
		v = version_of_unit(page, unit, answer_for(cut, page, unit, n));
		cut->unit++;
		if (!v)
			continue;
		for (i = 0; i < nr_survivors && survivor[i] != v; i++)
			;
		survivor[i] = v;
		survivor_mask[i] |= unit & pile_block(v->block)->mask;
		if (i == nr_survivors)
			nr_survivors++;
	}
	for (i = 0; i < nr_survivors; i++) {
		u32 nr = pile_block_new();

		pile_block(nr)->page_no = survivor[i]->page_no;
		pile_block(nr)->mask = survivor_mask[i];
		pile_block(nr)->page = store_page_get(pile_block(survivor[i]->block)->page);
		pile_list_add(list, nr);
	}
}

static void for_each_page(struct cut *cut, struct pile_list *list,
			  void (*fn)(struct cut *cut, const struct page_versions *page,
				     struct pile_list *list))
{
	for (size_t i = 0; i < cut->nr_versions;) {
		struct page_versions page = { &cut->versions[i], 0 };

		while (i < cut->nr_versions && cut->versions[i].page_no == page.first->page_no) {
			page.nr++;
			i++;
		}
		fn(cut, &page, list);
	}
}

static void count_units(struct cut *cut, const struct page_versions *page, struct pile_list *list)
{
	(void)list;
	for (u32 bit = 0; bit < 8; bit += disk_unit_sectors(cut->disk))
		cut->unit += nr_versions_of_unit(page, disk_unit_mask(cut->disk, bit)) != 0;
}

static u64 nr_units(struct cut *cut)
{
	u64 n;

	cut->unit = 0;
	for_each_page(cut, NULL, count_units);
	n = cut->unit;
	cut->unit = 0;
	return n;
}

/* --- what the models ask once --- */

static int id_compare(const void *a, const void *b)
{
	u64 x = *(const u64 *)a, y = *(const u64 *)b;

	return x < y ? -1 : x > y;
}

static void choose_prefix(struct cut *cut)
{
	u64 *ids = malloc((cut->nr_versions + 1) * sizeof(*ids));
	size_t n = 0, nr_ios = 0;
	u32 k;

	if (!ids)
		exit(3);
	for (size_t i = 0; i < cut->nr_versions; i++)
		ids[n++] = pile_block(cut->versions[i].block)->io_id;
	qsort(ids, n, sizeof(*ids), id_compare);
	for (size_t i = 0; i < n; i++) {
		if (!i || ids[i] != ids[i - 1])
			ids[nr_ios++] = ids[i];
	}
	k = choose(CHOICE_SURVIVE, (u32)nr_ios + 1);
	cut->last_io_id = k ? ids[k - 1] : 0;
	free(ids);
}

static void choose_exceptions(struct cut *cut)
{
	u64 n = nr_units(cut);

	cut->exceptions = calloc(disk_crash_bound + 1, sizeof(*cut->exceptions));
	if (!cut->exceptions)
		exit(3);
	cut->is_base_all = choose(CHOICE_SURVIVE, 2);
	for (u32 i = 0; i < disk_crash_bound; i++)
		cut->exceptions[i] = choose(CHOICE_SURVIVE, (u32)n + 1);
}

void disk_cut(struct disk *disk, enum crash_model model)
{
	struct cut cut = { .disk = disk, .model = model };
	struct pile_op op = { .kind = PILE_CUT };

	if (model != CRASH_NONE) {
		collect(&cut);
		if (model == CRASH_PREFIX)
			choose_prefix(&cut);
		else if (model == CRASH_BOUNDED)
			choose_exceptions(&cut);
		for_each_page(&cut, &op.blocks, cut_page);
	}
	disk_drop_reqs(disk);
	disk_apply(disk, &op);
	free(cut.versions);
	free(cut.exceptions);
}

u64 disk_nr_volatile_sectors(const struct disk *disk)
{
	struct cut cut = { .disk = (struct disk *)disk };
	u64 n;

	collect(&cut);
	n = nr_units(&cut) * disk_unit_sectors(disk);
	free(cut.versions);
	return n;
}
