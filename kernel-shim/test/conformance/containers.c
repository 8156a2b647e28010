// SPDX-License-Identifier: GPL-2.0-only
/*
 * Lists, hash lists, red-black trees.
 */
#include <linux/list.h>
#include <linux/rbtree.h>
#include <linux/sort.h>

#include "conformance.h"

struct item {
	struct list_head list;
	struct hlist_node hnode;
	struct rb_node rb;
	int key;
};

/* The keys of a list as a decimal number: [1, 2, 3] is 123. */
static int digits(struct list_head *head)
{
	struct item *it;
	int n = 0;

	list_for_each_entry(it, head, list)
		n = n * 10 + it->key;
	return n;
}

static int digits_reverse(struct list_head *head)
{
	struct item *it;
	int n = 0;

	list_for_each_entry_reverse(it, head, list)
		n = n * 10 + it->key;
	return n;
}

static void number(struct item *items, int nr)
{
	int i;

	for (i = 0; i < nr; i++) {
		items[i].key = i + 1;
		INIT_LIST_HEAD(&items[i].list);
		INIT_HLIST_NODE(&items[i].hnode);
	}
}

static void list_basics(void)
{
	struct item it[4];
	LIST_HEAD(head);

	number(it, 4);
	CONF_EXPECT(list_empty(&head));
	CONF_EXPECT(!list_first_entry_or_null(&head, struct item, list));
	list_add(&it[0].list, &head);
	CONF_EXPECT(list_is_singular(&head));
	list_add(&it[1].list, &head);
	list_add_tail(&it[2].list, &head);
	CONF_EXPECT_EQ(digits(&head), 213);
	CONF_EXPECT_EQ(digits_reverse(&head), 312);
	CONF_EXPECT(list_first_entry(&head, struct item, list) == &it[1]);
	CONF_EXPECT(list_last_entry(&head, struct item, list) == &it[2]);
	CONF_EXPECT(list_is_last(&it[2].list, &head));
	CONF_EXPECT(list_next_entry(&it[1], list) == &it[0]);
	CONF_EXPECT(list_prev_entry(&it[2], list) == &it[0]);
	list_move(&it[2].list, &head);
	CONF_EXPECT_EQ(digits(&head), 321);
	list_move_tail(&it[3 - 1].list, &head);
	CONF_EXPECT_EQ(digits(&head), 213);
	list_replace(&it[0].list, &it[3].list);
	CONF_EXPECT_EQ(digits(&head), 243);
	list_rotate_left(&head);
	CONF_EXPECT_EQ(digits(&head), 432);
}

static void list_removal(void)
{
	struct item it[5], *pos, *next;
	LIST_HEAD(head);
	int i;

	number(it, 5);
	for (i = 0; i < 5; i++)
		list_add_tail(&it[i].list, &head);
	list_del_init(&it[0].list);
	CONF_EXPECT(list_empty(&it[0].list));
	list_del(&it[1].list);
	CONF_EXPECT(it[1].list.next == LIST_POISON1);
	CONF_EXPECT(it[1].list.prev == LIST_POISON2);
	list_for_each_entry_safe(pos, next, &head, list)
		if (pos->key == 4)
			list_del_init(&pos->list);
	CONF_EXPECT_EQ(digits(&head), 35);
	list_for_each_entry_safe(pos, next, &head, list)
		list_del(&pos->list);
	CONF_EXPECT(list_empty(&head));
}

static void list_splicing(void)
{
	LIST_HEAD(a);
	LIST_HEAD(b);
	struct item it[4];
	int i;

	number(it, 4);
	for (i = 0; i < 4; i++)
		list_add_tail(&it[i].list, i < 2 ? &a : &b);
	list_splice_init(&b, &a);
	CONF_EXPECT_EQ(digits(&a), 3412);
	CONF_EXPECT(list_empty(&b));
	list_splice_tail_init(&b, &a);
	CONF_EXPECT_EQ(digits(&a), 3412);
	list_cut_position(&b, &a, &it[3].list);
	CONF_EXPECT_EQ(digits(&b), 34);
	CONF_EXPECT_EQ(digits(&a), 12);
	list_splice_tail_init(&b, &a);
	CONF_EXPECT_EQ(digits(&a), 1234);
	CONF_EXPECT(list_empty_careful(&b));
}

static int hdigits(struct hlist_head *head)
{
	struct item *it;
	int n = 0;

	hlist_for_each_entry(it, head, hnode)
		n = n * 10 + it->key;
	return n;
}

static void hash_lists(void)
{
	struct hlist_head head = HLIST_HEAD_INIT;
	struct hlist_node *next;
	struct item it[4], *pos;

	number(it, 4);
	CONF_EXPECT(hlist_empty(&head));
	CONF_EXPECT(hlist_unhashed(&it[0].hnode));
	hlist_add_head(&it[0].hnode, &head);
	hlist_add_head(&it[1].hnode, &head);
	hlist_add_behind(&it[2].hnode, &it[1].hnode);
	hlist_add_before(&it[3].hnode, &it[0].hnode);
	CONF_EXPECT_EQ(hdigits(&head), 2341);
	CONF_EXPECT(!hlist_unhashed(&it[0].hnode));
	hlist_del_init(&it[2].hnode);
	CONF_EXPECT(hlist_unhashed(&it[2].hnode));
	hlist_del_init(&it[2].hnode);
	hlist_del(&it[1].hnode);
	CONF_EXPECT(it[1].hnode.pprev == LIST_POISON2);
	CONF_EXPECT(!hlist_unhashed(&it[1].hnode));
	CONF_EXPECT_EQ(hdigits(&head), 41);
	hlist_for_each_entry_safe(pos, next, &head, hnode)
		hlist_del_init(&pos->hnode);
	CONF_EXPECT(hlist_empty(&head));
}

static void tree_insert(struct rb_root *root, struct item *it)
{
	struct rb_node **link = &root->rb_node, *parent = NULL;

	while (*link) {
		parent = *link;
		link = it->key < rb_entry(parent, struct item, rb)->key ? &parent->rb_left :
									  &parent->rb_right;
	}
	rb_link_node(&it->rb, parent, link);
	rb_insert_color(&it->rb, root);
}

static int tree_count(struct rb_root *root, bool *is_sorted)
{
	struct rb_node *n;
	int nr = 0, last = -1;

	*is_sorted = true;
	for (n = rb_first(root); n; n = rb_next(n), nr++) {
		*is_sorted &= rb_entry(n, struct item, rb)->key >= last;
		last = rb_entry(n, struct item, rb)->key;
	}
	return nr;
}

static void trees(void)
{
	struct rb_root root = RB_ROOT;
	struct item *it = kcalloc(101, sizeof(*it), GFP_KERNEL);
	bool is_sorted;
	int i;

	CONF_EXPECT(RB_EMPTY_ROOT(&root));
	CONF_EXPECT(!rb_first(&root) && !rb_last(&root));
	for (i = 0; i < 101; i++) {
		it[i].key = i * 37 % 101 / 2;
		tree_insert(&root, &it[i]);
	}
	CONF_EXPECT_EQ(tree_count(&root, &is_sorted), 101);
	CONF_EXPECT(is_sorted);
	CONF_EXPECT_EQ(rb_entry(rb_first(&root), struct item, rb)->key, 0);
	CONF_EXPECT_EQ(rb_entry(rb_last(&root), struct item, rb)->key, 50);
	CONF_EXPECT(!rb_prev(rb_first(&root)) && !rb_next(rb_last(&root)));
	CONF_EXPECT(rb_next(rb_prev(rb_last(&root))) == rb_last(&root));
	for (i = 0; i < 101; i += 2) {
		rb_erase(&it[i].rb, &root);
		RB_CLEAR_NODE(&it[i].rb);
		CONF_EXPECT(RB_EMPTY_NODE(&it[i].rb));
	}
	CONF_EXPECT_EQ(tree_count(&root, &is_sorted), 50);
	CONF_EXPECT(is_sorted);
	while (rb_first(&root))
		rb_erase(rb_first(&root), &root);
	CONF_EXPECT(RB_EMPTY_ROOT(&root));
	kfree(it);
}

static int by_value(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

static void sorting(void)
{
	int a[] = { 5, 3, 9, 1, 7, 3, 0 };
	int i;

	sort(a, ARRAY_SIZE(a), sizeof(a[0]), by_value, NULL);
	for (i = 1; i < ARRAY_SIZE(a); i++)
		CONF_EXPECT(a[i - 1] <= a[i]);
}

static const struct conf_case cases[] = {
	CONF_CASE(list_basics),
	CONF_CASE(list_removal),
	CONF_CASE(list_splicing),
	CONF_CASE(hash_lists),
	CONF_CASE(trees),
	CONF_CASE(sorting),
	CONF_END,
};

const struct conf_suite conf_containers = { .name = "containers", .cases = cases };
