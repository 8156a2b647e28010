// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is allowed with memory: each way to get it gives it whole, zeroed if asked for,
 * and takes it back. Offenders are in memory_cases.c.
 */
#include "memory_cases.h"

#include <linux/bitmap.h>
#include <linux/gfp.h>
#include <linux/highmem.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/mempool.h>
#include <linux/mm.h>
#include <linux/percpu.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

static bool is_filled(const void *p, int byte, size_t len_bytes)
{
	return p && !memchr_inv(p, byte, len_bytes);
}

static void vmalloc_in_all_ways(void *arg)
{
	void *p = __vmalloc_array(10, 1000, GFP_KERNEL), *q = vmalloc_array(3, 5000);
	void *r = __vcalloc(7, 3000, GFP_KERNEL), *s = vcalloc(2, 9000);

	memset(p, 1, 10000);
	memset(q, 2, 15000);
	CASE_EXPECT(is_filled(r, 0, 21000) && is_filled(s, 0, 18000));
	CASE_EXPECT(is_filled(p, 1, 10000) && is_filled(q, 2, 15000));
	CASE_EXPECT(is_vmalloc_addr(p) && vmalloc_to_page(p) != vmalloc_to_page(q));
	CASE_EXPECT(!vmalloc_array(SIZE_MAX / 2, 3) && !vcalloc(SIZE_MAX / 2, 3));
	CASE_EXPECT(!__vmalloc_array(SIZE_MAX / 2, 3, GFP_KERNEL));
	CASE_EXPECT(!__vcalloc(SIZE_MAX / 2, 3, GFP_KERNEL) && !vmalloc(0));
	vfree(p);
	vfree(q);
	vfree_atomic(r);
	vfree_atomic(s);
	vfree_atomic(NULL);
}

static void either_kind(void *arg)
{
	static const char text[] = "payload";
	char *small = kvcalloc(10, 10, GFP_KERNEL), *large = kvcalloc(10, 10000, GFP_KERNEL);
	char *copy = kvmemdup(text, sizeof(text), GFP_KERNEL);

	CASE_EXPECT(is_filled(small, 0, 100) && !is_vmalloc_addr(small));
	CASE_EXPECT(is_filled(large, 0, 100000) && is_vmalloc_addr(large));
	CASE_EXPECT(!kvcalloc(SIZE_MAX / 2, 3, GFP_KERNEL));
	CASE_EXPECT(!kvmalloc_array(SIZE_MAX / 2, 3, GFP_KERNEL));
	CASE_EXPECT(!kvmalloc((size_t)INT_MAX + 1, GFP_KERNEL | __GFP_NOWARN));
	CASE_EXPECT(!strcmp(copy, text));
	memset(small, 'a', 100);
	CASE_EXPECT(kvrealloc(small, 100, 50, GFP_KERNEL) == small);
	small = kvrealloc(small, 100, 50000, GFP_KERNEL);
	CASE_EXPECT(is_vmalloc_addr(small) && is_filled(small, 'a', 100));
	kvfree_sensitive(small, 50000);
	kvfree_sensitive(copy, sizeof(text));
	kvfree_sensitive(NULL, 0);
	copy = kvrealloc(NULL, 0, 16, GFP_KERNEL);
	CASE_EXPECT(copy);
	kvfree(copy);
	kvfree(large);
}

static void grown_and_shrunk(void *arg)
{
	char *p = krealloc(NULL, 10, GFP_KERNEL), *q;

	memset(p, 'x', 10);
	CASE_EXPECT(krealloc(p, 5, GFP_KERNEL) == p);
	q = krealloc_array(p, 100, 10, GFP_KERNEL);
	CASE_EXPECT(is_filled(q, 'x', 10) && ksize(q) >= 1000);
	CASE_EXPECT(!krealloc_array(q, SIZE_MAX / 2, 3, GFP_KERNEL));
	CASE_EXPECT(ZERO_OR_NULL_PTR(krealloc(q, 0, GFP_KERNEL)));
	CASE_EXPECT(!kmalloc_array(SIZE_MAX / 2, 3, GFP_KERNEL));
	CASE_EXPECT(!kcalloc(SIZE_MAX / 2, 3, GFP_KERNEL));
	CASE_EXPECT(!kmalloc(KMALLOC_MAX_SIZE + 1, GFP_KERNEL | __GFP_NOWARN));
	CASE_EXPECT(!ksize(NULL) && !ksize(kmalloc(0, GFP_KERNEL)));
	p = kmalloc(100, GFP_KERNEL);
	memset(p, 's', 100);
	kfree_sensitive(p);
	kfree_sensitive(NULL);
}

static void construct(void *object)
{
	memset(object, 'c', 64);
}

static void caches_in_bulk(void *arg)
{
	struct kmem_cache *cache =
		kmem_cache_create_usercopy("bulk", 64, 0, SLAB_HWCACHE_ALIGN, 0, 64, construct);
	struct kmem_cache *plain = kmem_cache_create("plain", 48, 64, 0, NULL);
	void *objects[20], *zeroed = kmem_cache_zalloc(plain, GFP_KERNEL);
	int i, k;

	CASE_EXPECT(kmem_cache_size(cache) == 64 && is_filled(zeroed, 0, 48));
	CASE_EXPECT((unsigned long)zeroed % 64 == 0);
	CASE_EXPECT(kmem_cache_alloc_bulk(cache, GFP_KERNEL, 20, objects) == 20);
	for (i = 0; i < 20; i++) {
		CASE_EXPECT(is_filled(objects[i], 'c', 64));
		for (k = 0; k < i; k++)
			CASE_EXPECT(objects[k] != objects[i]);
	}
	kmem_cache_free_bulk(cache, 20, objects);
	kmem_cache_free(plain, zeroed);
	CASE_EXPECT(kmem_cache_shrink(cache) == 0);
	kmem_cache_destroy(cache);
	kmem_cache_destroy(plain);
	kmem_cache_destroy(NULL);
}

static void pages_by_address(void *arg)
{
	unsigned long run = __get_free_pages(GFP_KERNEL, 2), zeroed = get_zeroed_page(GFP_KERNEL);
	char *exact = alloc_pages_exact(3 * PAGE_SIZE - 5, GFP_KERNEL | __GFP_ZERO), *mapped;
	struct page *page = virt_to_page((void *)zeroed);

	CASE_EXPECT(run && !(run & ~PAGE_MASK) && virt_addr_valid((void *)run));
	CASE_EXPECT(is_filled((void *)zeroed, 0, PAGE_SIZE));
	CASE_EXPECT(is_filled(exact, 0, 3 * PAGE_SIZE));
	CASE_EXPECT(virt_to_head_page((void *)(run + 3 * PAGE_SIZE)) == virt_to_page((void *)run));
	CASE_EXPECT(!alloc_pages(GFP_KERNEL | __GFP_NOWARN, MAX_ORDER));
	mapped = kmap(page);
	CASE_EXPECT(mapped == (char *)zeroed);
	kunmap(page);
	free_pages(run, 2);
	free_pages(0, 2);
	free_page(zeroed);
	free_pages_exact(exact, 3 * PAGE_SIZE - 5);
}

static void pages_exact_of_another_size(void *arg)
{
	free_pages_exact(alloc_pages_exact(3 * PAGE_SIZE, GFP_KERNEL), PAGE_SIZE);
}

static void pools_change_their_size(void *arg)
{
	mempool_t *pool = mempool_create_kmalloc_pool(2, 100);
	void *out[8];
	int i;

	CASE_EXPECT(pool->curr_nr == 2);
	CASE_EXPECT(mempool_resize(pool, 6) == 0 && pool->min_nr == 6 && pool->curr_nr == 6);
	for (i = 0; i < 8; i++) {
		out[i] = mempool_alloc(pool, GFP_KERNEL);
		memset(out[i], i, 100);
	}
	for (i = 0; i < 8; i++) {
		CASE_EXPECT(is_filled(out[i], i, 100));
		mempool_free(out[i], pool);
	}
	CASE_EXPECT(mempool_resize(pool, 1) == 0 && pool->min_nr == 1 && pool->curr_nr == 1);
	mempool_destroy(pool);
	mempool_destroy(NULL);
	pool = mempool_create_node(1, mempool_kmalloc, mempool_kfree, (void *)64, GFP_KERNEL, 0);
	CASE_EXPECT(pool->curr_nr == 1);
	mempool_destroy(pool);
}

static void per_cpu_and_bits(void *arg)
{
	u64 sum = 0, *counters = alloc_percpu(u64);
	unsigned long *bits = bitmap_zalloc(130, GFP_KERNEL), *copy = bitmap_alloc(130, GFP_KERNEL);

	CASE_EXPECT(*get_cpu_ptr(counters) == 0);
	put_cpu_ptr(counters);
	this_cpu_add(*counters, 5);
	this_cpu_inc(*counters);
	sum += *per_cpu_ptr(counters, 0);
	CASE_EXPECT(sum == 6);
	free_percpu(counters);
	free_percpu(NULL);
	CASE_EXPECT(bitmap_empty(bits, 130));
	bitmap_fill(bits, 130);
	bitmap_copy(copy, bits, 130);
	CASE_EXPECT(bitmap_full(copy, 130) && bitmap_equal(copy, bits, 130));
	bitmap_clear(copy, 129, 1);
	CASE_EXPECT(!bitmap_equal(copy, bits, 130) && !bitmap_full(copy, 130));
	bitmap_zero(copy, 130);
	CASE_EXPECT(find_last_bit(copy, 130) == 130);
	bitmap_free(bits);
	bitmap_free(copy);
}

const struct shim_case alloc_cases[] = {
	CASE_GOOD(vmalloc_in_all_ways),
	CASE_GOOD(either_kind),
	CASE_GOOD(grown_and_shrunk),
	CASE_GOOD(caches_in_bulk),
	CASE_GOOD(pages_by_address),
	CASE_BAD(pages_exact_of_another_size, "free-mismatch"),
	CASE_GOOD(pools_change_their_size),
	CASE_GOOD(per_cpu_and_bits),
	CASE_END,
};
