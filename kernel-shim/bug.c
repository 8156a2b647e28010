// SPDX-License-Identifier: GPL-2.0-only
/*
 * WARN, BUG, panic, and the warnings of reference counts (F7.26) and lists (F7.25).
 *
 * To: finding.h.
 */
#include <linux/bug.h>

#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/printk.h>
#include <linux/refcount.h>
#include <linux/sprintf.h>

#include "finding.h"

void warn_report(const char *file, int line, const char *func, const char *fmt, ...)
{
	char text[512] = "";
	va_list args;

	va_start(args, fmt);
	if (fmt)
		vscnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	finding_report("warn", "WARNING at %s:%d in %s(): %s", file, line, func, text);
}

void bug_report(const char *file, int line, const char *func, const char *text)
{
	finding_report("bug", "BUG at %s:%d in %s(): %s", file, line, func, text);
	shim_unimplemented("BUG() outside of a task");
}

void panic(const char *fmt, ...)
{
	char text[512];
	va_list args;

	va_start(args, fmt);
	vscnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	finding_report("bug", "panic: %s", text);
	shim_unimplemented("panic() outside of a task");
}

/* --- lists --- */

bool list_add_corrupt(struct list_head *entry, struct list_head *prev, struct list_head *next)
{
	if (entry == prev || entry == next)
		finding_report("list-corruption", "list_add() of an entry that is in this list");
	else
		finding_report("list-corruption",
			       "list_add() between entries that are not neighbours: the list was "
			       "changed behind its back, or an entry was added twice");
	return false;
}

bool list_del_corrupt(struct list_head *entry)
{
	if (entry->next == LIST_POISON1 || entry->prev == LIST_POISON2)
		finding_report("list-corruption", "list_del() of an entry that was deleted before");
	else
		finding_report("list-corruption", "list_del() of an entry that is in no list, or "
						  "whose neighbours do not know it");
	return false;
}

bool hlist_del_corrupt(struct hlist_node *node)
{
	if (node->pprev == LIST_POISON2)
		finding_report("list-corruption", "hlist_del() of a node that was deleted before");
	else
		finding_report("list-corruption", "hlist_del() of a node that is in no list");
	return false;
}

/* --- reference counts --- */

static bool is_saturated(int n)
{
	return n < 0;
}

static __cold void saturate(refcount_t *r, const char *what)
{
	r->refs.counter = REFCOUNT_SATURATED;
	finding_report("refcount", "refcount_t: %s", what);
}

bool refcount_add_not_zero(int i, refcount_t *r)
{
	int was;

	sched_point(POINT_ATOMIC);
	was = r->refs.counter;
	if (!was)
		return false;
	r->refs.counter = was + i;
	if (unlikely(is_saturated(was) || is_saturated(was + i)))
		saturate(r, "saturated; leaking memory");
	return true;
}

bool refcount_inc_not_zero(refcount_t *r)
{
	return refcount_add_not_zero(1, r);
}

void refcount_add(int i, refcount_t *r)
{
	if (!refcount_add_not_zero(i, r))
		saturate(r, "addition on 0; use-after-free");
}

void refcount_inc(refcount_t *r)
{
	refcount_add(1, r);
}

bool refcount_sub_and_test(int i, refcount_t *r)
{
	int was;

	sched_point(POINT_ATOMIC);
	was = r->refs.counter;
	r->refs.counter = was - i;
	if (was == i)
		return true;
	if (unlikely(is_saturated(was) || is_saturated(was - i)))
		saturate(r, "underflow; use-after-free");
	return false;
}

bool refcount_dec_and_test(refcount_t *r)
{
	return refcount_sub_and_test(1, r);
}

void refcount_dec(refcount_t *r)
{
	if (refcount_sub_and_test(1, r))
		saturate(r, "decrement hit 0; leaking memory");
}

bool refcount_dec_if_one(refcount_t *r)
{
	return atomic_cmpxchg(&r->refs, 1, 0) == 1;
}

bool refcount_dec_not_one(refcount_t *r)
{
	int was;

	sched_point(POINT_ATOMIC);
	was = r->refs.counter;
	if (was == 1)
		return false;
	r->refs.counter = was - 1;
	if (unlikely(is_saturated(was - 1)))
		saturate(r, "underflow; use-after-free");
	return true;
}
