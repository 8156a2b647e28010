// SPDX-License-Identifier: GPL-2.0-only
/*
 * kmem_cache_*(): caches that kernel code makes for objects of its own.
 *
 * To: slab.c.
 */
#include "slab.h"

#include <linux/bug.h>
#include <linux/sched.h>
#include <linux/string.h>

#include "finding.h"

#define FIRST_ID 64 /* those of kmalloc.c come before */

static u16 free_id(void)
{
	u16 id;

	for (id = FIRST_ID; id < SLAB_MAX_CACHES; id++)
		if (!slab_caches[id])
			return id;
	shim_unimplemented("so many caches at once");
}

static struct kmem_cache *create_at(const char *name, u32 size, u32 align, slab_flags_t flags,
				    void (*ctor)(void *object), const void *site)
{
	struct kmem_cache *cache;

	might_sleep();
	if (!memory_may_alloc(sizeof(*cache), GFP_KERNEL, "kmem_cache_create", site))
		return NULL;
	if (flags & SLAB_HWCACHE_ALIGN && align < 64 && size > 32)
		align = 64;
	cache = shim_alloc(sizeof(*cache));
	slab_cache_init(cache, name, size, align);
	cache->ctor = ctor;
	cache->site = site;
	cache->is_own = flags & SLAB_SHIM;
	cache->id = free_id();
	slab_caches[cache->id] = cache;
	return cache;
}

struct kmem_cache *kmem_cache_create(const char *name, unsigned int size, unsigned int align,
				     slab_flags_t flags, void (*ctor)(void *object))
{
	return create_at(name, size, align, flags, ctor, CALLER);
}

struct kmem_cache *kmem_cache_create_usercopy(const char *name, unsigned int size,
					      unsigned int align, slab_flags_t flags,
					      unsigned int useroffset, unsigned int usersize,
					      void (*ctor)(void *object))
{
	return create_at(name, size, align, flags, ctor, CALLER);
}

static const void *site_of_live(struct kmem_cache *cache)
{
	struct arena_page *head = &arena_pages[cache->slabs.first];
	u32 left, i;

	for (left = cache->slabs.nr; left; left--) {
		char *p = (char *)run_address(head) + cache->first_offset;
		u32 nr = cache->nr_in_slab - (left == 1 ? cache->nr_uncut : 0);

		for (i = 0; i < nr; i++, p += cache->stride)
			if (slab_header(p)->magic == slab_magic(slab_header(p), SLAB_MAGIC_LIVE))
				return slab_header(p)->site;
		head = &arena_pages[head->next];
	}
	return NULL;
}

static void free_slabs(struct kmem_cache *cache)
{
	u32 left, next, index = cache->slabs.first;

	for (left = cache->slabs.nr; left; left--, index = next) {
		next = arena_pages[index].next;
		run_free(&arena_pages[index], cache->site);
	}
}

/* F7.24 */
void kmem_cache_destroy(struct kmem_cache *cache)
{
	if (!cache)
		return;
	might_sleep();
	if (cache->nr_live) {
		finding_report("leak", "kmem_cache_destroy(%s) with %u live objects, one from %s",
			       cache->name, cache->nr_live, site_name(site_of_live(cache)));
		return;
	}
	free_slabs(cache);
	slab_caches[cache->id] = NULL;
	shim_free(cache);
}

int kmem_cache_shrink(struct kmem_cache *cache)
{
	might_sleep();
	return 0; /* nothing to give back: as on a machine with all objects in use */
}

void *kmem_cache_alloc_at(struct kmem_cache *cache, gfp_t gfp, const void *site)
{
	void *p;

	if (!memory_may_alloc(cache->size, gfp, "kmem_cache_alloc", site))
		return NULL;
	p = slab_get(cache, cache->size, gfp & __GFP_ZERO, site);
	if (!p)
		memory_exhausted();
	return p;
}

void *kmem_cache_alloc(struct kmem_cache *cache, gfp_t gfp)
{
	return kmem_cache_alloc_at(cache, gfp, CALLER);
}

void *kmem_cache_zalloc(struct kmem_cache *cache, gfp_t gfp)
{
	return kmem_cache_alloc_at(cache, gfp | __GFP_ZERO, CALLER);
}

static void free_at(struct kmem_cache *cache, void *object, const void *site)
{
	struct arena_page *head = arena_run(object);

	if (head && arena_kind(head) == RUN_SLAB)
		slab_put(cache, object, "kmem_cache_free", site);
	else
		memory_report_bad(object, "kmem_cache_free");
}

void kmem_cache_free(struct kmem_cache *cache, void *object)
{
	free_at(cache, object, CALLER);
}

unsigned int kmem_cache_size(struct kmem_cache *cache)
{
	return cache->size;
}

bool kmem_cache_has_ctor(const struct kmem_cache *cache)
{
	return cache->ctor;
}

void kmem_cache_free_bulk(struct kmem_cache *cache, size_t nr, void **objects)
{
	while (nr--)
		free_at(cache, objects[nr], CALLER);
}

/* All or nothing. */
int kmem_cache_alloc_bulk(struct kmem_cache *cache, gfp_t gfp, size_t nr, void **objects)
{
	size_t i;

	for (i = 0; i < nr; i++) {
		objects[i] = kmem_cache_alloc_at(cache, gfp, CALLER);
		if (!objects[i]) {
			kmem_cache_free_bulk(cache, i, objects);
			return 0;
		}
	}
	return nr;
}
