/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Stacks that need no lock: many add, one takes all.
 */
#ifndef _LINUX_LLIST_H
#define _LINUX_LLIST_H

#include <linux/compiler.h>
#include <linux/container_of.h>

struct llist_node {
	struct llist_node *next;
};

struct llist_head {
	struct llist_node *first;
};

#define LLIST_HEAD_INIT(name) \
	{                     \
		NULL          \
	}
#define LLIST_HEAD(name) struct llist_head name = LLIST_HEAD_INIT(name)

static inline void init_llist_head(struct llist_head *list)
{
	list->first = NULL;
}

static inline bool llist_empty(const struct llist_head *head)
{
	return !READ_ONCE(head->first);
}

/* Was it empty? */
static inline bool llist_add(struct llist_node *node, struct llist_head *head)
{
	sched_point(POINT_ATOMIC);
	node->next = head->first;
	head->first = node;
	return !node->next;
}

static inline struct llist_node *llist_del_all(struct llist_head *head)
{
	struct llist_node *first;

	sched_point(POINT_ATOMIC);
	first = head->first;
	head->first = NULL;
	return first;
}

static inline struct llist_node *llist_reverse_order(struct llist_node *head)
{
	struct llist_node *reversed = NULL, *next;

	for (; head; head = next) {
		next = head->next;
		head->next = reversed;
		reversed = head;
	}
	return reversed;
}

#define llist_entry(ptr, type, member) container_of(ptr, type, member)
#define llist_for_each(pos, node) for ((pos) = (node); pos; (pos) = (pos)->next)
#define __llist_more(pos, member) ((uintptr_t)(pos) + offsetof(typeof(*(pos)), member) != 0)
#define llist_for_each_entry(pos, node, member)                                              \
	for ((pos) = llist_entry((node), typeof(*(pos)), member); __llist_more(pos, member); \
	     (pos) = llist_entry((pos)->member.next, typeof(*(pos)), member))
#define llist_for_each_entry_safe(pos, n, node, member)                     \
	for (pos = llist_entry((node), typeof(*pos), member);               \
	     __llist_more(pos, member) &&                                   \
	     (n = llist_entry(pos->member.next, typeof(*n), member), true); \
	     pos = n)

#endif
