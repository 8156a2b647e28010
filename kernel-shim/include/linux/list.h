/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Doubly linked rings, checked at each change (F7.25).
 */
#ifndef _LINUX_LIST_H
#define _LINUX_LIST_H

#include <linux/compiler.h>
#include <linux/container_of.h>
#include <linux/poison.h>
#include <linux/stddef.h>
#include <linux/types.h>

#define LIST_HEAD_INIT(name)     \
	{                        \
		&(name), &(name) \
	}
#define LIST_HEAD(name) struct list_head name = LIST_HEAD_INIT(name)

/* list-debug.c: the finding "list-corruption"; they return false where they return. */
__cold bool list_add_corrupt(struct list_head *entry, struct list_head *prev,
			     struct list_head *next);
__cold bool list_del_corrupt(struct list_head *entry);

static inline void INIT_LIST_HEAD(struct list_head *list)
{
	list->next = list;
	list->prev = list;
}

static inline bool __list_add_valid(struct list_head *entry, struct list_head *prev,
				    struct list_head *next)
{
	if (likely(next->prev == prev && prev->next == next && entry != prev && entry != next))
		return true;
	return list_add_corrupt(entry, prev, next);
}

static inline bool __list_del_entry_valid(struct list_head *entry)
{
	if (likely(entry->next != LIST_POISON1 && entry->prev != LIST_POISON2 && entry->next &&
		   entry->prev && entry->prev->next == entry && entry->next->prev == entry))
		return true;
	return list_del_corrupt(entry);
}

static inline void __list_add(struct list_head *entry, struct list_head *prev,
			      struct list_head *next)
{
	if (!__list_add_valid(entry, prev, next))
		return;
	next->prev = entry;
	entry->next = next;
	entry->prev = prev;
	prev->next = entry;
}

static inline void list_add(struct list_head *entry, struct list_head *head)
{
	__list_add(entry, head, head->next);
}

static inline void list_add_tail(struct list_head *entry, struct list_head *head)
{
	__list_add(entry, head->prev, head);
}

static inline void __list_del(struct list_head *prev, struct list_head *next)
{
	next->prev = prev;
	prev->next = next;
}

static inline void __list_del_entry(struct list_head *entry)
{
	if (__list_del_entry_valid(entry))
		__list_del(entry->prev, entry->next);
}

static inline void list_del(struct list_head *entry)
{
	__list_del_entry(entry);
	entry->next = LIST_POISON1;
	entry->prev = LIST_POISON2;
}

static inline void list_del_init(struct list_head *entry)
{
	__list_del_entry(entry);
	INIT_LIST_HEAD(entry);
}

static inline void list_replace(struct list_head *old, struct list_head *entry)
{
	entry->next = old->next;
	entry->next->prev = entry;
	entry->prev = old->prev;
	entry->prev->next = entry;
}

static inline void list_replace_init(struct list_head *old, struct list_head *entry)
{
	list_replace(old, entry);
	INIT_LIST_HEAD(old);
}

static inline void list_move(struct list_head *entry, struct list_head *head)
{
	__list_del_entry(entry);
	list_add(entry, head);
}

static inline void list_move_tail(struct list_head *entry, struct list_head *head)
{
	__list_del_entry(entry);
	list_add_tail(entry, head);
}

static inline void list_swap(struct list_head *a, struct list_head *b)
{
	struct list_head *before_b = b->prev;

	list_del(b);
	list_replace(a, b);
	list_add(a, before_b == a ? b : before_b);
}

static inline int list_empty(const struct list_head *head)
{
	return __READ_ONCE(head->next) == head;
}

static inline int list_empty_careful(const struct list_head *head)
{
	return head->next == head && head->prev == head;
}

static inline void list_del_init_careful(struct list_head *entry)
{
	list_del_init(entry);
}

static inline int list_is_first(const struct list_head *entry, const struct list_head *head)
{
	return entry->prev == head;
}

static inline int list_is_last(const struct list_head *entry, const struct list_head *head)
{
	return entry->next == head;
}

static inline int list_is_head(const struct list_head *entry, const struct list_head *head)
{
	return entry == head;
}

static inline int list_is_singular(const struct list_head *head)
{
	return !list_empty(head) && head->next == head->prev;
}

static inline void list_rotate_left(struct list_head *head)
{
	if (!list_empty(head))
		list_move_tail(head->next, head);
}

/* Everything of @from, which is not empty, between @prev and @next. */
static inline void __list_splice(const struct list_head *from, struct list_head *prev,
				 struct list_head *next)
{
	from->next->prev = prev;
	prev->next = from->next;
	from->prev->next = next;
	next->prev = from->prev;
}

static inline void list_splice(const struct list_head *from, struct list_head *head)
{
	if (!list_empty(from))
		__list_splice(from, head, head->next);
}

static inline void list_splice_tail(struct list_head *from, struct list_head *head)
{
	if (!list_empty(from))
		__list_splice(from, head->prev, head);
}

static inline void list_splice_init(struct list_head *from, struct list_head *head)
{
	list_splice(from, head);
	INIT_LIST_HEAD(from);
}

static inline void list_splice_tail_init(struct list_head *from, struct list_head *head)
{
	list_splice_tail(from, head);
	INIT_LIST_HEAD(from);
}

/* What of @head comes before @entry, and with it, moves to @to, which is overwritten. */
static inline void list_cut_position(struct list_head *to, struct list_head *head,
				     struct list_head *entry)
{
	INIT_LIST_HEAD(to);
	if (list_empty(head) || entry == head)
		return;
	to->next = head->next;
	to->next->prev = to;
	to->prev = entry;
	head->next = entry->next;
	head->next->prev = head;
	entry->next = to;
}

static inline void list_cut_before(struct list_head *to, struct list_head *head,
				   struct list_head *entry)
{
	list_cut_position(to, head, entry->prev);
}

#include <linux/list_iterate.h>
#include <linux/hlist.h>

#endif
