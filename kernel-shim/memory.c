// SPDX-License-Identifier: GPL-2.0-only
/*
 * Memory at power-on, and what of it is left at shutdown.
 *
 * From: boot.c.
 * To:   page.c, slab.c and the rest of the allocators.
 */
#include "memory.h"

#include <linux/sprintf.h>
#include <linux/string.h>

#include "arena.h"
#include "boot.h"
#include "finding.h"

static void memory_boot(void)
{
	page_boot();
	kmalloc_boot();
	gfp_boot();
	highmem_boot();
	memory_active_reset();
}

/* --- the census --- */

#define MAX_GROUPS 32
#define MAX_NAMED 6

struct group {
	const char *kind;
	const void *site;
	u32 nr;
	u64 bytes;
};

static struct group groups[MAX_GROUPS];
static u32 nr_groups, nr_more;

static void census_begin(void)
{
	nr_groups = 0;
	nr_more = 0;
}

void census_add(const char *kind, const void *site, size_t len_bytes)
{
	struct group *g;

	for (g = groups; g < &groups[nr_groups]; g++)
		if (g->site == site && !strcmp(g->kind, kind))
			break;
	if (g == &groups[MAX_GROUPS]) {
		nr_more++;
		return;
	}
	if (g == &groups[nr_groups]) {
		*g = (struct group){ .kind = kind, .site = site };
		nr_groups++;
	}
	g->nr++;
	g->bytes += len_bytes;
}

static void census_end(void)
{
	char text[1024];
	size_t len = 0;
	u32 i;

	if (!nr_groups)
		return;
	for (i = 0; i < nr_groups && i < MAX_NAMED; i++)
		len += scnprintf(text + len, sizeof(text) - len, "%s%u of %s, %llu bytes, from %s",
				 i ? "; " : "", groups[i].nr, groups[i].kind, groups[i].bytes,
				 site_name(groups[i].site));
	if (nr_groups > MAX_NAMED)
		scnprintf(text + len, sizeof(text) - len, "; and from %u other places",
			  nr_groups - MAX_NAMED + nr_more);
	finding_report("leak", "never freed: %s", text);
}

static const char *kind_name(enum run_kind kind)
{
	switch (kind) {
	case RUN_KMALLOC:
		return "kmalloc";
	case RUN_PAGES:
		return "pages";
	case RUN_VMALLOC:
		return "vmalloc";
	default:
		return NULL;
	}
}

static void census_runs(void)
{
	u32 i, nr;

	for (i = 1; i < arena_next_page; i += nr) {
		const struct arena_page *head = &arena_pages[i];
		const char *kind = kind_name(arena_kind(head));

		nr = kind && head->head == i ? head->nr_pages : 1;
		if (kind && head->head == i && !head->is_own)
			census_add(kind, head->site, head->len_bytes);
	}
}

static void memory_census(void)
{
	census_begin();
	slab_census();
	census_runs();
	census_end();
	highmem_census();
}

SHIM_SUBSYSTEM(memory, 10, memory_boot, memory_census);
