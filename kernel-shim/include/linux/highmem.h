/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Mapping pages. kmap_local_page() may sleep, kmap_atomic() opens an atomic section;
 * both are undone in reverse order (F7.31): a finding "kmap-order" otherwise.
 */
#ifndef _LINUX_HIGHMEM_H
#define _LINUX_HIGHMEM_H

#include <linux/bug.h>
#include <linux/mm.h>
#include <linux/string.h>

void *kmap_local_page(struct page *page);
void kunmap_local(const void *addr);
void *kmap_atomic(struct page *page);
void kunmap_atomic(const void *addr);
void *kmap(struct page *page);
void kunmap(struct page *page);

#define kmap_local_folio(folio, offset) shim_unimplemented("kmap_local_folio")

static inline void flush_dcache_page(struct page *page)
{
	/* x86: caches are coherent, nothing to do there either */
}

static inline void memcpy_from_page(char *to, struct page *page, size_t offset, size_t len_bytes)
{
	VM_BUG_ON(offset + len_bytes > PAGE_SIZE);
	memcpy(to, (char *)page_address(page) + offset, len_bytes);
}

static inline void memcpy_to_page(struct page *page, size_t offset, const char *from,
				  size_t len_bytes)
{
	VM_BUG_ON(offset + len_bytes > PAGE_SIZE);
	memcpy((char *)page_address(page) + offset, from, len_bytes);
}

static inline void memset_page(struct page *page, size_t offset, int val, size_t len_bytes)
{
	VM_BUG_ON(offset + len_bytes > PAGE_SIZE);
	memset((char *)page_address(page) + offset, val, len_bytes);
}

static inline void memzero_page(struct page *page, size_t offset, size_t len_bytes)
{
	memset_page(page, offset, 0, len_bytes);
}

static inline void memcpy_page(struct page *dst, size_t dst_off, struct page *src, size_t src_off,
			       size_t len_bytes)
{
	VM_BUG_ON(dst_off + len_bytes > PAGE_SIZE || src_off + len_bytes > PAGE_SIZE);
	memcpy((char *)page_address(dst) + dst_off, (char *)page_address(src) + src_off, len_bytes);
}

static inline void copy_page(void *to, void *from)
{
	memcpy(to, from, PAGE_SIZE);
}

static inline void clear_page(void *page)
{
	memset(page, 0, PAGE_SIZE);
}

static inline void copy_highpage(struct page *to, struct page *from)
{
	memcpy_page(to, 0, from, 0, PAGE_SIZE);
}

static inline void clear_highpage(struct page *page)
{
	memset_page(page, 0, 0, PAGE_SIZE);
}

#endif
