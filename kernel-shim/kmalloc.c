// SPDX-License-Identifier: GPL-2.0-only
/*
 * kmalloc(): caches for powers of two (aligned to themselves) and for sizes between
 * them (aligned to 8, as Linux promises no more), whole pages beyond 4 KiB.
 *
 * To: slab.c, page.c.
 */
#include "slab.h"

#include <linux/bug.h>
#include <linux/log2.h>
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/sched.h>
#include <linux/sched/mm.h>
#include <linux/string.h>

#include "choice.h"
#include "finding.h"
#include "machine.h"
#include "poison.h"

#define MAX_SMALL_BYTES 4096
#define NR_POWERS 13 /* up to 1 << 12 */
#define BETWEEN_STEP 32
#define NR_BETWEEN 16

static struct kmem_cache power_caches[NR_POWERS], between_caches[NR_BETWEEN];

/* Sizes between: 32 .. 256 by 32, then two for each power of two. */
static u32 between_index(u32 size)
{
	u32 exp;

	if (size <= 256)
		return (size - 1) / BETWEEN_STEP;
	exp = ilog2(size - 1);
	return 8 + (exp - 8) * 2 + ((size - 1) >> (exp - 1) & 1);
}

static u32 between_size(u32 index)
{
	if (index < 8)
		return (index + 1) * BETWEEN_STEP;
	return (index % 2 ? 512 : 384) << ((index - 8) / 2);
}

static struct kmem_cache *cache_for(size_t size)
{
	if (is_power_of_2(size))
		return &power_caches[max(ilog2(size), 3)];
	return &between_caches[between_index(size)];
}

static void init_cache(struct kmem_cache *cache, u32 size, u32 align, u16 id)
{
	memset(cache, 0, sizeof(*cache));
	slab_cache_init(cache, "kmalloc", size, align);
	cache->is_kmalloc = true;
	cache->is_own = true;
	cache->id = id;
	slab_caches[id] = cache;
}

void kmalloc_boot(void)
{
	u16 i;

	memset(slab_caches, 0, sizeof(slab_caches));
	for (i = 3; i < NR_POWERS; i++)
		init_cache(&power_caches[i], 1 << i, 1 << i, i);
	for (i = 0; i < NR_BETWEEN; i++)
		init_cache(&between_caches[i], between_size(i), 8, NR_POWERS + i);
}

/* --- what every allocation does first --- */

static void check_sleep(gfp_t gfp, const char *call)
{
	if (gfp & __GFP_DIRECT_RECLAIM)
		sched_might_sleep(call);
}

bool memory_may_alloc(size_t len_bytes, gfp_t gfp, const char *call, const void *site)
{
	check_sleep(gfp, call);
	sched_point(POINT_ALLOC);
	memory_counters.nr_allocs++;
	if (gfp & __GFP_NOFAIL)
		return true;
	if (machine_alloc_listener && choose(CHOICE_ALLOC, 2)) {
		machine_alloc_listener(site_name(site), len_bytes);
		return false;
	}
	return likely(!machine_alloc_fault) || !machine_alloc_fault(site_name(site), len_bytes);
}

/* --- allocation --- */

void *kmalloc_bare(size_t size, gfp_t gfp, const void *site)
{
	bool is_zeroed = gfp & __GFP_ZERO;
	void *p;

	if (!size)
		return ZERO_SIZE_PTR;
	if (size <= MAX_SMALL_BYTES)
		p = slab_get(cache_for(size), size, is_zeroed, site);
	else
		p = run_get(RUN_KMALLOC, size, is_zeroed, site);
	if (unlikely(!p))
		memory_exhausted();
	return p;
}

void *kmalloc_at(size_t size, gfp_t gfp, const void *site)
{
	if (unlikely(size > KMALLOC_MAX_SIZE)) {
		WARN_ON_ONCE(!(gfp & __GFP_NOWARN));
		return NULL;
	}
	if (!memory_may_alloc(size, gfp, "kmalloc", site))
		return NULL;
	return kmalloc_bare(size, gfp, site);
}

void *kmalloc(size_t size, gfp_t gfp)
{
	return kmalloc_at(size, gfp, CALLER);
}

void *kzalloc(size_t size, gfp_t gfp)
{
	return kmalloc_at(size, gfp | __GFP_ZERO, CALLER);
}

void *kmalloc_array(size_t nr, size_t size, gfp_t gfp)
{
	size_t bytes;

	return check_mul_overflow(nr, size, &bytes) ? NULL : kmalloc_at(bytes, gfp, CALLER);
}

void *kcalloc(size_t nr, size_t size, gfp_t gfp)
{
	size_t bytes;

	if (check_mul_overflow(nr, size, &bytes))
		return NULL;
	return kmalloc_at(bytes, gfp | __GFP_ZERO, CALLER);
}

/* --- freeing --- */

void kfree_at(const void *p, const void *site)
{
	struct arena_page *head;

	if (ZERO_OR_NULL_PTR(p))
		return;
	head = arena_run(p);
	if (likely(head && arena_kind(head) == RUN_SLAB))
		slab_put(NULL, (void *)p, "kfree", site);
	else if (head && arena_kind(head) == RUN_KMALLOC && p == run_address(head))
		run_put(head, "kfree", site);
	else
		memory_report_bad(p, "kfree");
}

void kfree(const void *p)
{
	kfree_at(p, CALLER);
}

size_t ksize(const void *p)
{
	struct arena_page *head = ZERO_OR_NULL_PTR(p) ? NULL : arena_run(p);

	if (!head)
		return 0;
	return arena_kind(head) == RUN_SLAB ? slab_header(p)->len_bytes : head->len_bytes;
}

void kfree_sensitive(const void *p)
{
	if (!ZERO_OR_NULL_PTR(p))
		memset((void *)p, 0, ksize(p));
	kfree_at(p, CALLER);
}

/* Moves whenever it grows, also where Linux would find room in place. */
static void *realloc_at(const void *p, size_t size, gfp_t gfp, const void *site)
{
	size_t old_size = ksize(p);
	void *q;

	if (!size) {
		kfree_at(p, site);
		return ZERO_SIZE_PTR;
	}
	if (!ZERO_OR_NULL_PTR(p) && size <= old_size)
		return (void *)p;
	q = kmalloc_at(size, gfp, site);
	if (q && old_size) {
		memcpy(q, p, old_size);
		kfree_at(p, site);
	}
	return q;
}

void *krealloc(const void *p, size_t size, gfp_t gfp)
{
	return realloc_at(p, size, gfp, CALLER);
}

void *krealloc_array(void *p, size_t nr, size_t size, gfp_t gfp)
{
	size_t bytes;

	return check_mul_overflow(nr, size, &bytes) ? NULL : realloc_at(p, bytes, gfp, CALLER);
}

/* --- the shim's own --- */

static void disown(void *p)
{
	struct arena_page *head = arena_run(p);

	memory_uncount();
	if (arena_kind(head) == RUN_SLAB)
		slab_header(p)->flags |= SLAB_OBJECT_OWN;
	else
		head->is_own = true;
}

void memory_disown(void *p)
{
	if (!ZERO_OR_NULL_PTR(p))
		disown(p);
}

void *shim_alloc(size_t bytes)
{
	void *p = kmalloc_bare(max_t(size_t, bytes, 1), __GFP_ZERO, CALLER);

	disown(p);
	return p;
}

void shim_free(void *p)
{
	kfree_at(p, CALLER);
}
