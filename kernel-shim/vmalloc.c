// SPDX-License-Identifier: GPL-2.0-only
/*
 * vmalloc() and kvmalloc(). A kvmalloc() of more than 32 KiB is vmalloc() memory, as
 * it would be on a machine without a free run of so many pages.
 *
 * To: page.c, kmalloc.c.
 */
#include <linux/vmalloc.h>

#include <linux/bug.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "arena.h"
#include "finding.h"

#define KVMALLOC_KMALLOC_MAX 32768

void *vmalloc_bare(size_t size, gfp_t gfp, const void *site)
{
	void *p;

	if (!size || size > arena_bytes)
		return NULL;
	p = run_get(RUN_VMALLOC, size, gfp & __GFP_ZERO, site);
	if (!p)
		memory_exhausted();
	return p;
}

/* It sleeps whatever @gfp says: it must not be called in atomic context. */
void *vmalloc_at(size_t size, gfp_t gfp, const void *site)
{
	if (!memory_may_alloc(size, gfp | __GFP_DIRECT_RECLAIM, "vmalloc", site))
		return NULL;
	return vmalloc_bare(size, gfp, site);
}

void *__vmalloc(unsigned long size, gfp_t gfp)
{
	return vmalloc_at(size, gfp, CALLER);
}

void *vmalloc(unsigned long size)
{
	return vmalloc_at(size, GFP_KERNEL, CALLER);
}

void *vzalloc(unsigned long size)
{
	return vmalloc_at(size, GFP_KERNEL | __GFP_ZERO, CALLER);
}

static void *array_at(size_t nr, size_t size, gfp_t gfp, const void *site)
{
	size_t bytes;

	return check_mul_overflow(nr, size, &bytes) ? NULL : vmalloc_at(bytes, gfp, site);
}

void *__vmalloc_array(size_t nr, size_t size, gfp_t gfp)
{
	return array_at(nr, size, gfp, CALLER);
}

void *vmalloc_array(size_t nr, size_t size)
{
	return array_at(nr, size, GFP_KERNEL, CALLER);
}

void *__vcalloc(size_t nr, size_t size, gfp_t gfp)
{
	return array_at(nr, size, gfp | __GFP_ZERO, CALLER);
}

void *vcalloc(size_t nr, size_t size)
{
	return array_at(nr, size, GFP_KERNEL | __GFP_ZERO, CALLER);
}

/* In interrupts it is put off to a worker, under a lock it may sleep. */
static void vfree_at(const void *addr, const void *site)
{
	struct arena_page *head;

	if (!addr)
		return;
	if (!in_interrupt())
		sched_might_sleep("vfree");
	head = arena_run(addr);
	if (head && arena_kind(head) == RUN_VMALLOC && addr == run_address(head))
		run_put(head, "vfree", site);
	else
		memory_report_bad(addr, "vfree");
}

void vfree(const void *addr)
{
	vfree_at(addr, CALLER);
}

void vfree_atomic(const void *addr)
{
	struct arena_page *head = addr ? arena_run(addr) : NULL;

	if (head && arena_kind(head) == RUN_VMALLOC && addr == run_address(head))
		run_put(head, "vfree_atomic", CALLER);
	else if (addr)
		memory_report_bad(addr, "vfree_atomic");
}

bool is_vmalloc_addr(const void *addr)
{
	struct arena_page *head = arena_run(addr);

	return head && arena_kind(head) == RUN_VMALLOC;
}

struct page *vmalloc_to_page(const void *addr)
{
	if (!is_vmalloc_addr(addr)) {
		finding_report("virt-to-page", "vmalloc_to_page() of what vmalloc() did not give");
		return NULL;
	}
	return &arena_page_structs[arena_index(addr)];
}

/* --- either --- */

static void *kvmalloc_at(size_t size, gfp_t gfp, const void *site)
{
	if (!memory_may_alloc(size, gfp, "kvmalloc", site))
		return NULL;
	if (size <= KVMALLOC_KMALLOC_MAX)
		return kmalloc_bare(size, gfp, site);
	if (size > INT_MAX) {
		WARN_ON_ONCE(!(gfp & __GFP_NOWARN));
		return NULL;
	}
	sched_might_sleep("kvmalloc");
	return vmalloc_bare(size, gfp, site);
}

void *kvmalloc(size_t size, gfp_t gfp)
{
	return kvmalloc_at(size, gfp, CALLER);
}

void *kvzalloc(size_t size, gfp_t gfp)
{
	return kvmalloc_at(size, gfp | __GFP_ZERO, CALLER);
}

void *kvmalloc_array(size_t nr, size_t size, gfp_t gfp)
{
	size_t bytes;

	return check_mul_overflow(nr, size, &bytes) ? NULL : kvmalloc_at(bytes, gfp, CALLER);
}

void *kvcalloc(size_t nr, size_t size, gfp_t gfp)
{
	size_t bytes;

	if (check_mul_overflow(nr, size, &bytes))
		return NULL;
	return kvmalloc_at(bytes, gfp | __GFP_ZERO, CALLER);
}

static void kvfree_at(const void *p, const void *site)
{
	if (is_vmalloc_addr(p))
		vfree_at(p, site);
	else
		kfree_at(p, site);
}

void kvfree(const void *p)
{
	kvfree_at(p, CALLER);
}

void kvfree_sensitive(const void *p, size_t size)
{
	if (!ZERO_OR_NULL_PTR(p))
		memset((void *)p, 0, size);
	kvfree_at(p, CALLER);
}

void *kvrealloc(const void *p, size_t old_size, size_t size, gfp_t gfp)
{
	void *q;

	if (old_size >= size)
		return (void *)p;
	q = kvmalloc_at(size, gfp, CALLER);
	if (q && p) {
		memcpy(q, p, old_size);
		kvfree_at(p, CALLER);
	}
	return q;
}

void *kvmemdup(const void *src, size_t len_bytes, gfp_t gfp)
{
	void *p = kvmalloc_at(len_bytes, gfp, CALLER);

	return p ? memcpy(p, src, len_bytes) : NULL;
}
