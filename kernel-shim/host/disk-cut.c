// SPDX-License-Identifier: GPL-2.0-only
/*
 * Power loss: which volatile sectors survive.
 *
 * From: the simulator, after machine_cut().
 * To:   disk-pile.c, as one op that holds what survived.
 *
 *   piles ──survey──► units and their versions ──model──► one version each ──► piles
 *
 * Each page's versions, oldest first, are those cached in order of completion and
 * then those in flight in order of submission. Versions that are durable are not
 * among them, so nothing older than the durable one can come back (F6.5). All models
 * answer the same question, once for each atomic unit: version 0, the durable
 * one, or the n-th volatile one?
 */
#include "disk-private.h"

#include "choice.h"
#include "disk-crash.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

u32 disk_crash_bound = 1;

const char *const crash_model_names[NR_CRASH_MODELS] = {
	[CRASH_ANY] = "any",	   [CRASH_NONE] = "none",	[CRASH_ALL] = "all",
	[CRASH_PREFIX] = "prefix", [CRASH_BOUNDED] = "bounded",
};

/* A volatile version of a page, with its place in the order of versions. */
struct version {
	u64 page_no;
	u64 order;
	u64 io_id;
	store_page page;
	u8 mask;
};

static struct version *found;
static size_t nr_found, room_found;

static void *room_for(void *array, size_t nr, size_t bytes)
{
	array = realloc(array, nr * bytes);
	if (!array) {
		fprintf(stderr, "disk-cut: no memory\n");
		exit(3);
	}
	return array;
}

/* --- collecting versions --- */

static int version_compare(const void *a, const void *b)
{
	const struct version *x = a, *y = b;

	if (x->page_no != y->page_no)
		return x->page_no < y->page_no ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

static void take_list(const struct pile_list *list, u64 io_id)
{
	for (u32 nr = list->head; nr; nr = pile_block(nr)->next) {
		const struct pile_block *b = pile_block(nr);

		if (!b->mask)
			continue;
		if (nr_found == room_found) {
			room_found = room_found ? 2 * room_found : 256;
			found = room_for(found, room_found, sizeof(*found));
		}
		found[nr_found] = (struct version){ b->page_no, nr_found, io_id ? io_id : b->io_id,
						    b->page, b->mask };
		nr_found++;
	}
}

/* A discard in flight has no blocks yet; take those that it would have. */
static void take_discard(const struct piles *p, const struct pile_io *io)
{
	struct pile_list list = pile_zero_blocks(p, io->sector, io->nr_sectors);

	take_list(&list, io->id);
	pile_list_free(&list);
}

static void collect(const struct piles *p)
{
	nr_found = 0;
	take_list(&p->doomed, 0);
	take_list(&p->cached, 0);
	for (const struct pile_io *io = p->first; io; io = io->next) {
		if (io->op == DISK_WRITE)
			take_list(&io->blocks, 0);
		else
			take_discard(p, io);
	}
	if (nr_found)
		qsort(found, nr_found, sizeof(*found), version_compare);
}

/* --- a survey --- */

static void survey_empty(struct disk_survey *s)
{
	for (u32 i = 0; i < s->nr_versions; i++)
		store_page_put(s->versions[i].page);
	s->nr_units = s->nr_versions = 0;
	disk_image_put(s->durable);
	s->durable = NULL;
}

void disk_survey_exit(struct disk_survey *s)
{
	survey_empty(s);
	free(s->units);
	free(s->versions);
	*s = (struct disk_survey){ 0 };
}

static void add_version(struct disk_survey *s, const struct version *v)
{
	if (s->nr_versions == s->room_versions) {
		s->room_versions = s->room_versions ? 2 * s->room_versions : 64;
		s->versions = room_for(s->versions, s->room_versions, sizeof(*s->versions));
	}
	s->versions[s->nr_versions++] =
		(struct disk_version){ .io_id = v->io_id, .page = store_page_get(v->page) };
	s->units[s->nr_units - 1].nr_versions++;
}

static void add_unit(struct disk_survey *s, u64 sector)
{
	if (s->nr_units == s->room_units) {
		s->room_units = s->room_units ? 2 * s->room_units : 64;
		s->units = room_for(s->units, s->room_units, sizeof(*s->units));
	}
	s->units[s->nr_units++] = (struct disk_unit){ .sector = sector, .first = s->nr_versions };
}

/* The units of the page that the @nr versions from @first on are of. */
static void survey_page(struct disk_survey *s, const struct version *first, size_t nr)
{
	u8 all = 0;

	for (size_t i = 0; i < nr; i++)
		all |= first[i].mask;
	for (u32 bit = 0; bit < STORE_PAGE_SECTORS; bit += s->unit_sectors) {
		u8 unit = (u8)(((1u << s->unit_sectors) - 1) << bit);

		if (!(all & unit))
			continue;
		add_unit(s, first->page_no * STORE_PAGE_SECTORS + bit);
		for (size_t i = 0; i < nr; i++) {
			if (first[i].mask & unit)
				add_version(s, &first[i]);
		}
	}
}

static void survey_piles(const struct disk *disk, const struct piles *p, struct disk_survey *s)
{
	survey_empty(s);
	s->unit_sectors = disk_unit_sectors(disk);
	collect(p);
	for (size_t i = 0, nr; i < nr_found; i += nr) {
		for (nr = 1; i + nr < nr_found && found[i + nr].page_no == found[i].page_no; nr++)
			;
		survey_page(s, &found[i], nr);
	}
}

void disk_survey_at(struct disk *disk, u64 boundary, struct disk_survey *s)
{
	u64 last_io_id;
	const struct piles *p = disk_history_piles(disk, boundary, &last_io_id);

	survey_piles(disk, p, s);
	s->last_io_id = last_io_id;
	s->durable = calloc(1, sizeof(*s->durable));
	if (!s->durable)
		exit(3);
	tree_share(&s->durable->content, &p->durable);
	s->durable->nr_sectors = p->nr_sectors;
}

/* --- contents --- */

static u64 hash_in_page(store_page page, u64 sector, u32 nr_sectors)
{
	static const u8 zeroes[STORE_PAGE_BYTES];
	u64 at = sector % STORE_PAGE_SECTORS * SECTOR_BYTES;
	const u8 *data = page ? store_page_data(page) + at : zeroes;

	return XXH3_64bits(data, (size_t)nr_sectors * SECTOR_BYTES);
}

u64 disk_survey_durable_hash(const struct disk_survey *s, u64 sector)
{
	return hash_in_page(tree_get(&s->durable->content, sector / STORE_PAGE_SECTORS), sector,
			    s->unit_sectors);
}

void disk_survey_hash(struct disk_survey *s)
{
	for (u32 i = 0; i < s->nr_units; i++) {
		struct disk_unit *unit = &s->units[i];

		unit->durable_hash = disk_survey_durable_hash(s, unit->sector);
		for (u32 k = unit->first; k < unit->first + unit->nr_versions; k++)
			s->versions[k].hash =
				hash_in_page(s->versions[k].page, unit->sector, s->unit_sectors);
	}
}

/* --- models --- */

static void choose_any(const struct disk_survey *s, u32 *versions)
{
	for (u32 i = 0; i < s->nr_units; i++)
		versions[i] = choose(CHOICE_SURVIVE, s->units[i].nr_versions + 1);
}

static void choose_all(const struct disk_survey *s, u32 *versions)
{
	for (u32 i = 0; i < s->nr_units; i++)
		versions[i] = s->units[i].nr_versions;
}

static int id_compare(const void *a, const void *b)
{
	u64 x = *(const u64 *)a, y = *(const u64 *)b;

	return x < y ? -1 : x > y;
}

u32 disk_survey_ios(const struct disk_survey *s, u64 *ids)
{
	u32 nr = 0;

	for (u32 i = 0; i < s->nr_versions; i++)
		ids[i] = s->versions[i].io_id;
	qsort(ids, s->nr_versions, sizeof(*ids), id_compare);
	for (u32 i = 0; i < s->nr_versions; i++) {
		if (!i || ids[i] != ids[i - 1])
			ids[nr++] = ids[i];
	}
	return nr;
}

/* Of each unit the last of the versions that were submitted early enough. */
void disk_survey_prefix(const struct disk_survey *s, u64 last_io_id, u32 *versions)
{
	for (u32 i = 0; i < s->nr_units; i++) {
		const struct disk_unit *unit = &s->units[i];

		versions[i] = 0;
		for (u32 k = 0; k < unit->nr_versions; k++) {
			if (s->versions[unit->first + k].io_id <= last_io_id)
				versions[i] = k + 1;
		}
	}
}

static void choose_prefix(const struct disk_survey *s, u32 *versions)
{
	u64 *ids = room_for(NULL, s->nr_versions + 1, sizeof(*ids));
	u32 k = choose(CHOICE_SURVIVE, disk_survey_ios(s, ids) + 1);

	disk_survey_prefix(s, k ? ids[k - 1] : 0, versions);
	free(ids);
}

static void choose_bounded(const struct disk_survey *s, u32 *versions)
{
	bool is_base_all = choose(CHOICE_SURVIVE, 2);
	u32 exceptions[CRASH_MAX_BOUND], k;

	for (k = 0; k < disk_crash_bound; k++)
		exceptions[k] = choose(CHOICE_SURVIVE, s->nr_units + 1);
	for (u32 i = 0; i < s->nr_units; i++) {
		bool is_exception = false;

		for (k = 0; k < disk_crash_bound; k++)
			is_exception |= exceptions[k] == i + 1;
		versions[i] = is_exception == is_base_all ? 0 : s->units[i].nr_versions;
	}
}

void disk_survey_choose(const struct disk_survey *s, enum crash_model model, u32 *versions)
{
	switch (model) {
	case CRASH_ANY:
		choose_any(s, versions);
		break;
	case CRASH_ALL:
		choose_all(s, versions);
		break;
	case CRASH_PREFIX:
		choose_prefix(s, versions);
		break;
	case CRASH_BOUNDED:
		choose_bounded(s, versions);
		break;
	default:
		memset(versions, 0, s->nr_units * sizeof(*versions));
		break;
	}
}

/* --- the cut --- */

/* Adds what survives of the page of the @nr units from @first on to @list. */
static void page_survivors(const struct disk_survey *s, u32 first, u32 nr, const u32 *versions,
			   struct pile_list *list)
{
	u32 made[STORE_PAGE_SECTORS], nr_made = 0, i, k;

	for (i = first; i < first + nr; i++) {
		const struct disk_unit *unit = &s->units[i];
		u32 bit = (u32)(unit->sector % STORE_PAGE_SECTORS);
		store_page page;

		if (!versions[i])
			continue;
		page = s->versions[unit->first + versions[i] - 1].page;
		for (k = 0; k < nr_made && pile_block(made[k])->page != page; k++)
			;
		if (k == nr_made) {
			made[nr_made++] = pile_block_new();
			pile_block(made[k])->page_no = unit->sector / STORE_PAGE_SECTORS;
			pile_block(made[k])->page = store_page_get(page);
			pile_list_add(list, made[k]);
		}
		pile_block(made[k])->mask |= (u8)(((1u << s->unit_sectors) - 1) << bit);
	}
}

static struct pile_list survivors(const struct disk_survey *s, const u32 *versions)
{
	struct pile_list list = { 0, 0 };

	for (u32 i = 0, nr; i < s->nr_units; i += nr) {
		u64 page_no = s->units[i].sector / STORE_PAGE_SECTORS;

		for (nr = 1; i + nr < s->nr_units &&
			     s->units[i + nr].sector / STORE_PAGE_SECTORS == page_no;
		     nr++)
			;
		page_survivors(s, i, nr, versions, &list);
	}
	return list;
}

static void cut_to_survey(struct disk *disk, const struct disk_survey *s, enum crash_model model)
{
	static u32 *versions;
	static u32 room;
	struct pile_op op = { .kind = PILE_CUT };

	if (room < s->nr_units + 1) {
		room = 2 * s->nr_units + 64;
		versions = room_for(versions, room, sizeof(*versions));
	}
	disk_survey_choose(s, model, versions);
	op.blocks = survivors(s, versions);
	disk_drop_reqs(disk);
	if (s->durable) {
		piles_reset(&disk->piles, &s->durable->content);
		disk->last_io_id = s->last_io_id;
	}
	disk_apply(disk, &op);
	disk_watch_rearm();
}

void disk_cut_surveyed(struct disk *disk, const struct disk_survey *s, enum crash_model model)
{
	cut_to_survey(disk, s, model);
}

void disk_cut(struct disk *disk, enum crash_model model)
{
	static struct disk_survey now;

	survey_piles(disk, &disk->piles, &now);
	cut_to_survey(disk, &now, model);
	survey_empty(&now);
}

u64 disk_nr_volatile_sectors(const struct disk *disk)
{
	struct disk_survey now = { 0 };
	u64 n;

	survey_piles(disk, &disk->piles, &now);
	n = (u64)now.nr_units * now.unit_sectors;
	disk_survey_exit(&now);
	return n;
}
