// SPDX-License-Identifier: GPL-2.0-only
/*
 * Whole pages, and the way between pages and addresses. There is no red zone behind
 * them: what overruns one page writes into its neighbour.
 *
 * To: page.c.
 */
#include <linux/gfp.h>

#include <linux/bug.h>
#include <linux/highmem.h>
#include <linux/mm.h>
#include <linux/string.h>

#include "arena.h"
#include "finding.h"

static void *pages_get(size_t len_bytes, gfp_t gfp, const char *call, const void *site)
{
	void *p;

	if (!memory_may_alloc(len_bytes, gfp, call, site))
		return NULL;
	p = run_get(RUN_PAGES, len_bytes, gfp & __GFP_ZERO, site);
	if (!p)
		memory_exhausted();
	return p;
}

static struct page *page_of(const void *addr)
{
	return &arena_page_structs[arena_index(addr)];
}

struct page *alloc_pages_at(gfp_t gfp, unsigned int order, const void *site)
{
	void *p;

	if (WARN_ON_ONCE(order >= MAX_ORDER && !(gfp & __GFP_NOWARN)) || order >= MAX_ORDER)
		return NULL;
	p = pages_get(PAGE_SIZE << order, gfp, "alloc_pages", site);
	return p ? page_of(p) : NULL;
}

struct page *alloc_pages(gfp_t gfp, unsigned int order)
{
	return alloc_pages_at(gfp, order, CALLER);
}

unsigned long __get_free_pages(gfp_t gfp, unsigned int order)
{
	struct page *page = alloc_pages_at(gfp, order, CALLER);

	return page ? (unsigned long)page_address(page) : 0;
}

unsigned long get_zeroed_page(gfp_t gfp)
{
	struct page *page = alloc_pages_at(gfp | __GFP_ZERO, 0, CALLER);

	return page ? (unsigned long)page_address(page) : 0;
}

void *alloc_pages_exact(size_t size, gfp_t gfp)
{
	return pages_get(PAGE_ALIGN(size), gfp, "alloc_pages_exact", CALLER);
}

/* --- freeing --- */

static void put_run(const void *p, size_t len_bytes, const char *call, const void *site)
{
	struct arena_page *head = arena_run(p);

	if (!head || arena_kind(head) != RUN_PAGES || p != run_address(head))
		memory_report_bad(p, call);
	else if (head->len_bytes != len_bytes)
		finding_report("free-mismatch",
			       "%s() of %zu bytes of an allocation of %zu bytes, "
			       "made in %s",
			       call, len_bytes, head->len_bytes, site_name(head->site));
	else
		run_put(head, call, site);
}

/* Another reference (get_page()) keeps the pages. */
static void free_pages_at(struct page *page, unsigned int order, const char *call, const void *site)
{
	void *p = page_address(page);

	if (!arena_run(p))
		memory_report_bad(p, call);
	else if (atomic_dec_and_test(&page->_refcount))
		put_run(p, PAGE_SIZE << order, call, site);
}

void __free_pages(struct page *page, unsigned int order)
{
	free_pages_at(page, order, "__free_pages", CALLER);
}

void free_pages(unsigned long addr, unsigned int order)
{
	if (addr)
		free_pages_at(virt_to_page((void *)addr), order, "free_pages", CALLER);
}

void free_pages_exact(void *virt, size_t size)
{
	put_run(virt, PAGE_ALIGN(size), "free_pages_exact", CALLER);
}

void put_page(struct page *page)
{
	free_pages_at(page, 0, "put_page", CALLER);
}

/* --- pages of addresses --- */

bool virt_addr_valid(const void *addr)
{
	struct arena_page *head = arena_run(addr);

	return head && arena_kind(head) != RUN_VMALLOC;
}

/* The stack and the data of a module are vmalloc memory as well (F7.29). */
struct page *virt_to_page(const void *addr)
{
	if (!virt_addr_valid(addr)) {
		finding_report("virt-to-page", "virt_to_page() of %s",
			       is_vmalloc_addr(addr) ? "vmalloc() memory" :
			       arena_has(addr)	     ? "memory that is free" :
						       "a stack, or of a module's data");
		return arena_page_structs;
	}
	return page_of(addr);
}

struct page *virt_to_head_page(const void *addr)
{
	struct page *page = virt_to_page(addr);

	return arena_has(addr) ? &arena_page_structs[arena_pages[arena_index(addr)].head] : page;
}

static struct page *zero_page;

struct page *page_of_zeros(void)
{
	if (!zero_page) {
		void *p = run_get(RUN_PAGES, PAGE_SIZE, true, CALLER);

		arena_run(p)->is_own = true;
		memory_uncount();
		zero_page = page_of(p);
	}
	return zero_page;
}

void gfp_boot(void)
{
	zero_page = NULL;
}
