// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reserves (F5.24): the allocator first, then the reserve, then wait until an element
 * is freed; every five seconds the allocator is asked again.
 *
 * An element in the reserve of a slab or kmalloc pool is poison, as if it were free.
 */
#include <linux/mempool.h>

#include <linux/bug.h>
#include <linux/gfp.h>
#include <linux/jiffies.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/string.h>

#include "arena.h"
#include "finding.h"
#include "poison.h"

#define POLL_JIFFIES (5 * HZ)

/* For whom the allocator of a pool runs: read by it before anybody else can run. */
static const void *element_site;

static void *new_element(mempool_t *pool, gfp_t gfp, const void *site)
{
	element_site = site;
	return pool->alloc(gfp, pool->pool_data);
}

/* --- the reserve --- */

/* How many bytes of an element may be poisoned; 0: the pool's functions are its owner's. */
static size_t poison_bytes(const mempool_t *pool)
{
	if (pool->free == mempool_kfree)
		return (size_t)pool->pool_data;
	if (pool->free == mempool_free_slab && !kmem_cache_has_ctor(pool->pool_data))
		return kmem_cache_size(pool->pool_data);
	return 0;
}

static bool is_in_reserve(const mempool_t *pool, const void *element)
{
	int i;

	for (i = 0; i < pool->curr_nr; i++)
		if (pool->elements[i] == element)
			return true;
	return false;
}

static void push(mempool_t *pool, void *element)
{
	if (is_in_reserve(pool, element))
		finding_report("double-free",
			       "mempool_free() of an element of the reserve; the pool is of %s",
			       site_name(pool->site));
	poison_fill(element, POISON_FREE, poison_bytes(pool));
	pool->elements[pool->curr_nr++] = element;
}

/* It comes out as it lay there: poison. */
static void *take(mempool_t *pool)
{
	void *element = pool->elements[--pool->curr_nr];
	size_t len_bytes = poison_bytes(pool);
	size_t at = poison_check(element, POISON_FREE, len_bytes);

	if (at < len_bytes)
		finding_report(
			"use-after-free",
			"byte %zu of an element in the reserve was written; the pool is of %s", at,
			site_name(pool->site));
	return element;
}

static void *pop(mempool_t *pool)
{
	void *element = take(pool);

	poison_fill(element, POISON_INUSE, poison_bytes(pool));
	return element;
}

static void free_reserve(mempool_t *pool)
{
	while (pool->curr_nr)
		pool->free(take(pool), pool->pool_data);
	kfree(pool->elements);
	pool->elements = NULL;
}

static int fill_reserve(mempool_t *pool)
{
	while (pool->curr_nr < pool->min_nr) {
		void *element = new_element(pool, GFP_KERNEL, pool->site);

		if (!element) {
			free_reserve(pool);
			return -ENOMEM;
		}
		push(pool, element);
	}
	return 0;
}

/* --- life --- */

static int init_at(mempool_t *pool, int min_nr, mempool_alloc_t *alloc, mempool_free_t *free,
		   void *pool_data, gfp_t gfp, const void *site)
{
	memset(pool, 0, sizeof(*pool));
	pool->min_nr = min_nr;
	pool->alloc = alloc;
	pool->free = free;
	pool->pool_data = pool_data;
	pool->site = site;
	init_waitqueue_head(&pool->wait);
	pool->elements = kmalloc_at(max(min_nr, 1) * sizeof(void *), gfp, site);
	if (!pool->elements)
		return -ENOMEM;
	return fill_reserve(pool);
}

int mempool_init(mempool_t *pool, int min_nr, mempool_alloc_t *alloc, mempool_free_t *free,
		 void *pool_data)
{
	return init_at(pool, min_nr, alloc, free, pool_data, GFP_KERNEL, CALLER);
}

static mempool_t *create_at(int min_nr, mempool_alloc_t *alloc, mempool_free_t *free,
			    void *pool_data, gfp_t gfp, const void *site)
{
	mempool_t *pool = kmalloc_at(sizeof(*pool), gfp, site);

	if (pool && init_at(pool, min_nr, alloc, free, pool_data, gfp, site)) {
		kfree(pool);
		return NULL;
	}
	return pool;
}

mempool_t *mempool_create(int min_nr, mempool_alloc_t *alloc, mempool_free_t *free, void *pool_data)
{
	return create_at(min_nr, alloc, free, pool_data, GFP_KERNEL, CALLER);
}

mempool_t *mempool_create_node(int min_nr, mempool_alloc_t *alloc, mempool_free_t *free,
			       void *pool_data, gfp_t gfp, int node)
{
	return create_at(min_nr, alloc, free, pool_data, gfp, CALLER);
}

/* F7.24: all elements must be back. */
void mempool_exit(mempool_t *pool)
{
	if (!mempool_initialized(pool))
		return;
	if (pool->nr_out) {
		finding_report("mempool", "%d elements of a mempool of %s are out at its end",
			       pool->nr_out, site_name(pool->site));
		return;
	}
	free_reserve(pool);
}

void mempool_destroy(mempool_t *pool)
{
	if (!pool)
		return;
	mempool_exit(pool);
	kfree(pool);
}

int mempool_resize(mempool_t *pool, int min_nr)
{
	void **elements;

	might_sleep();
	while (pool->curr_nr > min_nr)
		pool->free(pop(pool), pool->pool_data);
	elements = kmalloc_at(max(min_nr, 1) * sizeof(void *), GFP_KERNEL, CALLER);
	if (!elements)
		return -ENOMEM;
	memcpy(elements, pool->elements, pool->curr_nr * sizeof(void *));
	kfree(pool->elements);
	pool->elements = elements;
	pool->min_nr = min_nr;
	while (pool->curr_nr < pool->min_nr) {
		void *element = new_element(pool, GFP_KERNEL, CALLER);

		if (!element)
			return 0; /* it fills when elements are freed */
		pool->nr_out++;
		mempool_free(element, pool);
	}
	return 0;
}

/* --- elements --- */

static void wait_for_element(mempool_t *pool)
{
	DEFINE_WAIT(wait);

	prepare_to_wait(&pool->wait, &wait, TASK_UNINTERRUPTIBLE);
	if (!pool->curr_nr)
		io_schedule_timeout(POLL_JIFFIES);
	finish_wait(&pool->wait, &wait);
}

static void *try_element(mempool_t *pool, gfp_t gfp, const void *site)
{
	void *element = new_element(pool, gfp, site);

	return !element && pool->curr_nr ? pop(pool) : element;
}

void *mempool_alloc(mempool_t *pool, gfp_t gfp)
{
	bool may_wait = gfp & __GFP_DIRECT_RECLAIM;
	void *element;

	VM_WARN_ON_ONCE(gfp & __GFP_ZERO);
	might_sleep_if(may_wait);
	gfp |= __GFP_NOMEMALLOC | __GFP_NORETRY | __GFP_NOWARN;
	element = try_element(pool, gfp & ~(__GFP_DIRECT_RECLAIM | __GFP_IO), CALLER);
	if (!element && gfp & (__GFP_DIRECT_RECLAIM | __GFP_IO))
		element = try_element(pool, gfp, CALLER);
	while (!element && may_wait) {
		wait_for_element(pool);
		element = try_element(pool, gfp, CALLER);
	}
	pool->nr_out += !!element;
	return element;
}

/* The reserve first: somebody may wait for it. */
void mempool_free(void *element, mempool_t *pool)
{
	if (!element)
		return;
	if (pool->nr_out-- <= 0)
		finding_report("mempool", "more elements freed than were out; the pool is of %s",
			       site_name(pool->site));
	if (pool->curr_nr < pool->min_nr) {
		push(pool, element);
		wake_up(&pool->wait);
		return;
	}
	pool->free(element, pool->pool_data);
}

/* --- the usual allocators --- */

void *mempool_alloc_slab(gfp_t gfp, void *pool_data)
{
	return kmem_cache_alloc_at(pool_data, gfp, element_site);
}

void mempool_free_slab(void *element, void *pool_data)
{
	kmem_cache_free(pool_data, element);
}

void *mempool_kmalloc(gfp_t gfp, void *pool_data)
{
	return kmalloc_at((size_t)pool_data, gfp, element_site);
}

void mempool_kfree(void *element, void *pool_data)
{
	kfree(element);
}

void *mempool_alloc_pages(gfp_t gfp, void *pool_data)
{
	return alloc_pages_at(gfp, (unsigned long)pool_data, element_site);
}

void mempool_free_pages(void *element, void *pool_data)
{
	__free_pages(element, (unsigned long)pool_data);
}
