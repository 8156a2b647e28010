// SPDX-License-Identifier: GPL-2.0-only
/*
 * The page pool and the trees over it.
 *
 * From: disk-pile.c, which decides what a page means.
 *
 * A page fault costs more than the I/O that it would serve: the pool reserves
 * address space once, touches it in runs of 2 MiB, and never gives a page back. A run is a
 * huge page where the system has one, for contents lie anywhere: 3 to 8 % more random writes
 * per second. Not the first run, which is all that a small world needs: a huge
 * page may take the system longer to find than that world to run.
 */
#include "disk-store.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define POOL_PAGES (1u << 24) /* 64 GiB of content at most */
#define POOL_RUN_PAGES 512u
#define POOL_RUN_BYTES ((size_t)POOL_RUN_PAGES * STORE_PAGE_BYTES)
#define POPULATE_WRITE 23 /* MADV_POPULATE_WRITE, Linux 5.14; elsewhere it fails: no harm */

u8 *store_base;
u32 *store_refs;

static u32 nr_made = 1; /* page 0 is the page of zeroes */
static u32 nr_warm;
static u32 free_head; /* linked through store_refs[] */
static u64 nr_in_use;

static void __attribute__((noreturn)) out_of_memory(const char *what)
{
	fprintf(stderr, "disk-store: no memory for %s\n", what);
	exit(3);
}

static void *reserve(size_t len_bytes)
{
	void *area = mmap(NULL, len_bytes, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (area == MAP_FAILED)
		out_of_memory("the page pool");
	return area;
}

/* Begins where a huge page may. */
static u8 *reserve_pool(void)
{
	uintptr_t begin =
		(uintptr_t)reserve((POOL_PAGES + POOL_RUN_PAGES) * (size_t)STORE_PAGE_BYTES);

	return (u8 *)((begin + POOL_RUN_BYTES - 1) / POOL_RUN_BYTES * POOL_RUN_BYTES);
}

static void warm_next_run(void)
{
	u8 *run;

	if (!store_base) {
		store_base = reserve_pool();
		store_refs = reserve((size_t)POOL_PAGES * sizeof(*store_refs));
	}
	if (nr_warm + POOL_RUN_PAGES > POOL_PAGES)
		out_of_memory("more than 64 GiB of disk contents");
	run = store_page_data(nr_warm);
	if (nr_warm)
		(void)madvise(run, POOL_RUN_BYTES, MADV_HUGEPAGE);
	(void)madvise(run, POOL_RUN_BYTES, POPULATE_WRITE);
	nr_warm += POOL_RUN_PAGES;
}

__attribute__((constructor)) static void store_start(void)
{
	warm_next_run();
}

store_page store_page_new(void)
{
	store_page page = free_head;

	if (page) {
		free_head = store_refs[page];
	} else {
		if (nr_made == nr_warm)
			warm_next_run();
		page = nr_made++;
	}
	store_refs[page] = 1;
	nr_in_use++;
	return page;
}

void store_page_free(store_page page)
{
	store_refs[page] = free_head;
	free_head = page;
	nr_in_use--;
}

u64 store_nr_pages_in_use(void)
{
	return nr_in_use;
}

/* --- nodes, pooled by kind --- */

struct free_node {
	struct free_node *next;
};

static struct free_node *free_leaves, *free_mids;

static void *node_new(struct free_node **pool, size_t len_bytes)
{
	struct free_node *node = *pool;

	if (node)
		*pool = node->next;
	else
		node = malloc(len_bytes);
	if (!node)
		out_of_memory("a tree");
	return node;
}

static void node_free(struct free_node **pool, void *node)
{
	struct free_node *free = node;

	free->next = *pool;
	*pool = free;
}

static struct tree_leaf *leaf_new(void)
{
	struct tree_leaf *leaf = node_new(&free_leaves, sizeof(*leaf));

	memset(leaf, 0, sizeof(*leaf));
	leaf->refs = 1;
	return leaf;
}

static void leaf_put(struct tree_leaf *leaf, bool owns_pages)
{
	if (!leaf || --leaf->refs)
		return;
	for (u32 i = 0; owns_pages && i < TREE_FANOUT; i++)
		store_page_put(leaf->slot[i]);
	node_free(&free_leaves, leaf);
}

static struct tree_leaf *leaf_copy(struct tree_leaf *old, bool owns_pages)
{
	struct tree_leaf *leaf = node_new(&free_leaves, sizeof(*leaf));

	memcpy(leaf, old, sizeof(*leaf));
	leaf->refs = 1;
	for (u32 i = 0; owns_pages && i < TREE_FANOUT; i++)
		store_page_get(leaf->slot[i]);
	leaf_put(old, owns_pages);
	return leaf;
}

static struct tree_mid *mid_new(void)
{
	struct tree_mid *mid = node_new(&free_mids, sizeof(*mid));

	memset(mid, 0, sizeof(*mid));
	mid->refs = 1;
	return mid;
}

static void mid_put(struct tree_mid *mid, bool owns_pages)
{
	if (!mid || --mid->refs)
		return;
	for (u32 i = 0; i < TREE_FANOUT; i++)
		leaf_put(mid->leaf[i], owns_pages);
	node_free(&free_mids, mid);
}

static struct tree_mid *mid_copy(struct tree_mid *old, bool owns_pages)
{
	struct tree_mid *mid = node_new(&free_mids, sizeof(*mid));

	memcpy(mid, old, sizeof(*mid));
	mid->refs = 1;
	for (u32 i = 0; i < TREE_FANOUT; i++) {
		if (mid->leaf[i])
			mid->leaf[i]->refs++;
	}
	mid_put(old, owns_pages);
	return mid;
}

static struct tree_root *root_new(u32 nr_tops)
{
	struct tree_root *root = calloc(1, sizeof(*root) + nr_tops * sizeof(root->top[0]));

	if (!root)
		out_of_memory("a tree");
	root->refs = 1;
	root->nr_tops = nr_tops;
	return root;
}

static void root_put(struct tree_root *root, bool owns_pages)
{
	if (!root || --root->refs)
		return;
	for (u32 i = 0; i < root->nr_tops; i++)
		mid_put(root->top[i], owns_pages);
	free(root);
}

static struct tree_root *root_copy(struct tree_root *old, bool owns_pages)
{
	struct tree_root *root = root_new(old->nr_tops);

	root->nr_used = old->nr_used;
	memcpy(root->top, old->top, old->nr_tops * sizeof(old->top[0]));
	for (u32 i = 0; i < root->nr_tops; i++) {
		if (root->top[i])
			root->top[i]->refs++;
	}
	root_put(old, owns_pages);
	return root;
}

/* --- trees --- */

void tree_init(struct tree *tree, u64 nr_pages, bool owns_pages)
{
	tree->root = root_new((u32)((nr_pages + 0xffff) >> 16));
	tree->owns_pages = owns_pages;
}

void tree_exit(struct tree *tree)
{
	root_put(tree->root, tree->owns_pages);
	tree->root = NULL;
}

void tree_share(struct tree *dst, const struct tree *src)
{
	*dst = *src;
	dst->root->refs++;
}

/* The leaf of @page_no, all nodes on the way to it private to @tree. */
static struct tree_leaf *private_leaf(struct tree *tree, u64 page_no)
{
	struct tree_mid **mid;
	struct tree_leaf **leaf;

	if (tree->root->refs > 1)
		tree->root = root_copy(tree->root, tree->owns_pages);
	mid = &tree->root->top[page_no >> 16];
	if (!*mid)
		*mid = mid_new();
	else if ((*mid)->refs > 1)
		*mid = mid_copy(*mid, tree->owns_pages);
	leaf = &(*mid)->leaf[(page_no >> 8) & (TREE_FANOUT - 1)];
	if (!*leaf)
		*leaf = leaf_new();
	else if ((*leaf)->refs > 1)
		*leaf = leaf_copy(*leaf, tree->owns_pages);
	return *leaf;
}

void tree_set(struct tree *tree, u64 page_no, u32 value)
{
	u32 *slot;

	if (!value && !tree_get(tree, page_no))
		return;
	slot = &private_leaf(tree, page_no)->slot[page_no & (TREE_FANOUT - 1)];
	tree->root->nr_used += (value != 0);
	tree->root->nr_used -= (*slot != 0);
	if (tree->owns_pages)
		store_page_put(*slot);
	*slot = value;
}

bool tree_next(const struct tree *tree, u64 *page_no, u64 page_end)
{
	const struct tree_root *root = tree->root;
	u64 at = *page_no;

	while (at < page_end) {
		const struct tree_mid *mid = root->top[at >> 16];
		const struct tree_leaf *leaf;

		if (!mid) {
			at = ((at >> 16) + 1) << 16;
			continue;
		}
		leaf = mid->leaf[(at >> 8) & (TREE_FANOUT - 1)];
		if (!leaf) {
			at = ((at >> 8) + 1) << 8;
			continue;
		}
		if (leaf->slot[at & (TREE_FANOUT - 1)]) {
			*page_no = at;
			return true;
		}
		at++;
	}
	return false;
}
