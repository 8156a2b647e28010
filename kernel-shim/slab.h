/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Caches of equal objects. Each object has a header before and a red zone behind it:
 *
 *   | header 32 | object: size bytes | red zone 16..64 | ... | header | object ...
 *   '-- stride: up to here the next header may begin --------'
 */
#ifndef SHIM_SLAB_H
#define SHIM_SLAB_H

#include <linux/slab.h>

#include "arena.h"

#define SLAB_HEADER_BYTES 32
#define SLAB_RED_ZONE_MIN 16
#define SLAB_RED_ZONE_MAX 64

/* Freed objects wait in a queue; so many before the oldest is used again. */
#define SLAB_QUARANTINE 16

enum slab_flag { SLAB_OBJECT_OWN = 1 }; /* the shim's: not in the census */

struct slab_object {
	const void *site; /* who allocated it */
	const void *free_site; /* who freed it last */
	u32 len_bytes; /* asked for */
	u32 next; /* in the free queue: offset in the arena / 8; 0: last */
	u16 cache_id;
	u16 flags;
	u32 magic; /* live or free, mixed with the address; next to the object: it guards it */
};

struct kmem_cache {
	char name[32];
	u32 size, align, stride;
	u32 first_offset; /* of the first object in a slab */
	u32 nr_in_slab, slab_pages;
	u16 id;
	bool is_own; /* the shim's: not in the census if empty */
	bool is_kmalloc;
	void (*ctor)(void *object);
	const void *site; /* who created it */
	u32 free_first, free_last, nr_free;
	u32 nr_live;
	char *uncut; /* of the newest slab: objects that were never used */
	u32 nr_uncut;
	struct run_list slabs;
};

#define SLAB_MAX_CACHES 512

extern struct kmem_cache *slab_caches[SLAB_MAX_CACHES];

static inline struct slab_object *slab_header(const void *object)
{
	return (struct slab_object *)((char *)object - SLAB_HEADER_BYTES);
}

static inline void *slab_payload(struct slab_object *object)
{
	return (char *)object + SLAB_HEADER_BYTES;
}

#define SLAB_MAGIC_LIVE 0x616c6976u
#define SLAB_MAGIC_FREE 0x66726565u

static inline u32 slab_magic(const struct slab_object *object, u32 magic)
{
	return magic ^ (u32)(unsigned long)object;
}

/* Who allocated the object at @p; NULL if there is none. */
static inline const void *slab_site(const void *p)
{
	const struct slab_object *object = slab_header(p);

	return object->magic == slab_magic(object, SLAB_MAGIC_LIVE) ? object->site : NULL;
}

void slab_cache_init(struct kmem_cache *cache, const char *name, u32 size, u32 align);

/* Without scheduling point, fault or poison for zeroed ones. NULL: the arena is full. */
void *slab_get(struct kmem_cache *cache, size_t len_bytes, bool is_zeroed, const void *site);

/* @cache: the one it must be of; NULL: a kmalloc cache. False: a finding was reported. */
bool slab_put(struct kmem_cache *cache, void *p, const char *call, const void *site);

#endif
