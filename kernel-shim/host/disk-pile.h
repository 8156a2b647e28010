/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The three piles of a disk, and the few operations that move content between them.
 * Every change is a struct pile_op given to piles_apply(), so that a history of ops
 * replays to the same piles.
 *
 *   in flight ──LAND──► cached (in order of completion) ──FLUSH──► durable
 *       └──DROP──►            └──DOOM──► doomed: no flush saves it any more (F6.7)
 *
 * @current is what a read sees: durable content with everything cached on top.
 */
#ifndef SHIM_DISK_PILE_H
#define SHIM_DISK_PILE_H

#include "disk-store.h"
#include "disk.h"
#include "ints.h"

/*
 * One version of one page. In flight and not yet whole, only the sectors in @mask of
 * @page mean something; in the cached pile the page is what reads saw, and @mask says
 * which sectors this version brought and nothing newer has made durable since.
 */
struct pile_block {
	u64 page_no;
	u64 complete_seq;
	u64 io_id;
	u32 next; /* in its list */
	u32 older, newer; /* cached versions of the same page */
	store_page page;
	u8 mask; /* a bit per sector */
};

struct pile_list {
	u32 head, tail; /* numbers of blocks; 0: none */
};

struct pile_io {
	u64 id;
	enum disk_op op;
	u64 sector;
	u32 nr_sectors;
	bool is_durable; /* when it lands */
	struct pile_list blocks;
	struct pile_io *prev, *next; /* in order of submission */
};

struct piles {
	struct tree durable, current;
	struct tree newest; /* page → its newest cached block */
	struct pile_list cached, doomed;
	u64 nr_cached; /* blocks */
	u64 nr_cached_max; /* beyond it the oldest destage */
	u64 complete_seq; /* I/Os landed so far */
	u64 nr_sectors;
	struct pile_io *first, *last; /* in flight */
};

enum pile_op_kind {
	PILE_BEGIN, /* @io_id is in flight, with @blocks; will it be durable? */
	PILE_MASK, /* of @io_id's block @nth only the sectors in @mask are left */
	PILE_LAND, /* @io_id completed; is it durable? */
	PILE_DROP, /* @io_id completed and did nothing */
	PILE_EARLY, /* sectors @mask of block @nth of @io_id were read: they have landed */
	PILE_FLUSH, /* what completed up to @seq is durable */
	PILE_DOOM, /* a flush up to @seq failed */
	PILE_POKE, /* @blocks are there, in all piles */
	PILE_CUT, /* power: of the volatile content @blocks survived */
};

struct pile_op {
	enum pile_op_kind kind;
	enum disk_op op;
	u64 io_id;
	u64 sector;
	u64 seq;
	u32 nr_sectors;
	u32 nth;
	u8 mask;
	bool is_durable;
	struct pile_list blocks; /* belongs to the piles afterwards */
	struct pile_io *io; /* short cut to @io_id, or NULL */
};

void piles_init(struct piles *p, u64 nr_sectors, u64 cache_bytes);
void piles_exit(struct piles *p);
void piles_copy(struct piles *dst, const struct piles *src); /* @dst: not initialised */
void piles_reset(struct piles *p, const struct tree *content); /* no volatile content */
void piles_apply(struct piles *p, const struct pile_op *op);
struct pile_io *piles_find_io(const struct piles *p, u64 io_id);

struct pile_block *pile_block(u32 nr);
u32 pile_block_new(void);
void pile_list_add(struct pile_list *list, u32 nr);
struct pile_list pile_list_copy(const struct pile_list *list); /* pages shared */
void pile_list_free(struct pile_list *list);

/* The blocks that a discard or a write of zeroes over this range would bring. */
struct pile_list pile_zero_blocks(const struct piles *p, u64 sector, u32 nr_sectors);

/* The sectors of page @page_no within [@sector, @sector + @nr_sectors). */
static inline u8 pile_mask(u64 page_no, u64 sector, u64 nr_sectors)
{
	u64 page_begin = page_no * STORE_PAGE_SECTORS;
	u64 begin = sector > page_begin ? sector - page_begin : 0;
	u64 end = sector + nr_sectors - page_begin;

	if (sector + nr_sectors <= page_begin || begin >= STORE_PAGE_SECTORS)
		return 0;
	if (end > STORE_PAGE_SECTORS)
		end = STORE_PAGE_SECTORS;
	return (u8)((0xffu << begin) & (0xffu >> (STORE_PAGE_SECTORS - end)));
}

/* Copies the sectors in @mask; page 0 as a source is zeroes. */
void pile_overlay(u8 *dst, store_page src, u8 mask);

#endif
