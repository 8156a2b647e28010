/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * struct page: there is one for every page of the machine's memory.
 */
#ifndef _LINUX_MM_TYPES_H
#define _LINUX_MM_TYPES_H

#include <linux/atomic.h>
#include <linux/types.h>

struct address_space;

struct page {
	unsigned long flags;
	struct list_head lru;
	struct address_space *mapping;
	pgoff_t index;
	unsigned long private;
	atomic_t _refcount;
	atomic_t _mapcount;
	void *shim; /* unused: pads to 64 bytes */
};

_Static_assert(sizeof(struct page) == 64, "virt_to_page() shifts");

#endif
