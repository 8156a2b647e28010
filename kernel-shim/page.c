// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs of pages. New ones are cut from the arena in ascending order; freed ones wait,
 * oldest first, in a queue for their size and are never merged: address space is
 * plentiful. Four sizes for each power of two.
 *
 * From: kmalloc.c, slab.c, vmalloc.c, gfp.c.
 */
#include "arena.h"

#include <linux/align.h>
#include <linux/build_bug.h>
#include <linux/log2.h>
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "event.h"
#include "finding.h"
#include "machine.h"
#include "poison.h"
#include "slab.h"

_Static_assert(sizeof(struct arena_page) <= 48, "host/arena.c maps 48 bytes for each");

#define NR_CLASSES 96

/* So many freed runs of a size wait before the oldest is used again. */
#define QUARANTINE 4

#define RED_ZONE_BYTES 64

char *arena_begin;
size_t arena_bytes;
size_t arena_nr_pages;
struct page *arena_page_structs;
struct arena_page *arena_pages;
u32 arena_boot_nr;
u32 arena_next_page;
struct memory_counters memory_counters;

static struct run_list free_runs[NR_CLASSES];

/* 1 2 3 4 | 5 6 7 8 | 10 12 14 16 | 20 24 28 32 ... */
static u32 class_of(u32 nr_pages)
{
	u32 exp;

	if (nr_pages <= 8)
		return nr_pages - 1;
	exp = ilog2(nr_pages - 1);
	return (exp - 1) * 4 + (((nr_pages - 1) >> (exp - 2)) & 3);
}

static u32 class_pages(u32 class)
{
	if (class < 8)
		return class + 1;
	return (5 + class % 4) << (class / 4 - 1);
}

void run_list_add(struct run_list *list, struct arena_page *head)
{
	u32 index = head - arena_pages;

	head->next = 0;
	if (list->nr++)
		arena_pages[list->last].next = index;
	else
		list->first = index;
	list->last = index;
}

static struct arena_page *run_list_take(struct run_list *list)
{
	struct arena_page *head = &arena_pages[list->first];

	list->first = head->next;
	list->nr--;
	return head;
}

static struct arena_page *cut_run(u32 nr_pages)
{
	u32 index = ALIGN(arena_next_page, (u32)rounddown_pow_of_two(nr_pages));

	if (nr_pages > arena_nr_pages || index > arena_nr_pages - nr_pages)
		return NULL;
	arena_next_page = index + nr_pages;
	arena_pages[index].nr_pages = nr_pages;
	return &arena_pages[index];
}

static void check_poison(const struct arena_page *head)
{
	void *p = run_address(head);
	size_t at;

	poison_show(p, head->len_bytes);
	at = poison_check(p, POISON_FREE, head->len_bytes);
	if (at < head->len_bytes)
		finding_report("use-after-free",
			       "byte %zu of %zu bytes of free memory was written; freed in %s", at,
			       head->len_bytes, site_name(head->site));
}

static struct arena_page *find_run(u32 nr_pages)
{
	struct run_list *list = &free_runs[class_of(nr_pages)];
	struct arena_page *head = NULL;

	if (list->nr <= QUARANTINE)
		head = cut_run(class_pages(class_of(nr_pages)));
	if (!head && list->nr) {
		head = run_list_take(list);
		check_poison(head);
	}
	return head;
}

static void init_page_structs(u32 head, u32 nr_pages)
{
	memset(&arena_page_structs[head], 0, nr_pages * sizeof(struct page));
	arena_page_structs[head]._refcount.counter = 1;
}

struct arena_page *run_alloc(u32 nr_pages, enum run_kind kind, size_t len_bytes, const void *site)
{
	struct arena_page *head = find_run(nr_pages);
	u32 i, index = head - arena_pages;

	if (!head)
		return NULL;
	for (i = 0; i < nr_pages; i++) {
		head[i].stamp = arena_boot_nr << RUN_KIND_BITS | kind;
		head[i].head = index;
		head[i].nr_active = 0;
	}
	head->len_bytes = len_bytes;
	head->site = site;
	head->is_own = false;
	init_page_structs(index, nr_pages);
	memory_counters.used_pages += head->nr_pages;
	if (memory_counters.used_pages > memory_counters.peak_pages)
		memory_counters.peak_pages = memory_counters.used_pages;
	return head;
}

void run_free(struct arena_page *head, const void *site)
{
	u32 i;

	memory_counters.used_pages -= head->nr_pages;
	for (i = 0; i < head->nr_pages; i++)
		head[i].stamp = arena_boot_nr << RUN_KIND_BITS | RUN_FREE;
	head->site = site;
	run_list_add(&free_runs[class_of(head->nr_pages)], head);
}

/* --- handing out --- */

static size_t red_zone_bytes(const struct arena_page *head)
{
	size_t pad = arena_kind(head) == RUN_PAGES ? 0 : RUN_PAD_BYTES;
	size_t room = (PFN_UP(head->len_bytes + pad) << PAGE_SHIFT) - head->len_bytes;

	return min_t(size_t, room, RED_ZONE_BYTES);
}

void *run_get(enum run_kind kind, size_t len_bytes, bool is_zeroed, const void *site)
{
	u32 nr_pages = PFN_UP(len_bytes + (kind == RUN_PAGES ? 0 : RUN_PAD_BYTES));
	struct arena_page *head = run_alloc(nr_pages, kind, len_bytes, site);
	char *p;

	if (!head)
		return NULL;
	p = run_address(head);
	memory_count();
	poison_show(p, len_bytes);
	poison_fence(p + len_bytes, red_zone_bytes(head));
	if (is_zeroed)
		memset(p, 0, len_bytes);
	else
		poison_fill(p, POISON_INUSE, len_bytes);
	return p;
}

static bool check_red_zone(const struct arena_page *head, const char *call)
{
	char *zone = (char *)run_address(head) + head->len_bytes;
	size_t at, nr = red_zone_bytes(head);

	poison_show(zone, nr);
	at = poison_check(zone, SLUB_RED_ACTIVE, nr);
	poison_hide(zone, nr);
	if (at == nr)
		return true;
	finding_report("redzone", "%s(): byte %zu behind %zu bytes was written; allocated in %s",
		       call, at, head->len_bytes, site_name(head->site));
	return false;
}

bool run_put(struct arena_page *head, const char *call, const void *site)
{
	void *p = run_address(head);

	if (!check_red_zone(head, call) || !memory_check_active(p, head->len_bytes, call))
		return false;
	if (!head->is_own)
		memory_uncount();
	poison_fill(p, POISON_FREE, head->len_bytes);
	poison_hide(p, head->len_bytes);
	run_free(head, site);
	return true;
}

/* --- misuse --- */

static const char *const run_kind_names[NR_RUN_KINDS] = {
	[RUN_SLAB] = "an object of a cache",
	[RUN_KMALLOC] = "kmalloc() memory",
	[RUN_PAGES] = "pages",
	[RUN_VMALLOC] = "vmalloc() memory",
};

void memory_exhausted(void)
{
	shim_unimplemented("memory beyond the arena: see memory_bytes of machine_config");
}

void memory_report_bad(const void *p, const char *call)
{
	const struct arena_page *head = arena_run(p);
	const struct arena_page *page = &arena_pages[arena_has(p) ? arena_index(p) : 0];

	if (head && (arena_kind(head) == RUN_SLAB || p == run_address(head)))
		finding_report("free-mismatch", "%s() of %s, allocated in %s", call,
			       run_kind_names[arena_kind(head)],
			       site_name(arena_kind(head) == RUN_SLAB ? slab_site(p) : head->site));
	else if (head)
		finding_report("bad-free", "%s() of an address within %s of %zu bytes", call,
			       run_kind_names[arena_kind(head)], head->len_bytes);
	else if (page->stamp == (arena_boot_nr << RUN_KIND_BITS | RUN_FREE))
		finding_report("double-free", "%s() of free memory; freed in %s", call,
			       site_name(arena_pages[page->head].site));
	else
		finding_report("bad-free", "%s() of an address that no allocation gave", call);
}

/* --- boot and counters --- */

void page_boot(void)
{
	arena_boot_nr++;
	poison_show(arena_begin, (size_t)arena_next_page << PAGE_SHIFT);
	arena_next_page = 1; /* 0 ends the lists */
	memset(free_runs, 0, sizeof(free_runs));
	memory_counters.used_objects = 0;
	memory_counters.used_pages = 0;
}

void memory_stats_begin(void)
{
	memory_counters.nr_allocs = 0;
	memory_counters.peak_pages = memory_counters.used_pages;
}

void memory_stats_get(struct machine_stats *stats)
{
	stats->nr_allocs = memory_counters.nr_allocs;
	stats->peak_bytes = memory_counters.peak_pages << PAGE_SHIFT;
}

u64 memory_used_objects(void)
{
	return memory_counters.used_objects;
}
