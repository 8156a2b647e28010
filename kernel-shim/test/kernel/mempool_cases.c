// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reserves: F5.24, F7.24. More is in conformance/memory.c.
 */
#include "memory_cases.h"

#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/mempool.h>
#include <linux/spinlock.h>

static noinline __attribute__((no_sanitize_address)) void poke(void *p, long offset)
{
	((volatile u8 *)p)[offset] = 0x17;
}

static void destroyed_with_elements_out(void *arg)
{
	mempool_t *pool = mempool_create_kmalloc_pool(2, 64);

	CASE_EXPECT(mempool_alloc(pool, GFP_NOIO));
	mempool_destroy(pool);
}

static void freed_twice(void *arg)
{
	mempool_t *pool = mempool_create_kmalloc_pool(4, 64);
	void *reserve[4], *extra;
	int i;

	extra = mempool_alloc(pool, GFP_NOIO);
	for (i = 0; i < 4; i++)
		reserve[i] = pool->elements[i];
	pool->curr_nr = 2;
	pool->nr_out += 2;
	mempool_free(reserve[3], pool);
	mempool_free(reserve[3], pool);
	mempool_free(extra, pool);
}

static void more_freed_than_out(void *arg)
{
	mempool_t *pool = mempool_create_kmalloc_pool(1, 64);

	mempool_free(kmalloc(64, GFP_KERNEL), pool);
}

static void written_in_the_reserve(void *arg)
{
	mempool_t *pool = mempool_create_kmalloc_pool(1, 64);

	poke(pool->elements[0], 5);
	mempool_destroy(pool);
}

static void waiting_under_a_lock(void *arg)
{
	static DEFINE_SPINLOCK(lock);
	mempool_t *pool = mempool_create_kmalloc_pool(1, 64);

	spin_lock(&lock);
	mempool_alloc(pool, GFP_NOIO);
	spin_unlock(&lock);
}

static void never_destroyed(void *arg)
{
	CASE_EXPECT(mempool_create_kmalloc_pool(1, 64));
}

/* --- an allocator that has nothing --- */

static void *no_memory(gfp_t gfp, void *data)
{
	return *(bool *)data ? NULL : kmalloc(64, gfp);
}

static void free_it(void *element, void *data)
{
	kfree(element);
}

struct giver {
	mempool_t *pool;
	void *element;
};

static int give_back(void *data)
{
	struct giver *g = data;

	mempool_free(g->element, g->pool);
	return 0;
}

static void waits_for_an_element(void *arg)
{
	bool is_empty = false;
	struct giver g;
	void *element;

	g.pool = mempool_create(1, no_memory, free_it, &is_empty);
	is_empty = true;
	g.element = mempool_alloc(g.pool, GFP_NOIO);
	CASE_EXPECT(!mempool_alloc(g.pool, GFP_NOWAIT));
	kthread_run(give_back, &g, "giver");
	element = mempool_alloc(g.pool, GFP_NOIO);
	CASE_EXPECT(element == g.element);
	mempool_free(element, g.pool);
	mempool_destroy(g.pool);
}

/* Without a wake-up: the allocator is asked again every five seconds. */
static void asks_again(void *arg)
{
	bool is_empty = false;
	mempool_t *pool = mempool_create(1, no_memory, free_it, &is_empty);
	void *a = mempool_alloc(pool, GFP_NOIO), *b;
	unsigned long begin = jiffies;

	is_empty = true;
	b = mempool_alloc(pool, GFP_NOIO);
	CASE_EXPECT(jiffies == begin);
	mempool_free(a, pool);
	a = mempool_alloc(pool, GFP_NOIO);
	CASE_EXPECT(a && b);
	mempool_free(a, pool);
	mempool_free(b, pool);
	mempool_destroy(pool);
}

static void resizing(void *arg)
{
	mempool_t *pool = mempool_create_kmalloc_pool(2, 64);
	void *p;

	CASE_EXPECT(mempool_resize(pool, 5) == 0);
	CASE_EXPECT(pool->min_nr == 5 && pool->curr_nr == 5);
	p = mempool_alloc(pool, GFP_NOIO);
	CASE_EXPECT(mempool_resize(pool, 1) == 0);
	CASE_EXPECT(pool->curr_nr == 1);
	mempool_free(p, pool);
	mempool_destroy(pool);
}

const struct shim_case mempool_cases[] = {
	CASE_BAD(destroyed_with_elements_out, "mempool"),
	CASE_BAD(freed_twice, "double-free"),
	CASE_BAD(more_freed_than_out, "mempool"),
	CASE_BAD(written_in_the_reserve, "use-after-free"),
	CASE_BAD(waiting_under_a_lock, "might-sleep"),
	CASE_BAD(never_destroyed, "leak"),
	CASE_GOOD(waits_for_an_element),
	CASE_GOOD(asks_again),
	CASE_GOOD(resizing),
	CASE_END,
};
