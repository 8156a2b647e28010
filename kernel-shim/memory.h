/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The machine's memory, as the rest of the shim sees it: one arena of address space,
 * always at the same address (so that nothing that depends on addresses differs from
 * run to run), and one struct page for each of its pages. Power-on makes all of it
 * fresh in constant time: pages stay mapped, what is in them is nobody's.
 */
#ifndef SHIM_MEMORY_H
#define SHIM_MEMORY_H

#include "ints.h"

struct page;

extern char *arena_begin;
extern size_t arena_bytes;
extern struct page *arena_page_structs;

/**
 * arena_init - map the arena: at each boot, before the subsystems'
 * @bytes: of address space, rounded up to pages; 0: 4 GiB. Mapped anew only if it is
 *	more than ever before
 * Context: host stack.
 */
void arena_init(u64 bytes);

/*
 * Memory of the shim itself: from the arena, gone at the next boot, never in the
 * census, never fails (out of memory stops the run), zeroed. Any context.
 */
void *shim_alloc(size_t bytes) __attribute__((malloc));
void shim_free(void *p); /* NULL is fine */

/* Take an allocation of kmalloc() or kmem_cache_alloc() out of the census. */
void memory_disown(void *p);

/* A flag for kmem_cache_create(): only the objects are in the census, not the cache. */
#define SLAB_SHIM 0x80000000u

/*
 * Something that is at work (an armed timer, a queued work, a held lock, a waiter)
 * lies in memory that must not be freed: a kfree() of a range that contains @obj
 * is a finding "free-active", which names @what (a literal). Adding the same
 * object twice counts twice. Objects outside of the arena are ignored. Any context.
 */
void memory_active_add(const void *obj, const char *what);
void memory_active_del(const void *obj);

struct machine_stats;
void memory_stats_begin(void); /* at event_begin() */
void memory_stats_get(struct machine_stats *stats); /* fills in nr_allocs and peak_bytes */

/* All allocations now, without the shim's own: a scenario may compare two instants. */
u64 memory_used_objects(void);

/* Name of the function around a code address (host/finding.c); "?" if unknown. */
const char *finding_symbol(const void *address);

#endif
