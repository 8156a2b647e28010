// SPDX-License-Identifier: GPL-2.0-only
/*
 * Containers: the offences of F7.25 and F7.26, and trees and sorting at length. More
 * is in conformance/containers.c.
 */
#include "memory_cases.h"

#include <linux/bug.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/list_sort.h>
#include <linux/llist.h>
#include <linux/rbtree.h>
#include <linux/refcount.h>
#include <linux/slab.h>
#include <linux/sort.h>

/* --- lists --- */

static void added_twice(void *arg)
{
	LIST_HEAD(head);
	struct list_head entry;

	list_add(&entry, &head);
	list_add(&entry, &head);
}

static void deleted_twice(void *arg)
{
	LIST_HEAD(head);
	struct list_head entry;

	list_add(&entry, &head);
	list_del(&entry);
	list_del(&entry);
}

static void added_to_a_broken_list(void *arg)
{
	LIST_HEAD(head);
	struct list_head a, b;

	list_add(&a, &head);
	a.prev = &b;
	list_add(&b, &head);
}

static void hash_node_deleted_twice(void *arg)
{
	struct hlist_head head = HLIST_HEAD_INIT;
	struct hlist_node node;

	hlist_add_head(&node, &head);
	hlist_del(&node);
	hlist_del(&node);
}

struct item {
	struct llist_node lnode;
	struct list_head list;
	struct rb_node rb;
	u32 key, order;
};

static void stacks_without_locks(void *arg)
{
	struct item items[3], *pos;
	LLIST_HEAD(head);
	u32 nr = 0;
	int i;

	CASE_EXPECT(llist_empty(&head));
	for (i = 0; i < 3; i++) {
		items[i].key = i;
		CASE_EXPECT(llist_add(&items[i].lnode, &head) == (i == 0));
	}
	llist_for_each_entry(pos, llist_reverse_order(llist_del_all(&head)), lnode)
		CASE_EXPECT(pos->key == nr++);
	CASE_EXPECT(nr == 3 && llist_empty(&head));
}

/* --- trees --- */

static u32 next_random(u32 *state)
{
	*state = *state * 1664525 + 1013904223;
	return *state >> 8;
}

/* Number of black nodes down to a leaf; -1: this is no red-black tree. */
static int black_height(const struct rb_node *node, const struct rb_node *parent)
{
	int left, right;
	bool is_black;

	if (!node)
		return 0;
	is_black = node->__rb_parent_color & 1;
	if (rb_parent(node) != parent)
		return -1;
	if (!is_black && (!parent || !(parent->__rb_parent_color & 1)))
		return -1;
	left = black_height(node->rb_left, node);
	right = black_height(node->rb_right, node);
	return left < 0 || left != right ? -1 : left + is_black;
}

static bool is_less(struct rb_node *a, const struct rb_node *b)
{
	return rb_entry(a, struct item, rb)->key < rb_entry(b, struct item, rb)->key;
}

static u32 count(struct rb_root *root)
{
	struct rb_node *node, *last = NULL;
	u32 nr = 0;

	for (node = rb_first(root); node; last = node, node = rb_next(node), nr++)
		CASE_EXPECT(!last || !is_less(node, last));
	return nr;
}

#define NR_ITEMS 300

static void trees_stay_balanced(void *arg)
{
	struct item *items = kcalloc(NR_ITEMS, sizeof(*items), GFP_KERNEL), *pos, *n;
	struct rb_root root = RB_ROOT;
	u32 i, nr = 0, state = 1, step;

	for (i = 0; i < NR_ITEMS; i++)
		RB_CLEAR_NODE(&items[i].rb);
	for (step = 0; step < 2000; step++) {
		i = next_random(&state) % NR_ITEMS;
		if (RB_EMPTY_NODE(&items[i].rb)) {
			items[i].key = next_random(&state) % 100;
			rb_add(&items[i].rb, &root, is_less);
			nr++;
		} else {
			rb_erase(&items[i].rb, &root);
			RB_CLEAR_NODE(&items[i].rb);
			nr--;
		}
		CASE_EXPECT(black_height(root.rb_node, NULL) >= 0);
		if (step % 100 == 0)
			CASE_EXPECT(count(&root) == nr);
	}
	rbtree_postorder_for_each_entry_safe(pos, n, &root, rb) {
		pos->rb.rb_left = pos->rb.rb_right = NULL;
		nr--;
	}
	CASE_EXPECT(!nr);
	kfree(items);
}

static void trees_with_their_first(void *arg)
{
	struct rb_root_cached root = RB_ROOT_CACHED;
	struct item a = { .key = 1 }, b = { .key = 2 };

	rb_link_node(&b.rb, NULL, &root.rb_root.rb_node);
	rb_insert_color_cached(&b.rb, &root, true);
	rb_link_node(&a.rb, &b.rb, &b.rb.rb_left);
	rb_insert_color_cached(&a.rb, &root, true);
	CASE_EXPECT(rb_first_cached(&root) == &a.rb);
	CASE_EXPECT(rb_erase_cached(&a.rb, &root) == &b.rb);
	CASE_EXPECT(rb_first_cached(&root) == &b.rb);
	rb_replace_node(&b.rb, &a.rb, &root.rb_root);
	CASE_EXPECT(rb_first(&root.rb_root) == &a.rb);
}

static int by_key_of(const void *key, const struct rb_node *node)
{
	u32 wanted = *(const u32 *)key, here = rb_entry(node, struct item, rb)->key;

	return wanted < here ? -1 : wanted > here;
}

static int by_keys(struct rb_node *a, const struct rb_node *b)
{
	return by_key_of(&rb_entry(a, struct item, rb)->key, b);
}

static void trees_are_searched_and_walked_back(void *arg)
{
	struct item *items = kcalloc(64, sizeof(*items), GFP_KERNEL), twin = { .key = 40 };
	struct rb_root root = RB_ROOT;
	struct rb_node *node;
	u32 i, key;

	for (i = 0; i < 64; i++) {
		items[i].key = i * 37 % 64;
		CASE_EXPECT(!rb_find_add(&items[i].rb, &root, by_keys));
	}
	node = rb_find_add(&twin.rb, &root, by_keys);
	CASE_EXPECT(node && node != &twin.rb && rb_entry(node, struct item, rb)->key == 40);
	for (key = 64; key-- > 0;)
		CASE_EXPECT(rb_entry(rb_find(&key, &root, by_key_of), struct item, rb)->key == key);
	key = 64;
	CASE_EXPECT(!rb_find(&key, &root, by_key_of));
	for (node = rb_last(&root); node; node = rb_prev(node))
		CASE_EXPECT(rb_entry(node, struct item, rb)->key == --key);
	CASE_EXPECT(key == 0);
	RB_CLEAR_NODE(&twin.rb);
	CASE_EXPECT(!rb_next(&twin.rb) && !rb_prev(&twin.rb));
	kfree(items);
}

/* --- sorting --- */

static int by_key(const void *a, const void *b)
{
	const u32 *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static void arrays_are_sorted(void *arg)
{
	u32 *a = kmalloc_array(1000, sizeof(*a), GFP_KERNEL), state = 7, nr, i;

	for (nr = 0; nr <= 1000; nr += 37) {
		for (i = 0; i < nr; i++)
			a[i] = next_random(&state) % 500;
		sort(a, nr, sizeof(*a), by_key, NULL);
		for (i = 1; i < nr; i++)
			CASE_EXPECT(a[i - 1] <= a[i]);
	}
	kfree(a);
}

static void swap_and_count(void *a, void *b, int size)
{
	u32 *x = a, *y = b;

	swap(x[0], y[0]);
	x[1]++;
	y[1]++;
}

/* Who brings a swap of his own is asked for each exchange, whatever the size. */
static void sorting_swaps_as_told(void *arg)
{
	u32 pairs[][2] = { { 5, 0 }, { 3, 0 }, { 9, 0 }, { 1, 0 } }, nr = 0, i;

	sort(pairs, 4, sizeof(pairs[0]), by_key, swap_and_count);
	for (i = 0; i < 4; i++)
		nr += pairs[i][1];
	CASE_EXPECT(pairs[0][0] == 1 && pairs[1][0] == 3 && pairs[2][0] == 5 && pairs[3][0] == 9);
	CASE_EXPECT(nr >= 4 && nr % 2 == 0);
}

static int by_list_key(void *priv, const struct list_head *a, const struct list_head *b)
{
	return (int)list_entry(a, struct item, list)->key -
	       (int)list_entry(b, struct item, list)->key;
}

static void lists_are_sorted_stably(void *arg)
{
	struct item *items = kcalloc(100, sizeof(*items), GFP_KERNEL), *pos, *last = NULL;
	u32 i, nr = 0, state = 3;
	LIST_HEAD(head);

	list_sort(NULL, &head, by_list_key);
	for (i = 0; i < 100; i++) {
		items[i].key = next_random(&state) % 10;
		items[i].order = i;
		list_add_tail(&items[i].list, &head);
	}
	list_sort(NULL, &head, by_list_key);
	list_for_each_entry(pos, &head, list) {
		CASE_EXPECT(!last || last->key < pos->key ||
			    (last->key == pos->key && last->order < pos->order));
		last = pos;
		nr++;
	}
	CASE_EXPECT(nr == 100);
	kfree(items);
}

/* --- reference counts, warnings --- */

static void count_from_zero(void *arg)
{
	refcount_t r = REFCOUNT_INIT(0);

	refcount_inc(&r);
}

/* Each says whether it did it; none passes zero or one by itself. */
static void counts_with_conditions(void *arg)
{
	refcount_t r = REFCOUNT_INIT(2);

	CASE_EXPECT(!refcount_dec_if_one(&r) && refcount_read(&r) == 2);
	CASE_EXPECT(refcount_dec_not_one(&r) && refcount_read(&r) == 1);
	CASE_EXPECT(!refcount_dec_not_one(&r) && refcount_read(&r) == 1);
	CASE_EXPECT(refcount_add_not_zero(3, &r) && refcount_read(&r) == 4);
	refcount_add(2, &r);
	refcount_dec(&r);
	CASE_EXPECT(refcount_sub_and_test(4, &r) == false && refcount_read(&r) == 1);
	CASE_EXPECT(refcount_dec_if_one(&r) && refcount_read(&r) == 0);
	CASE_EXPECT(!refcount_inc_not_zero(&r) && refcount_read(&r) == 0);
}

static void counts_down_to_a_leak(void *arg)
{
	refcount_t r = REFCOUNT_INIT(1);

	refcount_dec(&r);
}

static void counts_too_far(void *arg)
{
	refcount_t r = REFCOUNT_INIT(REFCOUNT_MAX);

	refcount_inc(&r);
}

static void deleted_from_no_list(void *arg)
{
	struct item a = { .list = LIST_HEAD_INIT(a.list) }, b;

	b.list.next = b.list.prev = &a.list;
	list_del(&b.list);
}

static void hash_node_of_no_list(void *arg)
{
	struct hlist_node a = { 0 }, *elsewhere = NULL;

	a.pprev = &elsewhere;
	hlist_del(&a);
}

static void panics(void *arg)
{
	panic("no way on from %d", 7);
}

static void count_below_zero(void *arg)
{
	refcount_t r = REFCOUNT_INIT(1);

	CASE_EXPECT(refcount_dec_and_test(&r));
	CASE_EXPECT(!refcount_dec_and_test(&r));
}

static void warns(void *arg)
{
	WARN_ON(arg == NULL);
}

static void dies(void *arg)
{
	BUG_ON(arg == NULL);
}

const struct shim_case container_cases[] = {
	CASE_BAD(added_twice, "list-corruption"),
	CASE_BAD(deleted_twice, "list-corruption"),
	CASE_BAD(added_to_a_broken_list, "list-corruption"),
	CASE_BAD(hash_node_deleted_twice, "list-corruption"),
	CASE_GOOD(stacks_without_locks),
	CASE_GOOD(trees_stay_balanced),
	CASE_GOOD(trees_with_their_first),
	CASE_GOOD(trees_are_searched_and_walked_back),
	CASE_GOOD(arrays_are_sorted),
	CASE_GOOD(sorting_swaps_as_told),
	CASE_GOOD(lists_are_sorted_stably),
	CASE_BAD(count_from_zero, "refcount"),
	CASE_GOOD(counts_with_conditions),
	CASE_BAD(counts_down_to_a_leak, "refcount"),
	CASE_BAD(counts_too_far, "refcount"),
	CASE_BAD(deleted_from_no_list, "list-corruption"),
	CASE_BAD(hash_node_of_no_list, "list-corruption"),
	CASE_BAD(panics, "bug"),
	CASE_BAD(count_below_zero, "refcount"),
	CASE_BAD(warns, "warn"),
	CASE_BAD(dies, "bug"),
	CASE_END,
};
