/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Small memory. Fresh memory is poison (F7.23), a power of two is aligned to itself,
 * and each misuse of F7.24 is a finding.
 *
 * Context: with __GFP_DIRECT_RECLAIM may sleep; kfree() from any.
 */
#ifndef _LINUX_SLAB_H
#define _LINUX_SLAB_H

#include <linux/gfp.h>
#include <linux/overflow.h>
#include <linux/slab_kv.h>
#include <linux/types.h>

struct kmem_cache;

#define SLAB_CONSISTENCY_CHECKS ((slab_flags_t)0x00000100U)
#define SLAB_RED_ZONE ((slab_flags_t)0x00000400U)
#define SLAB_POISON ((slab_flags_t)0x00000800U)
#define SLAB_HWCACHE_ALIGN ((slab_flags_t)0x00002000U)
#define SLAB_CACHE_DMA ((slab_flags_t)0x00004000U)
#define SLAB_STORE_USER ((slab_flags_t)0x00010000U)
#define SLAB_RECLAIM_ACCOUNT ((slab_flags_t)0x00020000U)
#define SLAB_PANIC ((slab_flags_t)0x00040000U)
#define SLAB_TYPESAFE_BY_RCU ((slab_flags_t)0x00080000U)
#define SLAB_MEM_SPREAD ((slab_flags_t)0x00100000U)
#define SLAB_ACCOUNT ((slab_flags_t)0x04000000U)

#define ARCH_KMALLOC_MINALIGN __alignof__(unsigned long long)
#define KMALLOC_MAX_SIZE (1UL << (MAX_ORDER - 1 + 12)) /* beyond it kmalloc() fails: 4 MiB */
#define KMALLOC_MAX_CACHE_SIZE 8192UL

#define ZERO_SIZE_PTR ((void *)16)
#define ZERO_OR_NULL_PTR(x) ((unsigned long)(x) <= (unsigned long)ZERO_SIZE_PTR)

void *kmalloc(size_t size, gfp_t gfp) __malloc;
void *kzalloc(size_t size, gfp_t gfp) __malloc;
void *kmalloc_array(size_t nr, size_t size, gfp_t gfp) __malloc;
void *kcalloc(size_t nr, size_t size, gfp_t gfp) __malloc;
void *krealloc(const void *p, size_t size, gfp_t gfp) __must_check;
void *krealloc_array(void *p, size_t nr, size_t size, gfp_t gfp) __must_check;
void kfree(const void *p);
void kfree_sensitive(const void *p);
size_t ksize(const void *p);

#define kmalloc_node(size, gfp, node) kmalloc((size), (gfp))
#define kzalloc_node(size, gfp, node) kzalloc((size), (gfp))
#define kcalloc_node(nr, size, gfp, node) kcalloc((nr), (size), (gfp))
#define kmalloc_array_node(nr, size, gfp, node) kmalloc_array((nr), (size), (gfp))

struct kmem_cache *kmem_cache_create(const char *name, unsigned int size, unsigned int align,
				     slab_flags_t flags, void (*ctor)(void *object));
struct kmem_cache *kmem_cache_create_usercopy(const char *name, unsigned int size,
					      unsigned int align, slab_flags_t flags,
					      unsigned int useroffset, unsigned int usersize,
					      void (*ctor)(void *object));
void kmem_cache_destroy(struct kmem_cache *cache);
int kmem_cache_shrink(struct kmem_cache *cache);
void *kmem_cache_alloc(struct kmem_cache *cache, gfp_t gfp) __malloc;
void *kmem_cache_zalloc(struct kmem_cache *cache, gfp_t gfp) __malloc;
void kmem_cache_free(struct kmem_cache *cache, void *object);
unsigned int kmem_cache_size(struct kmem_cache *cache);
int kmem_cache_alloc_bulk(struct kmem_cache *cache, gfp_t gfp, size_t nr, void **objects);
void kmem_cache_free_bulk(struct kmem_cache *cache, size_t nr, void **objects);

#define kmem_cache_alloc_node(cache, gfp, node) kmem_cache_alloc((cache), (gfp))

#define KMEM_CACHE(type, flags) \
	kmem_cache_create(#type, sizeof(struct type), __alignof__(struct type), (flags), NULL)

#endif
