/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Storage: reference-counted 4 KiB pages in one warm pool, and trees that map page
 * numbers to them. Trees share nodes copy-on-write: a copy costs nothing until
 * one of the two changes, and then what it touches.
 *
 *   root ─► top[page >> 16] ─► mid[(page >> 8) & 255] ─► leaf[page & 255] ─► page
 */
#ifndef SHIM_DISK_STORE_H
#define SHIM_DISK_STORE_H

#include "ints.h"

#define STORE_PAGE_BYTES 4096u
#define STORE_PAGE_SECTORS 8u

/* A page of the pool; 0 is the page of zeroes, which nobody owns. */
typedef u32 store_page;

extern u8 *store_base;
extern u32 *store_refs;

store_page store_page_new(void); /* contents undefined, one reference */
void store_page_free(store_page page);
u64 store_nr_pages_in_use(void);

static inline u8 *store_page_data(store_page page)
{
	return store_base + (size_t)page * STORE_PAGE_BYTES;
}

static inline store_page store_page_get(store_page page)
{
	if (page)
		store_refs[page]++;
	return page;
}

static inline void store_page_put(store_page page)
{
	if (page && --store_refs[page] == 0)
		store_page_free(page);
}

static inline bool store_page_is_shared(store_page page)
{
	return !page || store_refs[page] > 1;
}

#define TREE_FANOUT 256u

struct tree_leaf {
	u32 refs;
	u32 slot[TREE_FANOUT];
};

struct tree_mid {
	u32 refs;
	struct tree_leaf *leaf[TREE_FANOUT];
};

struct tree_root {
	u32 refs;
	u32 nr_tops;
	u64 nr_used; /* slots that are not 0 */
	struct tree_mid *top[];
};

/**
 * struct tree - page number → number
 * @owns_pages: the numbers are pages, of which each slot holds a reference
 */
struct tree {
	struct tree_root *root;
	bool owns_pages;
};

void tree_init(struct tree *tree, u64 nr_pages, bool owns_pages);
void tree_exit(struct tree *tree);
void tree_share(struct tree *dst, const struct tree *src); /* @dst: not initialised */

/* Stores @value, whose reference passes to the tree; drops that of the old one. */
void tree_set(struct tree *tree, u64 page_no, u32 value);

static inline u32 tree_get(const struct tree *tree, u64 page_no)
{
	const struct tree_mid *mid = tree->root->top[page_no >> 16];
	const struct tree_leaf *leaf;

	if (!mid)
		return 0;
	leaf = mid->leaf[(page_no >> 8) & (TREE_FANOUT - 1)];
	return leaf ? leaf->slot[page_no & (TREE_FANOUT - 1)] : 0;
}

/* The first used page at or after *@page_no and before @end; false: none. */
bool tree_next(const struct tree *tree, u64 *page_no, u64 page_end);

#endif
