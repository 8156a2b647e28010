/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Scopes in which every allocation of the task is GFP_NOIO (F5.23). They nest.
 */
#ifndef _LINUX_SCHED_MM_H
#define _LINUX_SCHED_MM_H

#include <linux/gfp_types.h>
#include <linux/sched.h>

static inline unsigned int __memalloc_save(unsigned int flag)
{
	unsigned int was = current->flags & flag;

	current->flags |= flag;
	return was;
}

static inline void __memalloc_restore(unsigned int flag, unsigned int was)
{
	current->flags = (current->flags & ~flag) | was;
}

static inline unsigned int memalloc_noio_save(void)
{
	return __memalloc_save(PF_MEMALLOC_NOIO);
}

static inline void memalloc_noio_restore(unsigned int flags)
{
	__memalloc_restore(PF_MEMALLOC_NOIO, flags);
}

static inline unsigned int memalloc_nofs_save(void)
{
	return __memalloc_save(PF_MEMALLOC_NOFS);
}

static inline void memalloc_nofs_restore(unsigned int flags)
{
	__memalloc_restore(PF_MEMALLOC_NOFS, flags);
}

static inline unsigned int memalloc_noreclaim_save(void)
{
	return __memalloc_save(PF_MEMALLOC);
}

static inline void memalloc_noreclaim_restore(unsigned int flags)
{
	__memalloc_restore(PF_MEMALLOC, flags);
}

/* @gfp as the scope of the task allows. */
static inline gfp_t current_gfp_context(gfp_t gfp)
{
	if (!current)
		return gfp;
	if (current->flags & PF_MEMALLOC_NOIO)
		return gfp & ~(__GFP_IO | __GFP_FS);
	if (current->flags & PF_MEMALLOC_NOFS)
		return gfp & ~__GFP_FS;
	return gfp;
}

#endif
