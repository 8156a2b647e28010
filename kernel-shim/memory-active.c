// SPDX-License-Identifier: GPL-2.0-only
/*
 * What lies in memory that must not be freed: armed timers, queued works, held locks,
 * waiters. A hash table by address; each page counts its objects, so that freeing
 * looks nothing up where nothing is at work.
 */
#include <linux/compiler.h>
#include <linux/hash.h>
#include <linux/string.h>

#include "arena.h"
#include "finding.h"

#define NR_BUCKETS_LOG2 8
#define NR_ENTRIES 8192

struct entry {
	const void *obj;
	const char *what;
	u16 next; /* index + 1; 0: last */
};

static struct entry entries[NR_ENTRIES];
static u16 buckets[1 << NR_BUCKETS_LOG2]; /* index + 1 */
static u16 free_entry; /* index + 1: of those given back */
static u16 nr_cut; /* entries used so far */

static u16 *bucket_of(const void *obj)
{
	return &buckets[hash_64((unsigned long)obj >> 3, NR_BUCKETS_LOG2)];
}

static struct arena_page *page_of(const void *obj)
{
	struct arena_page *page;

	if (!arena_has(obj))
		return NULL;
	page = &arena_pages[arena_index(obj)];
	return arena_kind(page) == RUN_FREE ? NULL : page;
}

static u16 take_entry(void)
{
	u16 e = free_entry;

	if (e)
		free_entry = entries[e - 1].next;
	else if (nr_cut < NR_ENTRIES)
		e = ++nr_cut;
	else
		shim_unimplemented("more than 8192 active objects");
	return e;
}

void memory_active_add(const void *obj, const char *what)
{
	struct arena_page *page = page_of(obj);
	u16 *bucket, e;

	if (!page)
		return;
	e = take_entry();
	bucket = bucket_of(obj);
	entries[e - 1] = (struct entry){ obj, what, *bucket };
	*bucket = e;
	page->nr_active++;
}

void memory_active_del(const void *obj)
{
	struct arena_page *page = page_of(obj);
	u16 *link, e;

	if (!page || !page->nr_active)
		return;
	for (link = bucket_of(obj); *link; link = &entries[*link - 1].next) {
		e = *link;
		if (entries[e - 1].obj != obj)
			continue;
		*link = entries[e - 1].next;
		entries[e - 1].next = free_entry;
		entries[e - 1].obj = NULL;
		free_entry = e;
		page->nr_active--;
		return;
	}
}

static const struct entry *find_in(const char *p, size_t len_bytes)
{
	u16 i;

	for (i = 0; i < nr_cut; i++)
		if ((size_t)((const char *)entries[i].obj - p) < len_bytes)
			return &entries[i];
	return NULL;
}

static noinline bool check_entries(const char *p, size_t len_bytes, const char *call)
{
	const struct entry *entry = find_in(p, len_bytes);

	if (!entry)
		return true;
	finding_report("free-active", "%s() of %zu bytes in which there is %s at work", call,
		       len_bytes, entry->what);
	return false;
}

bool memory_check_active(const void *p, size_t len_bytes, const char *call)
{
	const struct arena_page *page = &arena_pages[arena_index(p)];
	const struct arena_page *end = &arena_pages[arena_index((char *)p + len_bytes - 1) + 1];

	for (; page < end; page++)
		if (unlikely(page->nr_active))
			return check_entries(p, len_bytes, call);
	return true;
}

void memory_active_reset(void)
{
	memset(buckets, 0, sizeof(buckets));
	free_entry = 0;
	nr_cut = 0;
}
