// SPDX-License-Identifier: GPL-2.0-only
/*
 * Memory of each CPU: one copy.
 */
#include <linux/percpu.h>

#include "arena.h"

void *__alloc_percpu_gfp(size_t size, size_t align, gfp_t gfp)
{
	return kmalloc_at(size, gfp | __GFP_ZERO, CALLER);
}

void free_percpu(void *p)
{
	kfree_at(p, CALLER);
}
