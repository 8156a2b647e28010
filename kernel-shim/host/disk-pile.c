// SPDX-License-Identifier: GPL-2.0-only
/*
 * The three piles of a disk.
 *
 * From: disk.c, which turns I/Os into ops; disk-history.c, which replays them.
 * To:   disk-store.c.
 *
 * The newest cached block of a page heads a chain of its versions, newest to
 * oldest. A version that became durable strikes its sectors out of all older ones,
 * or a later flush would bring old data back:
 *
 *   1 write A is cached; 2 FUA write B of the same sector completes: B is durable;
 *   3 a flush takes the cached pile in order and makes A durable; 4 B, promised, is lost.
 */
#include "disk-pile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define BLOCKS_MAX (1u << 24)

static struct pile_block *blocks;
static u32 nr_blocks_made = 1;
static u32 free_blocks;
static struct pile_io *free_ios;

struct pile_block *pile_block(u32 nr)
{
	return &blocks[nr];
}

__attribute__((constructor)) static void piles_start(void)
{
	blocks = mmap(NULL, BLOCKS_MAX * sizeof(*blocks), PROT_READ | PROT_WRITE,
		      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (blocks == MAP_FAILED) {
		fprintf(stderr, "disk-pile: no memory\n");
		exit(3);
	}
}

u32 pile_block_new(void)
{
	u32 nr = free_blocks;

	if (nr) {
		free_blocks = blocks[nr].next;
	} else {
		nr = nr_blocks_made++;
		if (nr == BLOCKS_MAX) {
			fprintf(stderr, "disk-pile: too many volatile blocks\n");
			exit(3);
		}
	}
	memset(&blocks[nr], 0, sizeof(blocks[nr]));
	return nr;
}

static void block_free(u32 nr)
{
	store_page_put(blocks[nr].page);
	blocks[nr].next = free_blocks;
	free_blocks = nr;
}

/* --- lists --- */

void pile_list_add(struct pile_list *list, u32 nr)
{
	blocks[nr].next = 0;
	if (list->tail)
		blocks[list->tail].next = nr;
	else
		list->head = nr;
	list->tail = nr;
}

static u32 list_pop(struct pile_list *list)
{
	u32 nr = list->head;

	list->head = blocks[nr].next;
	if (!list->head)
		list->tail = 0;
	return nr;
}

struct pile_list pile_list_copy(const struct pile_list *list)
{
	struct pile_list copy = { 0, 0 };

	for (u32 nr = list->head; nr; nr = blocks[nr].next) {
		u32 twin = pile_block_new();

		blocks[twin] = blocks[nr];
		blocks[twin].older = blocks[twin].newer = 0;
		store_page_get(blocks[twin].page);
		pile_list_add(&copy, twin);
	}
	return copy;
}

void pile_list_free(struct pile_list *list)
{
	while (list->head)
		block_free(list_pop(list));
}

/* --- pages --- */

void pile_overlay(u8 *dst, store_page src, u8 mask)
{
	if (mask == 0xff) {
		if (src)
			memcpy(dst, store_page_data(src), STORE_PAGE_BYTES);
		else
			memset(dst, 0, STORE_PAGE_BYTES);
		return;
	}
	for (u32 i = 0; i < STORE_PAGE_SECTORS; i++) {
		if (!(mask & (1u << i)))
			continue;
		if (src)
			memcpy(dst + i * SECTOR_BYTES, store_page_data(src) + i * SECTOR_BYTES,
			       SECTOR_BYTES);
		else
			memset(dst + i * SECTOR_BYTES, 0, SECTOR_BYTES);
	}
}

/* @tree's page of @b becomes what it is with @b's sectors on top. */
static void tree_overlay(struct tree *tree, const struct pile_block *b)
{
	store_page page;

	if (b->mask == 0xff) {
		tree_set(tree, b->page_no, store_page_get(b->page));
		return;
	}
	page = store_page_new();
	pile_overlay(store_page_data(page), tree_get(tree, b->page_no), (u8)~b->mask);
	pile_overlay(store_page_data(page), b->page, b->mask);
	tree_set(tree, b->page_no, page);
}

/* Fills the sectors that @b does not bring from what is read now. */
static void block_make_whole(const struct piles *p, struct pile_block *b)
{
	store_page below = tree_get(&p->current, b->page_no);

	if (b->mask == 0xff)
		return;
	if (store_page_is_shared(b->page)) {
		store_page page = store_page_new();

		pile_overlay(store_page_data(page), b->page, b->mask);
		store_page_put(b->page);
		b->page = page;
	}
	pile_overlay(store_page_data(b->page), below, (u8)~b->mask);
}

/* --- chains of versions --- */

static void chain_add(struct piles *p, u32 nr)
{
	struct pile_block *b = &blocks[nr];

	b->newer = 0;
	b->older = tree_get(&p->newest, b->page_no);
	if (b->older)
		blocks[b->older].newer = nr;
	tree_set(&p->newest, b->page_no, nr);
}

static void chain_remove(struct piles *p, u32 nr)
{
	struct pile_block *b = &blocks[nr];

	if (b->newer)
		blocks[b->newer].older = b->older;
	else if (tree_get(&p->newest, b->page_no) == nr)
		tree_set(&p->newest, b->page_no, b->older);
	if (b->older)
		blocks[b->older].newer = b->newer;
	b->older = b->newer = 0;
}

/* The sectors in @mask are durable: versions from @nr on, older and older, are history. */
static void chain_strike(struct piles *p, u32 nr, u8 mask)
{
	while (nr) {
		u32 older = blocks[nr].older;

		blocks[nr].mask &= (u8)~mask;
		if (!blocks[nr].mask)
			chain_remove(p, nr);
		nr = older;
	}
}

/* --- moving between piles --- */

/* A cached or doomed block, off its list, becomes durable and ends. */
static void block_make_durable(struct piles *p, u32 nr)
{
	if (blocks[nr].mask) {
		tree_overlay(&p->durable, &blocks[nr]);
		chain_strike(p, blocks[nr].older, blocks[nr].mask);
		chain_remove(p, nr);
	}
	block_free(nr);
}

static void piles_flush(struct piles *p, u64 seq)
{
	while (p->cached.head && blocks[p->cached.head].complete_seq <= seq) {
		p->nr_cached--;
		block_make_durable(p, list_pop(&p->cached));
	}
}

static void piles_doom(struct piles *p, u64 seq)
{
	while (p->cached.head && blocks[p->cached.head].complete_seq <= seq)
		pile_list_add(&p->doomed, list_pop(&p->cached));
}

/* The disk may write out what it caches whenever it likes; here, when it must. */
static void piles_destage(struct piles *p)
{
	while (p->nr_cached > p->nr_cached_max) {
		struct pile_list *from = p->doomed.head ? &p->doomed : &p->cached;

		p->nr_cached--;
		block_make_durable(p, list_pop(from));
	}
}

static void block_land(struct piles *p, u32 nr, bool is_durable)
{
	struct pile_block *b = &blocks[nr];

	if (!b->mask) {
		block_free(nr);
		return;
	}
	block_make_whole(p, b);
	b->complete_seq = p->complete_seq;
	tree_set(&p->current, b->page_no, store_page_get(b->page));
	if (is_durable) {
		chain_strike(p, tree_get(&p->newest, b->page_no), b->mask);
		tree_overlay(&p->durable, b);
		block_free(nr);
		return;
	}
	chain_add(p, nr);
	pile_list_add(&p->cached, nr);
	p->nr_cached++;
}

static struct pile_list io_remove(struct piles *p, struct pile_io *io)
{
	struct pile_list list = io->blocks;

	if (io->prev)
		io->prev->next = io->next;
	else
		p->first = io->next;
	if (io->next)
		io->next->prev = io->prev;
	else
		p->last = io->prev;
	io->next = free_ios;
	free_ios = io;
	return list;
}

static void op_begin(struct piles *p, const struct pile_op *op)
{
	struct pile_io *io = free_ios;

	if (io)
		free_ios = io->next;
	else
		io = malloc(sizeof(*io));
	if (!io) {
		fprintf(stderr, "disk-pile: no memory\n");
		exit(3);
	}
	*io = (struct pile_io){ .id = op->io_id,
				.op = op->op,
				.sector = op->sector,
				.nr_sectors = op->nr_sectors,
				.is_durable = op->is_durable,
				.blocks = op->blocks,
				.prev = p->last };
	if (p->last)
		p->last->next = io;
	else
		p->first = io;
	p->last = io;
}

static void op_land(struct piles *p, const struct pile_op *op, struct pile_io *io)
{
	enum disk_op kind = io->op;
	u64 sector = io->sector;
	u32 nr_sectors = io->nr_sectors;
	struct pile_list list = io_remove(p, io);

	if (kind == DISK_DISCARD || kind == DISK_WRITE_ZEROES)
		list = pile_zero_blocks(p, sector, nr_sectors);
	p->complete_seq++;
	while (list.head)
		block_land(p, list_pop(&list), op->is_durable);
	piles_destage(p);
}

static u32 io_block(const struct pile_io *io, u32 nth)
{
	u32 nr = io->blocks.head;

	while (nth--)
		nr = blocks[nr].next;
	return nr;
}

static void op_early(struct piles *p, const struct pile_op *op, struct pile_io *io)
{
	u32 nr = io_block(io, op->nth);
	u32 twin = pile_block_new();

	blocks[twin] = blocks[nr];
	blocks[twin].mask = op->mask;
	store_page_get(blocks[twin].page);
	blocks[nr].mask &= (u8)~op->mask;
	p->complete_seq++;
	block_land(p, twin, io->is_durable);
}

static void op_poke(struct piles *p, const struct pile_op *op)
{
	for (u32 nr = op->blocks.head, next; nr; nr = next) {
		next = blocks[nr].next;
		block_land(p, nr, true);
	}
}

static void drop_volatile(struct piles *p)
{
	while (p->first) {
		struct pile_list list = io_remove(p, p->first);

		pile_list_free(&list);
	}
	for (u32 nr = p->cached.head; nr; nr = blocks[nr].next)
		tree_set(&p->newest, blocks[nr].page_no, 0);
	for (u32 nr = p->doomed.head; nr; nr = blocks[nr].next)
		tree_set(&p->newest, blocks[nr].page_no, 0);
	pile_list_free(&p->cached);
	pile_list_free(&p->doomed);
	p->nr_cached = 0;
}

static void op_cut(struct piles *p, const struct pile_op *op)
{
	drop_volatile(p);
	for (u32 nr = op->blocks.head, next; nr; nr = next) {
		next = blocks[nr].next;
		tree_overlay(&p->durable, &blocks[nr]);
		block_free(nr);
	}
	tree_exit(&p->current);
	tree_share(&p->current, &p->durable);
}

struct pile_io *piles_find_io(const struct piles *p, u64 io_id)
{
	struct pile_io *io = p->first;

	while (io && io->id != io_id)
		io = io->next;
	return io;
}

void piles_apply(struct piles *p, const struct pile_op *op)
{
	struct pile_io *io = op->io;
	struct pile_list list;

	if (!io && (op->kind == PILE_MASK || op->kind == PILE_LAND || op->kind == PILE_DROP ||
		    op->kind == PILE_EARLY))
		io = piles_find_io(p, op->io_id);
	switch (op->kind) {
	case PILE_BEGIN:
		op_begin(p, op);
		break;
	case PILE_MASK:
		blocks[io_block(io, op->nth)].mask &= op->mask;
		break;
	case PILE_LAND:
		op_land(p, op, io);
		break;
	case PILE_DROP:
		list = io_remove(p, io);
		pile_list_free(&list);
		break;
	case PILE_EARLY:
		op_early(p, op, io);
		break;
	case PILE_FLUSH:
		piles_flush(p, op->seq);
		break;
	case PILE_DOOM:
		piles_doom(p, op->seq);
		break;
	case PILE_POKE:
		op_poke(p, op);
		break;
	case PILE_CUT:
		op_cut(p, op);
		break;
	}
}

/* --- whole piles --- */

static u64 nr_pages_of(u64 nr_sectors)
{
	return (nr_sectors + STORE_PAGE_SECTORS - 1) / STORE_PAGE_SECTORS;
}

void piles_init(struct piles *p, u64 nr_sectors, u64 cache_bytes)
{
	memset(p, 0, sizeof(*p));
	p->nr_sectors = nr_sectors;
	p->nr_cached_max = cache_bytes / STORE_PAGE_BYTES;
	tree_init(&p->durable, nr_pages_of(nr_sectors), true);
	tree_share(&p->current, &p->durable);
	tree_init(&p->newest, nr_pages_of(nr_sectors), false);
}

void piles_exit(struct piles *p)
{
	drop_volatile(p);
	tree_exit(&p->durable);
	tree_exit(&p->current);
	tree_exit(&p->newest);
}

void piles_reset(struct piles *p, const struct tree *content)
{
	drop_volatile(p);
	tree_exit(&p->durable);
	tree_exit(&p->current);
	tree_share(&p->durable, content);
	tree_share(&p->current, content);
}

void piles_copy(struct piles *dst, const struct piles *src)
{
	*dst = *src;
	tree_share(&dst->durable, &src->durable);
	tree_share(&dst->current, &src->current);
	tree_init(&dst->newest, nr_pages_of(src->nr_sectors), false);
	dst->first = dst->last = NULL;
	dst->doomed = pile_list_copy(&src->doomed);
	dst->cached = pile_list_copy(&src->cached);
	for (u32 nr = dst->doomed.head; nr; nr = blocks[nr].next) {
		if (blocks[nr].mask)
			chain_add(dst, nr);
	}
	for (u32 nr = dst->cached.head; nr; nr = blocks[nr].next) {
		if (blocks[nr].mask)
			chain_add(dst, nr);
	}
	for (const struct pile_io *io = src->first; io; io = io->next) {
		struct pile_op op = { .kind = PILE_BEGIN,
				      .op = io->op,
				      .io_id = io->id,
				      .sector = io->sector,
				      .nr_sectors = io->nr_sectors,
				      .is_durable = io->is_durable,
				      .blocks = pile_list_copy(&io->blocks) };

		op_begin(dst, &op);
	}
}

struct pile_list pile_zero_blocks(const struct piles *p, u64 sector, u32 nr_sectors)
{
	struct pile_list list = { 0, 0 };
	u64 page_no = sector / STORE_PAGE_SECTORS;
	u64 page_end = nr_pages_of(sector + nr_sectors);

	for (; tree_next(&p->current, &page_no, page_end); page_no++) {
		u32 nr = pile_block_new();

		blocks[nr].page_no = page_no;
		blocks[nr].mask = pile_mask(page_no, sector, nr_sectors);
		pile_list_add(&list, nr);
	}
	return list;
}
