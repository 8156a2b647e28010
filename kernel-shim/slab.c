// SPDX-License-Identifier: GPL-2.0-only
/*
 * Caches of equal objects, and the checks at each free and reuse: F7.23, F7.24.
 *
 * From: kmalloc.c, kmem-cache.c.
 * To:   page.c for slabs.
 */
#include "slab.h"

#include <linux/align.h>
#include <linux/compiler.h>
#include <linux/log2.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "finding.h"
#include "poison.h"

_Static_assert(sizeof(struct slab_object) == SLAB_HEADER_BYTES, "slab_header() subtracts");

struct kmem_cache *slab_caches[SLAB_MAX_CACHES];

/* --- geometry --- */

void slab_cache_init(struct kmem_cache *cache, const char *name, u32 size, u32 align)
{
	u32 slab_bytes;

	strscpy(cache->name, name, sizeof(cache->name));
	cache->size = size;
	cache->align = max_t(u32, align, 8);
	cache->stride = ALIGN(SLAB_HEADER_BYTES + ALIGN(size, 8) + SLAB_RED_ZONE_MIN, cache->align);
	cache->first_offset = ALIGN(SLAB_HEADER_BYTES, cache->align);
	slab_bytes = max_t(u32, 4 * PAGE_SIZE, cache->first_offset + 8 * cache->stride);
	cache->slab_pages = PFN_UP(slab_bytes);
	slab_bytes = cache->slab_pages << PAGE_SHIFT;
	cache->nr_in_slab = (slab_bytes - cache->first_offset) / cache->stride;
}

static u32 red_zone_bytes(const struct kmem_cache *cache, u32 len_bytes)
{
	return min_t(u32, cache->stride - SLAB_HEADER_BYTES - len_bytes, SLAB_RED_ZONE_MAX);
}

/* --- the checks --- */

static const u8 red_zone[SLAB_RED_ZONE_MAX] = { [0 ... SLAB_RED_ZONE_MAX - 1] = SLUB_RED_ACTIVE };

static void red_zone_set(struct kmem_cache *cache, void *p, u32 len_bytes)
{
	poison_fence((char *)p + len_bytes, red_zone_bytes(cache, len_bytes));
}

static bool red_zone_is_whole(struct kmem_cache *cache, const void *p, u32 len_bytes)
{
	const char *zone = (const char *)p + len_bytes;
	u32 zone_bytes = red_zone_bytes(cache, len_bytes);
	bool is_whole;

	poison_show(zone, zone_bytes);
	is_whole = !memcmp(zone, red_zone, zone_bytes);
	poison_hide(zone, zone_bytes);
	return is_whole;
}

static __cold noinline void report_use_after_free(const struct kmem_cache *cache,
						  const struct slab_object *object, size_t at)
{
	finding_report("use-after-free",
		       "byte %zu of a free object of %u bytes (%s) was written; allocated in %s, "
		       "freed in %s",
		       at, object->len_bytes, cache->name, site_name(object->site),
		       site_name(object->free_site));
}

static __cold noinline bool report_red_zone(const struct kmem_cache *cache, const void *p,
					    const char *call)
{
	const struct slab_object *object = slab_header(p);
	const u8 *zone = (const u8 *)p + object->len_bytes;
	size_t at;

	poison_show(zone, SLAB_RED_ZONE_MAX);
	at = poison_check(zone, SLUB_RED_ACTIVE, SLAB_RED_ZONE_MAX);
	finding_report("redzone",
		       "%s(): byte %zu behind an object of %u bytes (%s) was written; allocated "
		       "in %s",
		       call, at, object->len_bytes, cache->name, site_name(object->site));
	return false;
}

static __cold noinline bool report_bad_object(const void *p, const char *call)
{
	const struct slab_object *object = slab_header(p);

	if (object->magic == slab_magic(object, SLAB_MAGIC_FREE))
		finding_report("double-free",
			       "%s() of a free object of %u bytes; allocated in %s, freed in %s",
			       call, object->len_bytes, site_name(object->site),
			       site_name(object->free_site));
	else
		finding_report(
			"bad-free",
			"%s() of what is no beginning of an object, or was written before it",
			call);
	return false;
}

static __cold noinline bool report_wrong_cache(const struct kmem_cache *want, const void *p,
					       const char *call)
{
	const struct slab_object *object = slab_header(p);

	finding_report("wrong-cache", "%s(%s) of an object of %s, allocated in %s", call,
		       want ? want->name : "", slab_caches[object->cache_id]->name,
		       site_name(object->site));
	return false;
}

static bool check_put(struct kmem_cache *want, const void *p, const char *call)
{
	const struct slab_object *object = slab_header(p);
	struct kmem_cache *cache;

	if (unlikely(object->magic != slab_magic(object, SLAB_MAGIC_LIVE)))
		return report_bad_object(p, call);
	cache = slab_caches[object->cache_id];
	if (unlikely(want ? cache != want : !cache->is_kmalloc))
		return report_wrong_cache(want, p, call);
	if (unlikely(!red_zone_is_whole(cache, p, object->len_bytes)))
		return report_red_zone(cache, p, call);
	return memory_check_active(p, object->len_bytes, call);
}

/* --- the free queue --- */

static struct slab_object *object_at(u32 link)
{
	return (struct slab_object *)(arena_begin + (size_t)link * 8);
}

static u32 link_of(const struct slab_object *object)
{
	return ((const char *)object - arena_begin) / 8;
}

static void queue_free(struct kmem_cache *cache, struct slab_object *object)
{
	u32 link = link_of(object);

	object->next = 0;
	if (cache->nr_free++)
		object_at(cache->free_last)->next = link;
	else
		cache->free_first = link;
	cache->free_last = link;
}

static struct slab_object *take_free(struct kmem_cache *cache)
{
	struct slab_object *object = object_at(cache->free_first);
	size_t at;

	cache->free_first = object->next;
	cache->nr_free--;
	if (cache->ctor)
		return object;
	poison_show(slab_payload(object), object->len_bytes);
	at = poison_check(slab_payload(object), POISON_FREE, object->len_bytes);
	if (unlikely(at < object->len_bytes))
		report_use_after_free(cache, object, at);
	return object;
}

/* --- slabs --- */

static bool new_slab(struct kmem_cache *cache)
{
	struct arena_page *head = run_alloc(cache->slab_pages, RUN_SLAB, 0, NULL);

	if (!head)
		return false;
	head->cache = cache;
	run_list_add(&cache->slabs, head);
	poison_hide(run_address(head), (size_t)cache->slab_pages << PAGE_SHIFT);
	cache->uncut = (char *)run_address(head) + cache->first_offset;
	cache->nr_uncut = cache->nr_in_slab;
	return true;
}

static struct slab_object *cut_object(struct kmem_cache *cache)
{
	struct slab_object *object;

	if (!cache->nr_uncut && !new_slab(cache))
		return NULL;
	object = slab_header(cache->uncut);
	cache->uncut += cache->stride;
	cache->nr_uncut--;
	poison_show(object, SLAB_HEADER_BYTES);
	object->cache_id = cache->id;
	if (cache->ctor) {
		poison_show(slab_payload(object), cache->size);
		cache->ctor(slab_payload(object));
	}
	return object;
}

static struct slab_object *find_object(struct kmem_cache *cache)
{
	struct slab_object *object = NULL;
	u32 nr_waiting = cache->ctor ? 0 : SLAB_QUARANTINE;

	if (cache->nr_free <= nr_waiting)
		object = cut_object(cache);
	if (!object && cache->nr_free)
		object = take_free(cache);
	return object;
}

void *slab_get(struct kmem_cache *cache, size_t len_bytes, bool is_zeroed, const void *site)
{
	struct slab_object *object = find_object(cache);
	void *p;

	if (unlikely(!object))
		return NULL;
	p = slab_payload(object);
	object->magic = slab_magic(object, SLAB_MAGIC_LIVE);
	object->len_bytes = len_bytes;
	object->site = site;
	object->free_site = NULL;
	object->flags = 0;
	cache->nr_live++;
	memory_count();
	poison_show(p, len_bytes);
	red_zone_set(cache, p, len_bytes);
	if (is_zeroed)
		memset(p, 0, len_bytes);
	else if (!cache->ctor)
		poison_fill(p, POISON_INUSE, len_bytes);
	return p;
}

bool slab_put(struct kmem_cache *want, void *p, const char *call, const void *site)
{
	struct slab_object *object = slab_header(p);
	struct kmem_cache *cache;

	if (!check_put(want, p, call))
		return false;
	cache = slab_caches[object->cache_id];
	object->magic = slab_magic(object, SLAB_MAGIC_FREE);
	object->free_site = site;
	cache->nr_live--;
	if (!(object->flags & SLAB_OBJECT_OWN))
		memory_uncount();
	if (!cache->ctor) {
		poison_fill(p, POISON_FREE, object->len_bytes);
		poison_hide(p, object->len_bytes);
	}
	queue_free(cache, object);
	return true;
}

/* --- what is left --- */

static void census_slab(const struct kmem_cache *cache, const struct arena_page *head, u32 nr)
{
	char *p = (char *)run_address(head) + cache->first_offset;
	const char *kind = cache->is_kmalloc ? "kmalloc" : cache->name;

	for (; nr; nr--, p += cache->stride) {
		const struct slab_object *object = slab_header(p);

		if (object->magic == slab_magic(object, SLAB_MAGIC_LIVE) &&
		    !(object->flags & SLAB_OBJECT_OWN))
			census_add(kind, object->site, object->len_bytes);
	}
}

static void census_cache(const struct kmem_cache *cache)
{
	u32 index = cache->slabs.first, left;

	for (left = cache->slabs.nr; left; left--) {
		const struct arena_page *head = &arena_pages[index];

		census_slab(cache, head, cache->nr_in_slab - (left == 1 ? cache->nr_uncut : 0));
		index = head->next;
	}
	if (!cache->is_own)
		census_add("kmem_cache", cache->site, cache->size);
}

void slab_census(void)
{
	int i;

	for (i = 0; i < SLAB_MAX_CACHES; i++)
		if (slab_caches[i])
			census_cache(slab_caches[i]);
}
