// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sorting: arrays by heapsort (in place, n log n always), lists by merging.
 */
#include <linux/sort.h>

#include <linux/list.h>
#include <linux/list_sort.h>
#include <linux/stddef.h>
#include <linux/string.h>

struct order {
	char *base;
	size_t size;
	cmp_r_func_t cmp;
	swap_r_func_t swap;
	const void *priv;
};

static void swap_elements(const struct order *o, size_t i, size_t j)
{
	char *a = o->base + i * o->size, *b = o->base + j * o->size;
	size_t left;

	if (o->swap) {
		o->swap(a, b, o->size, o->priv);
		return;
	}
	for (left = o->size; left >= sizeof(u64); left -= sizeof(u64)) {
		u64 x, y;

		memcpy(&x, a, sizeof(x));
		memcpy(&y, b, sizeof(y));
		memcpy(a, &y, sizeof(y));
		memcpy(b, &x, sizeof(x));
		a += sizeof(x);
		b += sizeof(x);
	}
	for (; left; left--, a++, b++) {
		char c = *a;

		*a = *b;
		*b = c;
	}
}

static bool is_less(const struct order *o, size_t i, size_t j)
{
	return o->cmp(o->base + i * o->size, o->base + j * o->size, o->priv) < 0;
}

static void sift_down(const struct order *o, size_t i, size_t nr)
{
	size_t child;

	while ((child = 2 * i + 1) < nr) {
		if (child + 1 < nr && is_less(o, child, child + 1))
			child++;
		if (!is_less(o, i, child))
			return;
		swap_elements(o, i, child);
		i = child;
	}
}

void sort_r(void *base, size_t nr, size_t size, cmp_r_func_t cmp, swap_r_func_t swap,
	    const void *priv)
{
	struct order o = { base, size, cmp, swap, priv };
	size_t i;

	for (i = nr / 2; i-- > 0;)
		sift_down(&o, i, nr);
	for (i = nr; i-- > 1;) {
		swap_elements(&o, 0, i);
		sift_down(&o, 0, i);
	}
}

struct plain {
	cmp_func_t cmp;
	swap_func_t swap;
};

static int plain_cmp(const void *a, const void *b, const void *priv)
{
	return ((const struct plain *)priv)->cmp(a, b);
}

static void plain_swap(void *a, void *b, int size, const void *priv)
{
	((const struct plain *)priv)->swap(a, b, size);
}

void sort(void *base, size_t nr, size_t size, cmp_func_t cmp, swap_func_t swap)
{
	struct plain plain = { cmp, swap };

	sort_r(base, nr, size, plain_cmp, swap ? plain_swap : NULL, &plain);
}

/* --- lists --- */

static void merge(void *priv, struct list_head *a, struct list_head *b, list_cmp_func_t cmp)
{
	LIST_HEAD(merged);

	while (!list_empty(a) && !list_empty(b))
		list_move_tail(cmp(priv, a->next, b->next) <= 0 ? a->next : b->next, &merged);
	list_splice_tail_init(b, a);
	list_splice(&merged, a);
}

/* Halves, each sorted: as deep as the logarithm of the length. */
void list_sort(void *priv, struct list_head *head, list_cmp_func_t cmp)
{
	struct list_head *middle = head, *end = head;
	LIST_HEAD(first);

	if (list_empty(head) || list_is_singular(head))
		return;
	do {
		middle = middle->next;
		end = end->next->next;
	} while (end != head && end->next != head);
	list_cut_position(&first, head, middle);
	list_sort(priv, &first, cmp);
	list_sort(priv, head, cmp);
	merge(priv, &first, head, cmp);
	list_splice(&first, head);
}
