/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Addresses and pages. There is no high memory: every page has an address.
 */
#ifndef _LINUX_MM_H
#define _LINUX_MM_H

#include <linux/align.h>
#include <linux/bug.h>
#include <linux/gfp.h>
#include <linux/mm_types.h>
#include <linux/overflow.h>
#include <linux/pfn.h>
#include <linux/types.h>

#include "../../memory.h"

struct vm_area_struct;

#define offset_in_page(p) ((unsigned long)(p) & ~PAGE_MASK)
#define PAGE_ALIGN(addr) ALIGN((addr), PAGE_SIZE)
#define PAGE_ALIGN_DOWN(addr) ALIGN_DOWN((addr), PAGE_SIZE)
#define PAGE_ALIGNED(addr) IS_ALIGNED((unsigned long)(addr), PAGE_SIZE)

static inline void *page_address(const struct page *page)
{
	return arena_begin + ((size_t)(page - arena_page_structs) << PAGE_SHIFT);
}

#define page_to_virt(page) page_address(page)

/* Of kmalloc() and page memory only: others have no such page (finding "virt-to-page"). */
struct page *virt_to_page(const void *addr);
struct page *virt_to_head_page(const void *addr);
bool virt_addr_valid(const void *addr);
bool is_vmalloc_addr(const void *addr);
struct page *vmalloc_to_page(const void *addr);

static inline unsigned long page_to_pfn(const struct page *page)
{
	return page - arena_page_structs;
}

static inline struct page *pfn_to_page(unsigned long pfn)
{
	return arena_page_structs + pfn;
}

static inline int page_count(const struct page *page)
{
	return atomic_read(&page->_refcount);
}

static inline void get_page(struct page *page)
{
	atomic_inc(&page->_refcount);
}

struct page *page_of_zeros(void); /* for reading only */
#define ZERO_PAGE(vaddr) page_of_zeros()

void put_page(struct page *page); /* the last one frees it (order 0 only) */

#define page_private(page) ((page)->private)
#define set_page_private(page, v) ((page)->private = (v))
#define nth_page(page, n) ((page) + (n))
#define PageHighMem(page) ((void)(page), 0)

#include <linux/slab_kv.h>

#endif
