// SPDX-License-Identifier: GPL-2.0-only
/*
 * One small offender for each rule of memory: F7.23, F7.24, F7.29, F7.31, F7.32. What
 * is allowed is in conformance/memory.c.
 */
#include "memory_cases.h"

#include <linux/highmem.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/vmalloc.h>

#include "memory.h"

/* A stray write, of which AddressSanitizer is not to hear. */
static noinline __attribute__((no_sanitize_address)) void poke(void *p, long offset)
{
	((volatile u8 *)p)[offset] = 0x17;
}

/* --- freed twice, or by the wrong function --- */

static void kfree_twice(void *arg)
{
	void *p = kmalloc(40, GFP_KERNEL);

	kfree(p);
	kfree(p);
}

static void large_kfree_twice(void *arg)
{
	void *p = kmalloc(50000, GFP_KERNEL);

	kfree(p);
	kfree(p);
}

static void vfree_twice(void *arg)
{
	void *p = vmalloc(40);

	vfree(p);
	vfree(p);
}

static void page_freed_twice(void *arg)
{
	struct page *page = alloc_page(GFP_KERNEL);

	__free_page(page);
	__free_page(page);
}

static void kfree_of_vmalloc(void *arg)
{
	kfree(vmalloc(40));
}

static void vfree_of_kmalloc(void *arg)
{
	vfree(kmalloc(40, GFP_KERNEL));
}

static void kfree_of_pages(void *arg)
{
	kfree(page_address(alloc_page(GFP_KERNEL)));
}

static void pages_of_another_order(void *arg)
{
	__free_pages(alloc_pages(GFP_KERNEL, 2), 1);
}

static void kfree_of_the_middle(void *arg)
{
	kfree((char *)kmalloc(4096, GFP_KERNEL) + 64);
}

static void kfree_of_the_stack(void *arg)
{
	char buf[16];
	char *volatile p = buf;

	kfree(p);
}

static void kfree_of_a_cache_object(void *arg)
{
	struct kmem_cache *cache = kmem_cache_create("test", 40, 0, 0, NULL);

	kfree(kmem_cache_alloc(cache, GFP_KERNEL));
}

static void free_to_another_cache(void *arg)
{
	struct kmem_cache *a = kmem_cache_create("a", 40, 0, 0, NULL);
	struct kmem_cache *b = kmem_cache_create("b", 40, 0, 0, NULL);

	kmem_cache_free(b, kmem_cache_alloc(a, GFP_KERNEL));
}

/* --- written where nobody may --- */

static void overrun_of(size_t size, long offset)
{
	void *p = kmalloc(size, GFP_KERNEL);

	poke(p, offset);
	kfree(p);
}

static void overrun_by_one(void *arg)
{
	overrun_of(100, 100);
}

static void overrun_of_a_power_of_two(void *arg)
{
	overrun_of(4096, 4096);
}

static void overrun_of_whole_pages(void *arg)
{
	overrun_of(65536, 65536 + 15);
}

static void underrun_by_one(void *arg)
{
	overrun_of(100, -1);
}

static void overrun_of_vmalloc(void *arg)
{
	void *p = vmalloc(3 * PAGE_SIZE);

	poke(p, 3 * PAGE_SIZE);
	vfree(p);
}

/* Allocate until freed memory is used again. */
static void churn(size_t size)
{
	int i;

	for (i = 0; i < 100; i++)
		kfree(kmalloc(size, GFP_KERNEL));
}

static void write_after_free_of(size_t size, long offset)
{
	void *p = kmalloc(size, GFP_KERNEL);

	kfree(p);
	poke(p, offset);
	churn(size);
}

static void write_after_free(void *arg)
{
	write_after_free_of(64, 63);
}

static void large_write_after_free(void *arg)
{
	write_after_free_of(30000, 29999);
}

static void huge_write_after_free(void *arg)
{
	write_after_free_of(1 << 20, 4096 * 100 + 63);
}

static void page_write_after_free(void *arg)
{
	struct page *page = alloc_page(GFP_KERNEL);
	int i;

	__free_page(page);
	poke(page_address(page), 4095);
	for (i = 0; i < 10; i++)
		__free_page(alloc_page(GFP_KERNEL));
}

/* F7.23: neither fresh nor freed memory is zero. */
static void fresh_memory_is_poison(void *arg)
{
	static const size_t sizes[] = { 1, 8, 100, 4096, 5000, 32768 };
	int i;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		void *p = kmalloc(sizes[i], GFP_KERNEL);

		CASE_EXPECT(!memchr_inv(p, 0x5a, sizes[i]));
		memset(p, 0, sizes[i]);
		kfree(p);
	}
}

/* --- never freed --- */

static void leak_of_kmalloc(void *arg)
{
	CASE_EXPECT(kmalloc(40, GFP_KERNEL));
}

static void leak_of_vmalloc(void *arg)
{
	CASE_EXPECT(vmalloc(40));
}

static void leak_of_a_page(void *arg)
{
	CASE_EXPECT(alloc_page(GFP_KERNEL));
}

static void leak_of_a_cache(void *arg)
{
	CASE_EXPECT(kmem_cache_create("test", 40, 0, 0, NULL));
}

static void destroyed_with_objects(void *arg)
{
	struct kmem_cache *cache = kmem_cache_create("test", 40, 0, 0, NULL);

	CASE_EXPECT(kmem_cache_alloc(cache, GFP_KERNEL));
	kmem_cache_destroy(cache);
}

static void own_memory_is_no_leak(void *arg)
{
	void *p = shim_alloc(100), *q = kmalloc(100000, GFP_KERNEL);
	u64 used = memory_used_objects();

	CASE_EXPECT(p && mem_is_zero(p, 100));
	CASE_EXPECT(shim_alloc(100000));
	CASE_EXPECT(memory_used_objects() == used);
	memory_disown(q);
	CASE_EXPECT(memory_used_objects() == used - 1);
	CASE_EXPECT(ZERO_PAGE(0));
	shim_free(p);
}

/* --- in the wrong context --- */

static DEFINE_SPINLOCK(lock);

static void sleeping_kmalloc_under_a_lock(void *arg)
{
	spin_lock(&lock);
	kfree(kmalloc(8, GFP_NOIO));
	spin_unlock(&lock);
}

static void vmalloc_under_a_lock(void *arg)
{
	spin_lock(&lock);
	vfree(vmalloc(8));
	spin_unlock(&lock);
}

static void sleep_in_kmap_atomic(void *arg)
{
	struct page *page = alloc_page(GFP_KERNEL);
	void *p = kmap_atomic(page);

	kfree(kmalloc(8, GFP_KERNEL));
	kunmap_atomic(p);
	__free_page(page);
}

static void atomic_kmalloc_under_a_lock(void *arg)
{
	spin_lock(&lock);
	kfree(kmalloc(8, GFP_ATOMIC));
	kfree(kzalloc(8, GFP_NOWAIT));
	spin_unlock(&lock);
}

/* --- mappings and addresses --- */

static void kunmap_in_the_wrong_order(void *arg)
{
	struct page *a = alloc_page(GFP_KERNEL), *b = alloc_page(GFP_KERNEL);
	void *p = kmap_local_page(a);

	kmap_local_page(b);
	kunmap_local(p);
}

static void left_mapped(void *arg)
{
	struct page *page = alloc_page(GFP_KERNEL);

	kmap_local_page(page);
	__free_page(page);
}

static void page_of_vmalloc(void *arg)
{
	virt_to_page(vmalloc(40));
}

static void page_of_the_stack(void *arg)
{
	virt_to_page(&arg);
}

static void vmalloc_page_of_kmalloc(void *arg)
{
	vmalloc_to_page(kmalloc(40, GFP_KERNEL));
}

static void addresses_and_pages(void *arg)
{
	char *p = vmalloc(3 * PAGE_SIZE), *q = kmalloc(8, GFP_KERNEL);
	struct page *page = vmalloc_to_page(p + PAGE_SIZE + 5);

	CASE_EXPECT(page_address(page) == p + PAGE_SIZE);
	CASE_EXPECT(pfn_to_page(page_to_pfn(page)) == page);
	CASE_EXPECT(page_count(virt_to_page(q)) >= 0);
	CASE_EXPECT((char *)page_address(virt_to_page(q)) + offset_in_page(q) == q);
	kfree(q);
	vfree(p);
}

static void references_keep_a_page(void *arg)
{
	struct page *page = alloc_page(GFP_KERNEL);

	get_page(page);
	CASE_EXPECT(page_count(page) == 2);
	__free_page(page);
	CASE_EXPECT(page_count(page) == 1);
	put_page(page);
}

/* --- at work --- */

static void freed_at_work(void *arg)
{
	char *p = kmalloc(100, GFP_KERNEL);

	memory_active_add(p + 40, "a clockwork");
	kfree(p);
}

static void large_freed_at_work(void *arg)
{
	char *p = vmalloc(100000);

	memory_active_add(p + 70000, "a clockwork");
	vfree(p);
}

static void freed_after_work(void *arg)
{
	char *p = kmalloc(100, GFP_KERNEL), *q = kmalloc(100, GFP_KERNEL);

	memory_active_add(p + 40, "a clockwork");
	memory_active_add(&p, "on the stack");
	kfree(q);
	memory_active_del(p + 40);
	memory_active_del(&p);
	memory_active_del(p);
	kfree(p);
}

const struct shim_case memory_cases[] = {
	CASE_BAD(kfree_twice, "double-free"),
	CASE_BAD(large_kfree_twice, "double-free"),
	CASE_BAD(vfree_twice, "double-free"),
	CASE_BAD(page_freed_twice, "double-free"),
	CASE_BAD(kfree_of_vmalloc, "free-mismatch"),
	CASE_BAD(vfree_of_kmalloc, "free-mismatch"),
	CASE_BAD(kfree_of_pages, "free-mismatch"),
	CASE_BAD(pages_of_another_order, "free-mismatch"),
	CASE_BAD(kfree_of_the_middle, "bad-free"),
	CASE_BAD(kfree_of_the_stack, "bad-free"),
	CASE_BAD(kfree_of_a_cache_object, "wrong-cache"),
	CASE_BAD(free_to_another_cache, "wrong-cache"),
	CASE_BAD(overrun_by_one, "redzone"),
	CASE_BAD(overrun_of_a_power_of_two, "redzone"),
	CASE_BAD(overrun_of_whole_pages, "redzone"),
	CASE_BAD(underrun_by_one, "bad-free"),
	CASE_BAD(overrun_of_vmalloc, "redzone"),
	CASE_BAD(write_after_free, "use-after-free"),
	CASE_BAD(large_write_after_free, "use-after-free"),
	CASE_BAD(huge_write_after_free, "use-after-free"),
	CASE_BAD(page_write_after_free, "use-after-free"),
	CASE_GOOD(fresh_memory_is_poison),
	CASE_BAD(leak_of_kmalloc, "leak"),
	CASE_BAD(leak_of_vmalloc, "leak"),
	CASE_BAD(leak_of_a_page, "leak"),
	CASE_BAD(leak_of_a_cache, "leak"),
	CASE_BAD(destroyed_with_objects, "leak"),
	CASE_GOOD(own_memory_is_no_leak),
	CASE_BAD(sleeping_kmalloc_under_a_lock, "might-sleep"),
	CASE_BAD(vmalloc_under_a_lock, "might-sleep"),
	CASE_BAD(sleep_in_kmap_atomic, "might-sleep"),
	CASE_GOOD(atomic_kmalloc_under_a_lock),
	CASE_BAD(kunmap_in_the_wrong_order, "kmap-order"),
	CASE_BAD(left_mapped, "leak"),
	CASE_BAD(page_of_vmalloc, "virt-to-page"),
	CASE_BAD(page_of_the_stack, "virt-to-page"),
	CASE_BAD(vmalloc_page_of_kmalloc, "virt-to-page"),
	CASE_GOOD(addresses_and_pages),
	CASE_GOOD(references_keep_a_page),
	CASE_BAD(freed_at_work, "free-active"),
	CASE_BAD(large_freed_at_work, "free-active"),
	CASE_GOOD(freed_after_work),
	CASE_END,
};
