// SPDX-License-Identifier: GPL-2.0-only
/*
 * Allocation: F5.24, F7.23, F7.24, and the alignment that 9.3 promises.
 */
#include <linux/gfp.h>
#include <linux/highmem.h>
#include <linux/mempool.h>
#include <linux/mm.h>
#include <linux/overflow.h>
#include <linux/sched/mm.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include <linux/workqueue.h>

#include "conformance.h"

static void powers_of_two_are_aligned(void)
{
	size_t size;
	void *p, *q;

	for (size = 8; size <= 65536; size *= 2) {
		p = kmalloc(size, GFP_KERNEL);
		q = kmalloc(size, GFP_NOIO);
		CONF_EXPECT(p && IS_ALIGNED((unsigned long)p, size));
		CONF_EXPECT(q && IS_ALIGNED((unsigned long)q, size));
		kfree(p);
		kfree(q);
	}
}

static void null_is_freed_by_all(void)
{
	kfree(NULL);
	vfree(NULL);
	kvfree(NULL);
	mempool_free(NULL, NULL);
	mempool_destroy(NULL);
	kmem_cache_destroy(NULL);
	CONF_EXPECT(true);
}

static void zeroed_is_zeroed(void)
{
	u8 *p = kmalloc(300, GFP_KERNEL);

	memset(p, 0xff, 300);
	kfree(p);
	p = kzalloc(300, GFP_KERNEL);
	CONF_EXPECT(!memchr_inv(p, 0, 300));
	kfree(p);
	p = kcalloc(30, 10, GFP_KERNEL);
	CONF_EXPECT(!memchr_inv(p, 0, 300));
	kfree(p);
	p = vzalloc(3 * PAGE_SIZE + 5);
	CONF_EXPECT(!memchr_inv(p, 0, 3 * PAGE_SIZE + 5));
	vfree(p);
	p = kvzalloc(8 << 20, GFP_KERNEL);
	CONF_EXPECT(p && !memchr_inv(p, 0, 8 << 20));
	kvfree(p);
}

static void products_that_overflow_are_refused(void)
{
	volatile size_t huge = SIZE_MAX / 2;
	size_t product;

	CONF_EXPECT(!kcalloc(huge, 4, GFP_KERNEL));
	CONF_EXPECT(!kmalloc_array(huge, 4, GFP_KERNEL));
	CONF_EXPECT(!kvmalloc_array(huge, 4, GFP_KERNEL));
	CONF_EXPECT(check_mul_overflow((size_t)huge, (size_t)4, &product));
	CONF_EXPECT(!check_mul_overflow((size_t)6, (size_t)7, &product));
	CONF_EXPECT_EQ(product, 42);
	CONF_EXPECT(array_size(huge, 4) == SIZE_MAX);
	CONF_EXPECT_EQ(array_size(5, 4), 20);
	CONF_EXPECT_EQ(array3_size(2, 3, 4), 24);
}

struct tail {
	u64 head;
	u32 items[];
};

static void copies_and_sizes(void)
{
	struct tail *t;
	char *s;

	CONF_EXPECT_EQ(struct_size(t, items, 3), sizeof(struct tail) + 12);
	s = kstrdup("copy", GFP_KERNEL);
	CONF_EXPECT(!strcmp(s, "copy"));
	s = krealloc(s, 4096, GFP_KERNEL);
	CONF_EXPECT(!strcmp(s, "copy"));
	kfree(s);
	s = kmemdup("abc", 3, GFP_KERNEL);
	CONF_EXPECT(!memcmp(s, "abc", 3));
	kfree(s);
	s = kasprintf(GFP_KERNEL, "%d-%s", 7, "x");
	CONF_EXPECT(!strcmp(s, "7-x"));
	kfree(s);
	CONF_EXPECT(!kstrdup(NULL, GFP_KERNEL));
	CONF_EXPECT(ZERO_OR_NULL_PTR(kmalloc(0, GFP_KERNEL)));
}

static void vmalloc_is_page_aligned(void)
{
	void *p = vmalloc(100), *q = kmalloc(100, GFP_KERNEL);

	CONF_EXPECT(IS_ALIGNED((unsigned long)p, PAGE_SIZE));
	CONF_EXPECT(is_vmalloc_addr(p));
	CONF_EXPECT(!is_vmalloc_addr(q));
	kfree(q);
	vfree(p);
}

static int nr_ctors;

static void object_ctor(void *object)
{
	nr_ctors++;
	memset(object, 0x11, 24);
}

static void caches_align_and_construct_once(void)
{
	struct kmem_cache *cache;
	void *objects[40];
	int i, nr_before;

	nr_ctors = 0;
	cache = kmem_cache_create("conf-cache", 24, 64, 0, object_ctor);
	CONF_EXPECT(cache);
	CONF_EXPECT(kmem_cache_size(cache) == 24);
	for (i = 0; i < ARRAY_SIZE(objects); i++) {
		objects[i] = kmem_cache_alloc(cache, GFP_KERNEL);
		CONF_EXPECT(objects[i] && IS_ALIGNED((unsigned long)objects[i], 64));
		CONF_EXPECT(!memchr_inv(objects[i], 0x11, 24));
	}
	nr_before = nr_ctors;
	CONF_EXPECT(nr_before >= ARRAY_SIZE(objects));
	for (i = 0; i < ARRAY_SIZE(objects); i++) {
		kmem_cache_free(cache, objects[i]);
		objects[i] = kmem_cache_alloc(cache, GFP_KERNEL);
	}
	CONF_EXPECT_EQ(nr_ctors, nr_before);
	for (i = 0; i < ARRAY_SIZE(objects); i++)
		kmem_cache_free(cache, objects[i]);
	kmem_cache_destroy(cache);
}

static void pages(void)
{
	struct page *page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	struct page *four = alloc_pages(GFP_KERNEL, 2);
	u8 *p;

	CONF_EXPECT(page && four);
	p = kmap_local_page(page);
	CONF_EXPECT(IS_ALIGNED((unsigned long)p, PAGE_SIZE));
	CONF_EXPECT(!memchr_inv(p, 0, PAGE_SIZE));
	p[7] = 3;
	kunmap_local(p);
	p = kmap_atomic(page);
	CONF_EXPECT_EQ(p[7], 3);
	kunmap_atomic(p);
	p = page_address(four);
	CONF_EXPECT(virt_to_page(p + PAGE_SIZE) == four + 1);
	CONF_EXPECT(page_address(four + 3) == p + 3 * PAGE_SIZE);
	CONF_EXPECT_EQ(offset_in_page(p + 100), 100);
	__free_pages(four, 2);
	__free_page(page);
}

/* --- mempools --- */

static bool allocator_fails;
static int nr_allocated;

static void *fickle_alloc(gfp_t gfp, void *data)
{
	if (allocator_fails)
		return NULL;
	nr_allocated++;
	return kmalloc(64, gfp);
}

static void fickle_free(void *element, void *data)
{
	nr_allocated--;
	kfree(element);
}

struct giver {
	struct delayed_work dw;
	mempool_t *pool;
	void *element;
};

static void giver_run(struct work_struct *work)
{
	struct giver *g = container_of(to_delayed_work(work), struct giver, dw);

	mempool_free(g->element, g->pool);
}

/* F5.24: the allocator first, then the reserve, then wait; never NULL if it may wait. */
static void exhausted_mempool_waits(void)
{
	struct giver g;
	void *a, *b, *c;

	allocator_fails = false;
	nr_allocated = 0;
	g.pool = mempool_create(2, fickle_alloc, fickle_free, NULL);
	CONF_EXPECT_EQ(nr_allocated, 2);
	c = mempool_alloc(g.pool, GFP_NOWAIT);
	CONF_EXPECT_EQ(nr_allocated, 3);
	mempool_free(c, g.pool);
	CONF_EXPECT_EQ(nr_allocated, 2);
	allocator_fails = true;
	a = mempool_alloc(g.pool, GFP_NOWAIT);
	b = mempool_alloc(g.pool, GFP_NOIO);
	CONF_EXPECT(a && b && a != b);
	CONF_EXPECT(!mempool_alloc(g.pool, GFP_NOWAIT));
	g.element = a;
	INIT_DELAYED_WORK_ONSTACK(&g.dw, giver_run);
	schedule_delayed_work(&g.dw, 5);
	c = mempool_alloc(g.pool, GFP_NOIO);
	CONF_EXPECT(c == a);
	flush_delayed_work(&g.dw);
	destroy_delayed_work_on_stack(&g.dw);
	mempool_free(b, g.pool);
	mempool_free(c, g.pool);
	CONF_EXPECT_EQ(nr_allocated, 2);
	mempool_destroy(g.pool);
	CONF_EXPECT_EQ(nr_allocated, 0);
}

static void mempools_of_caches_and_kmalloc(void)
{
	struct kmem_cache *cache = kmem_cache_create("conf-pool", 40, 0, 0, NULL);
	mempool_t *pool = mempool_create_slab_pool(3, cache);
	mempool_t embedded;
	void *p;

	CONF_EXPECT(pool);
	CONF_EXPECT_EQ(pool->min_nr, 3);
	CONF_EXPECT_EQ(pool->curr_nr, 3);
	p = mempool_alloc(pool, GFP_KERNEL);
	CONF_EXPECT(p);
	mempool_free(p, pool);
	CONF_EXPECT_EQ(pool->curr_nr, 3);
	mempool_destroy(pool);
	kmem_cache_destroy(cache);
	CONF_EXPECT_EQ(mempool_init_kmalloc_pool(&embedded, 2, 512), 0);
	p = mempool_alloc(&embedded, GFP_NOIO);
	CONF_EXPECT(p);
	mempool_free(p, &embedded);
	mempool_exit(&embedded);
	CONF_EXPECT_EQ(mempool_init_page_pool(&embedded, 1, 0), 0);
	p = mempool_alloc(&embedded, GFP_NOIO);
	CONF_EXPECT(p);
	mempool_free(p, &embedded);
	mempool_exit(&embedded);
}

static void noio_scopes_nest(void)
{
	unsigned int outer, inner;

	CONF_EXPECT(!(current->flags & PF_MEMALLOC_NOIO));
	outer = memalloc_noio_save();
	CONF_EXPECT(current->flags & PF_MEMALLOC_NOIO);
	inner = memalloc_noio_save();
	memalloc_noio_restore(inner);
	CONF_EXPECT(current->flags & PF_MEMALLOC_NOIO);
	memalloc_noio_restore(outer);
	CONF_EXPECT(!(current->flags & PF_MEMALLOC_NOIO));
}

static const struct conf_case cases[] = {
	CONF_CASE(powers_of_two_are_aligned),
	CONF_CASE(null_is_freed_by_all),
	CONF_CASE(zeroed_is_zeroed),
	CONF_CASE(products_that_overflow_are_refused),
	CONF_CASE(copies_and_sizes),
	CONF_CASE(vmalloc_is_page_aligned),
	CONF_CASE(caches_align_and_construct_once),
	CONF_CASE(pages),
	CONF_CASE(exhausted_mempool_waits),
	CONF_CASE(mempools_of_caches_and_kmalloc),
	CONF_CASE(noio_scopes_nest),
	CONF_END,
};

const struct conf_suite conf_memory = { .name = "memory", .cases = cases };
