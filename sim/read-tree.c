// SPDX-License-Identifier: GPL-2.0-only
/*
 * What recoveries read, as a tree.
 *
 * From: explore.c.
 * To:   nothing.
 *
 * Branches lie in one hash table with (node, content) as key. Beyond a number of nodes
 * nothing is added: a state that is not in the tree is only run once more.
 */
#include "read-tree.h"

#include <stdlib.h>
#include <string.h>

#define MAX_NODES (1u << 22)
#define MIN_BRANCHES 512u
#define LEAF (~0u)
#define UNKNOWN (~0u - 1)

struct node {
	u32 sector; /* that is read next, LEAF or UNKNOWN */
	u64 outcome; /* of a leaf */
};

struct branch {
	u64 content;
	u32 from; /* node + 1; 0: empty */
	u32 to;
};

struct read_tree {
	struct node *nodes;
	u32 nr_nodes, room_nodes;
	struct branch *branches;
	u32 nr_branches, room_branches;
};

struct read_tree *read_tree_create(void)
{
	struct read_tree *tree = calloc(1, sizeof(*tree));

	tree->room_nodes = 256;
	tree->nodes = malloc(tree->room_nodes * sizeof(*tree->nodes));
	tree->room_branches = MIN_BRANCHES;
	tree->branches = calloc(tree->room_branches, sizeof(*tree->branches));
	read_tree_clear(tree);
	return tree;
}

void read_tree_destroy(struct read_tree *tree)
{
	if (!tree)
		return;
	free(tree->nodes);
	free(tree->branches);
	free(tree);
}

void read_tree_clear(struct read_tree *tree)
{
	if (tree->room_branches > MIN_BRANCHES && tree->nr_branches < tree->room_branches / 16) {
		free(tree->branches);
		tree->room_branches = MIN_BRANCHES;
		tree->branches = calloc(tree->room_branches, sizeof(*tree->branches));
	} else if (tree->nr_branches) {
		memset(tree->branches, 0, tree->room_branches * sizeof(*tree->branches));
	}
	tree->nr_branches = 0;
	tree->nr_nodes = 1;
	tree->nodes[0] = (struct node){ .sector = UNKNOWN };
}

/* The branch of @node for @content, or the empty place where it would be. */
static struct branch *branch_of(const struct read_tree *tree, u32 node, u64 content)
{
	u64 at = (content + node) * 0x9e3779b97f4a7c15ull;
	struct branch *branch;

	for (at >>= 32;; at++) {
		branch = &tree->branches[at & (tree->room_branches - 1)];
		if (!branch->from || (branch->from == node + 1 && branch->content == content))
			return branch;
	}
}

bool read_tree_find(const struct read_tree *tree, const u64 *contents, u64 *outcome)
{
	const struct branch *branch;
	u32 node = 0;

	while (tree->nodes[node].sector < UNKNOWN) {
		branch = branch_of(tree, node, contents[tree->nodes[node].sector]);
		if (!branch->from)
			return false;
		node = branch->to;
	}
	*outcome = tree->nodes[node].outcome;
	return tree->nodes[node].sector == LEAF;
}

static void grow_branches(struct read_tree *tree)
{
	struct branch *old = tree->branches;
	u32 room = tree->room_branches, i;

	tree->room_branches = 2 * room;
	tree->branches = calloc(tree->room_branches, sizeof(*tree->branches));
	for (i = 0; i < room; i++)
		if (old[i].from)
			*branch_of(tree, old[i].from - 1, old[i].content) = old[i];
	free(old);
}

static u32 add_node(struct read_tree *tree)
{
	if (tree->nr_nodes == tree->room_nodes) {
		tree->room_nodes *= 2;
		tree->nodes = realloc(tree->nodes, tree->room_nodes * sizeof(*tree->nodes));
	}
	tree->nodes[tree->nr_nodes] = (struct node){ .sector = UNKNOWN };
	return tree->nr_nodes++;
}

static u32 follow(struct read_tree *tree, u32 node, u64 content)
{
	struct branch *branch;

	if (2 * (tree->nr_branches + 1) > tree->room_branches)
		grow_branches(tree);
	branch = branch_of(tree, node, content);
	if (!branch->from) {
		*branch = (struct branch){ content, node + 1, add_node(tree) };
		tree->nr_branches++;
	}
	return branch->to;
}

/* Return: false if the node is already known for something else. */
static bool settle(struct node *node, u32 sector)
{
	if (node->sector == UNKNOWN)
		node->sector = sector;
	return node->sector == sector;
}

bool read_tree_add(struct read_tree *tree, const u32 *reads, u32 nr_reads, const u64 *contents,
		   u64 outcome)
{
	u32 node = 0, i;

	if (tree->nr_nodes + nr_reads > MAX_NODES)
		return true;
	for (i = 0; i < nr_reads; i++) {
		if (!settle(&tree->nodes[node], reads[i]))
			return false;
		node = follow(tree, node, contents[reads[i]]);
	}
	if (tree->nodes[node].sector == LEAF)
		return tree->nodes[node].outcome == outcome;
	tree->nodes[node].outcome = outcome;
	return settle(&tree->nodes[node], LEAF);
}
