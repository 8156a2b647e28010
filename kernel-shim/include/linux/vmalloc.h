/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Large memory: page-aligned, its pages do not adjoin (virt_to_page() of it is a
 * finding). vmalloc() uses GFP_KERNEL and may sleep, vfree() as well (F5.26).
 */
#ifndef _LINUX_VMALLOC_H
#define _LINUX_VMALLOC_H

#include <linux/mm.h>
#include <linux/types.h>

#define VM_MAP 0x00000004
#define VM_ALLOC 0x00000002

void *vmalloc(unsigned long size) __malloc;
void *vzalloc(unsigned long size) __malloc;
void *vmalloc_array(size_t nr, size_t size) __malloc;
void *vcalloc(size_t nr, size_t size) __malloc;
void *__vmalloc(unsigned long size, gfp_t gfp) __malloc;
void *__vmalloc_array(size_t nr, size_t size, gfp_t gfp) __malloc;
void *__vcalloc(size_t nr, size_t size, gfp_t gfp) __malloc;
void vfree(const void *addr);
void vfree_atomic(const void *addr);

#define vmalloc_node(size, node) vmalloc(size)
#define vzalloc_node(size, node) vzalloc(size)

static inline void flush_kernel_vmap_range(void *vaddr, int size)
{
	/* x86: caches are coherent, nothing to do there either */
}

static inline void invalidate_kernel_vmap_range(void *vaddr, int size)
{
	/* as above */
}

#endif
