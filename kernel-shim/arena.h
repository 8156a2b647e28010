/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The arena, page by page, for the allocators on it. A run is some adjoining pages
 * that are allocated and freed as one; runs are aligned to the largest power of two
 * that they contain.
 *
 * A page's record is valid if its stamp bears the number of this boot, so power-on
 * need not touch the records.
 */
#ifndef SHIM_ARENA_H
#define SHIM_ARENA_H

#include <linux/gfp_types.h>
#include <linux/mm_types.h>
#include <linux/pfn.h>
#include <linux/types.h>

#include "memory.h"

enum run_kind { RUN_FREE, RUN_SLAB, RUN_KMALLOC, RUN_PAGES, RUN_VMALLOC, NR_RUN_KINDS };

#define RUN_KIND_BITS 4

struct kmem_cache;

struct arena_page {
	u32 stamp; /* number of the boot << RUN_KIND_BITS | kind */
	u32 head; /* index of the run's first page */
	u32 nr_active; /* objects here that memory_active_add() named */
	/* of a head: */
	u32 nr_pages;
	u32 next; /* in the list that the run is on; 0: last */
	bool is_own; /* the shim's: not in the census */
	size_t len_bytes; /* asked for */
	union {
		const void *site; /* who allocated it, or freed it */
		struct kmem_cache *cache;
	};
};

extern struct arena_page *arena_pages; /* set by host/arena.c */
extern size_t arena_nr_pages; /* as well */
extern u32 arena_boot_nr;
extern u32 arena_next_page; /* none from here on was used in this boot */

/* A queue of runs, or of a cache's slabs. */
struct run_list {
	u32 first, last, nr;
};

static inline bool arena_has(const void *p)
{
	return (size_t)((const char *)p - arena_begin) < arena_bytes;
}

static inline u32 arena_index(const void *p)
{
	return ((const char *)p - arena_begin) >> PAGE_SHIFT;
}

static inline void *arena_address(u32 index)
{
	return arena_begin + ((size_t)index << PAGE_SHIFT);
}

static inline enum run_kind arena_kind(const struct arena_page *page)
{
	if (page->stamp >> RUN_KIND_BITS != arena_boot_nr)
		return RUN_FREE;
	return page->stamp & ((1 << RUN_KIND_BITS) - 1);
}

/* The head's record of the run around @p; NULL: that is no allocated memory. */
static inline struct arena_page *arena_run(const void *p)
{
	struct arena_page *page;

	if (!arena_has(p))
		return NULL;
	page = &arena_pages[arena_index(p)];
	return arena_kind(page) == RUN_FREE ? NULL : &arena_pages[page->head];
}

/**
 * run_alloc - some pages
 * @nr_pages: at least 1
 * @len_bytes: what of them is used, and so poisoned when freed
 * Return: the head's record; NULL: the arena is full. The contents are not touched,
 * only checked if they should be poison.
 */
struct arena_page *run_alloc(u32 nr_pages, enum run_kind kind, size_t len_bytes, const void *site);
void run_free(struct arena_page *head, const void *site); /* the contents are not touched */

/*
 * The same for memory that is handed out as it is. Behind it there is a red zone of
 * at least RUN_PAD_BYTES (and if need be a page for it), but behind RUN_PAGES none.
 * run_put() checks; false: a finding was reported.
 */
#define RUN_PAD_BYTES 16
void *run_get(enum run_kind kind, size_t len_bytes, bool is_zeroed, const void *site);
bool run_put(struct arena_page *head, const char *call, const void *site);

__noreturn void memory_exhausted(void); /* the arena is full: the run stops by name */

/* A finding about @p, which was handed to @call but is not what that takes. */
__cold void memory_report_bad(const void *p, const char *call);

static inline void *run_address(const struct arena_page *head)
{
	return arena_address(head - arena_pages);
}

void run_list_add(struct run_list *list, struct arena_page *head);

/* What every allocation does first; false: it fails (the tape says so). */
bool memory_may_alloc(size_t len_bytes, gfp_t gfp, const char *call, const void *site);

/* As their namesakes without _at, on behalf of the code at @site. */
void *kmalloc_at(size_t size, gfp_t gfp, const void *site);
void *kmalloc_bare(size_t size, gfp_t gfp, const void *site); /* no scheduling point, no fault */
void *kmem_cache_alloc_at(struct kmem_cache *cache, gfp_t gfp, const void *site);
void kfree_at(const void *p, const void *site);
void *vmalloc_at(size_t size, gfp_t gfp, const void *site);
void *vmalloc_bare(size_t size, gfp_t gfp, const void *site);
struct page *alloc_pages_at(gfp_t gfp, unsigned int order, const void *site);
bool kmem_cache_has_ctor(const struct kmem_cache *cache);

#define CALLER __builtin_return_address(0)

/* The function that a site lies in: the call is before the address of return. */
static inline const char *site_name(const void *site)
{
	return site ? finding_symbol((const char *)site - 1) : "?";
}

struct memory_counters {
	u64 nr_allocs, used_objects, used_pages, peak_pages;
};

extern struct memory_counters memory_counters;

static inline void memory_count(void)
{
	memory_counters.used_objects++;
}

static inline void memory_uncount(void)
{
	memory_counters.used_objects--;
}

void memory_active_reset(void);
bool memory_check_active(const void *p, size_t len_bytes, const char *call); /* false: finding */

void kmalloc_boot(void);
void page_boot(void);
void highmem_boot(void);

void gfp_boot(void);

/* Something of @kind is left; groups by kind and site end in one finding "leak". */
void census_add(const char *kind, const void *site, size_t len_bytes);
void slab_census(void);
void highmem_census(void);

#endif
