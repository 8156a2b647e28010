/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Allocations that may come from either side; included by <linux/slab.h> and
 * <linux/mm.h>.
 */
#ifndef _LINUX_SLAB_KV_H
#define _LINUX_SLAB_KV_H

#include <linux/gfp_types.h>
#include <linux/types.h>

void *kvmalloc(size_t size, gfp_t gfp) __malloc;
void *kvzalloc(size_t size, gfp_t gfp) __malloc;
void *kvmalloc_array(size_t nr, size_t size, gfp_t gfp) __malloc;
void *kvcalloc(size_t nr, size_t size, gfp_t gfp) __malloc;
void *kvrealloc(const void *p, size_t old_size, size_t size, gfp_t gfp);
void kvfree(const void *p);
void kvfree_sensitive(const void *p, size_t size);

#define kvmalloc_node(size, gfp, node) kvmalloc((size), (gfp))
#define kvzalloc_node(size, gfp, node) kvzalloc((size), (gfp))

#endif
