// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mapping pages: all have an address anyhow, so what remains is the order (F7.31).
 */
#include <linux/highmem.h>

#include <linux/preempt.h>
#include <linux/sched.h>

#include "arena.h"
#include "finding.h"

#define MAX_MAPPINGS 256

struct mapping {
	const struct task_struct *task;
	const void *addr;
};

static struct mapping mappings[MAX_MAPPINGS];
static u32 nr_mappings;

static void *map(struct page *page)
{
	void *addr = page_address(page);

	if (nr_mappings == MAX_MAPPINGS)
		shim_unimplemented("more than 256 pages mapped at once");
	mappings[nr_mappings++] = (struct mapping){ current, addr };
	return addr;
}

/* The task's last mapping; those of other tasks may lie above it. */
static struct mapping *last_mapping(void)
{
	u32 i = nr_mappings;

	while (i--)
		if (mappings[i].task == current)
			return &mappings[i];
	return NULL;
}

static void unmap(const void *addr, const char *call)
{
	struct mapping *m = last_mapping();

	if (!m || m->addr != (void *)((unsigned long)addr & PAGE_MASK)) {
		finding_report("kmap-order", "%s() of a page that was not mapped last", call);
		return;
	}
	nr_mappings--;
	for (; m < &mappings[nr_mappings]; m++)
		m[0] = m[1];
}

void *kmap_local_page(struct page *page)
{
	return map(page);
}

void kunmap_local(const void *addr)
{
	unmap(addr, "kunmap_local");
}

void *kmap_atomic(struct page *page)
{
	preempt_disable();
	return map(page);
}

void kunmap_atomic(const void *addr)
{
	unmap(addr, "kunmap_atomic");
	preempt_enable();
}

/* Of any task, in any order. */
void *kmap(struct page *page)
{
	might_sleep();
	return page_address(page);
}

void kunmap(struct page *page)
{
	/* its address stays valid, as on any 64-bit machine */
}

void highmem_census(void)
{
	if (nr_mappings)
		finding_report("leak", "%u pages are still mapped (kmap_local_page)", nr_mappings);
}

void highmem_boot(void)
{
	nr_mappings = 0;
}
