/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Pages. Those of 2^@order adjoin and are aligned to their size. Their contents are
 * poison unless __GFP_ZERO.
 */
#ifndef _LINUX_GFP_H
#define _LINUX_GFP_H

#include <linux/gfp_types.h>
#include <linux/mm_types.h>

#define MAX_ORDER 11 /* in 6.1 the largest order is 10 */

static inline bool gfpflags_allow_blocking(const gfp_t gfp)
{
	return !!(gfp & __GFP_DIRECT_RECLAIM);
}

struct page *alloc_pages(gfp_t gfp, unsigned int order);
void __free_pages(struct page *page, unsigned int order);
unsigned long __get_free_pages(gfp_t gfp, unsigned int order);
unsigned long get_zeroed_page(gfp_t gfp);
void free_pages(unsigned long addr, unsigned int order);
void *alloc_pages_exact(size_t size, gfp_t gfp);
void free_pages_exact(void *virt, size_t size);

#define alloc_page(gfp) alloc_pages((gfp), 0)
#define alloc_pages_node(nid, gfp, order) alloc_pages((gfp), (order))
#define __get_free_page(gfp) __get_free_pages((gfp), 0)
#define __free_page(page) __free_pages((page), 0)
#define free_page(addr) free_pages((addr), 0)

#endif
