// SPDX-License-Identifier: GPL-2.0-only
/*
 * Red-black trees, after Cormen et al., "Introduction to Algorithms", chapter 13,
 * with NULL for the black leaves: so the parent of a leaf is carried along.
 */
#include <linux/rbtree.h>

#include <linux/compiler.h>
#include <linux/stddef.h>

#define BLACK 1ul

static bool is_red(const struct rb_node *node)
{
	return node && !(node->__rb_parent_color & BLACK);
}

static void set_red(struct rb_node *node)
{
	node->__rb_parent_color &= ~BLACK;
}

static void set_black(struct rb_node *node)
{
	node->__rb_parent_color |= BLACK;
}

static void set_color_of(struct rb_node *node, const struct rb_node *other)
{
	node->__rb_parent_color = (node->__rb_parent_color & ~BLACK) |
				  (other->__rb_parent_color & BLACK);
}

static void set_parent(struct rb_node *node, struct rb_node *parent)
{
	node->__rb_parent_color = (unsigned long)parent | (node->__rb_parent_color & BLACK);
}

/* Where the tree points to @node, below @parent. */
static struct rb_node **link_to(struct rb_root *root, struct rb_node *parent,
				const struct rb_node *node)
{
	if (!parent)
		return &root->rb_node;
	return parent->rb_left == node ? &parent->rb_left : &parent->rb_right;
}

/* @node's child on one side takes its place, and @node goes down on the other. */
static void rotate_left(struct rb_root *root, struct rb_node *node)
{
	struct rb_node *up = node->rb_right, *parent = rb_parent(node);

	*link_to(root, parent, node) = up;
	set_parent(up, parent);
	node->rb_right = up->rb_left;
	if (node->rb_right)
		set_parent(node->rb_right, node);
	up->rb_left = node;
	set_parent(node, up);
}

static void rotate_right(struct rb_root *root, struct rb_node *node)
{
	struct rb_node *up = node->rb_left, *parent = rb_parent(node);

	*link_to(root, parent, node) = up;
	set_parent(up, parent);
	node->rb_left = up->rb_right;
	if (node->rb_left)
		set_parent(node->rb_left, node);
	up->rb_right = node;
	set_parent(node, up);
}

/* --- insertion --- */

/* @node and its @parent, a left child, are red, the uncle is black. */
static void repair_left(struct rb_root *root, struct rb_node *node, struct rb_node *parent,
			struct rb_node *grand)
{
	if (node == parent->rb_right) {
		rotate_left(root, parent);
		parent = node;
	}
	set_black(parent);
	set_red(grand);
	rotate_right(root, grand);
}

static void repair_right(struct rb_root *root, struct rb_node *node, struct rb_node *parent,
			 struct rb_node *grand)
{
	if (node == parent->rb_left) {
		rotate_right(root, parent);
		parent = node;
	}
	set_black(parent);
	set_red(grand);
	rotate_left(root, grand);
}

void rb_insert_color(struct rb_node *node, struct rb_root *root)
{
	struct rb_node *parent, *grand, *uncle;

	while ((parent = rb_parent(node)) && is_red(parent)) {
		grand = rb_parent(parent);
		uncle = parent == grand->rb_left ? grand->rb_right : grand->rb_left;
		if (!is_red(uncle)) {
			if (parent == grand->rb_left)
				repair_left(root, node, parent, grand);
			else
				repair_right(root, node, parent, grand);
			break;
		}
		set_black(parent);
		set_black(uncle);
		set_red(grand);
		node = grand;
	}
	set_black(root->rb_node);
}

/* --- removal --- */

/*
 * The paths through @parent's left side have one black too few. Returns where to go
 * on: the parent, or NULL when all is well.
 */
static struct rb_node *lift_left(struct rb_root *root, struct rb_node *parent)
{
	struct rb_node *sibling = parent->rb_right;

	if (is_red(sibling)) {
		set_black(sibling);
		set_red(parent);
		rotate_left(root, parent);
		sibling = parent->rb_right;
	}
	if (!is_red(sibling->rb_left) && !is_red(sibling->rb_right)) {
		set_red(sibling);
		return parent;
	}
	if (!is_red(sibling->rb_right)) {
		set_black(sibling->rb_left);
		set_red(sibling);
		rotate_right(root, sibling);
		sibling = parent->rb_right;
	}
	set_color_of(sibling, parent);
	set_black(parent);
	set_black(sibling->rb_right);
	rotate_left(root, parent);
	return NULL;
}

static struct rb_node *lift_right(struct rb_root *root, struct rb_node *parent)
{
	struct rb_node *sibling = parent->rb_left;

	if (is_red(sibling)) {
		set_black(sibling);
		set_red(parent);
		rotate_right(root, parent);
		sibling = parent->rb_left;
	}
	if (!is_red(sibling->rb_left) && !is_red(sibling->rb_right)) {
		set_red(sibling);
		return parent;
	}
	if (!is_red(sibling->rb_left)) {
		set_black(sibling->rb_right);
		set_red(sibling);
		rotate_left(root, sibling);
		sibling = parent->rb_left;
	}
	set_color_of(sibling, parent);
	set_black(parent);
	set_black(sibling->rb_left);
	rotate_right(root, parent);
	return NULL;
}

/* @node, maybe NULL, below @parent lacks one black. */
static void repair_removal(struct rb_root *root, struct rb_node *node, struct rb_node *parent)
{
	while (parent && !is_red(node)) {
		struct rb_node *up = node == parent->rb_left ? lift_left(root, parent) :
							       lift_right(root, parent);

		if (!up)
			return;
		node = up;
		parent = rb_parent(node);
	}
	if (node)
		set_black(node);
}

/* @child, maybe NULL, takes the place of @node, which has no other. */
static void splice_out(struct rb_root *root, struct rb_node *node, struct rb_node *child)
{
	struct rb_node *parent = rb_parent(node);

	*link_to(root, parent, node) = child;
	if (child)
		set_parent(child, parent);
	if (!is_red(node))
		repair_removal(root, child, parent);
}

void rb_replace_node(struct rb_node *victim, struct rb_node *replacement, struct rb_root *root)
{
	*link_to(root, rb_parent(victim), victim) = replacement;
	*replacement = *victim;
	if (victim->rb_left)
		set_parent(victim->rb_left, replacement);
	if (victim->rb_right)
		set_parent(victim->rb_right, replacement);
}

/* A node with two children changes places with its successor, which has at most one. */
void rb_erase(struct rb_node *node, struct rb_root *root)
{
	struct rb_node *next, placeholder;

	if (!node->rb_left || !node->rb_right) {
		splice_out(root, node, node->rb_left ? node->rb_left : node->rb_right);
		return;
	}
	next = rb_next(node);
	rb_replace_node(next, &placeholder, root);
	rb_replace_node(node, next, root);
	splice_out(root, &placeholder, placeholder.rb_right);
}

/* --- walking --- */

static struct rb_node *leftmost(struct rb_node *node)
{
	while (node && node->rb_left)
		node = node->rb_left;
	return node;
}

static struct rb_node *rightmost(struct rb_node *node)
{
	while (node && node->rb_right)
		node = node->rb_right;
	return node;
}

struct rb_node *rb_first(const struct rb_root *root)
{
	return leftmost(root->rb_node);
}

struct rb_node *rb_last(const struct rb_root *root)
{
	return rightmost(root->rb_node);
}

struct rb_node *rb_next(const struct rb_node *node)
{
	struct rb_node *parent;

	if (RB_EMPTY_NODE(node))
		return NULL;
	if (node->rb_right)
		return leftmost(node->rb_right);
	while ((parent = rb_parent(node)) && node == parent->rb_right)
		node = parent;
	return parent;
}

struct rb_node *rb_prev(const struct rb_node *node)
{
	struct rb_node *parent;

	if (RB_EMPTY_NODE(node))
		return NULL;
	if (node->rb_left)
		return rightmost(node->rb_left);
	while ((parent = rb_parent(node)) && node == parent->rb_left)
		node = parent;
	return parent;
}

static struct rb_node *deepest(const struct rb_node *node)
{
	const struct rb_node *child;

	while ((child = node->rb_left ? node->rb_left : node->rb_right))
		node = child;
	return (struct rb_node *)node;
}

struct rb_node *rb_first_postorder(const struct rb_root *root)
{
	return root->rb_node ? deepest(root->rb_node) : NULL;
}

struct rb_node *rb_next_postorder(const struct rb_node *node)
{
	struct rb_node *parent;

	if (!node)
		return NULL;
	parent = rb_parent(node);
	if (parent && node == parent->rb_left && parent->rb_right)
		return deepest(parent->rb_right);
	return parent;
}
