/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What recoveries read, as a tree: at each node the sector that is read next, and a branch
 * for each of its contents. What comes after a cut depends on the disks only through what
 * it reads of them. So two states that take the same way to a leaf have the same future:
 * they differ only in sectors that nobody looks at.
 *
 *                 sector 3
 *          old ┌─────┴─────┐ new
 *          sector 9      sector 4
 *         ┌────┴────┐   ┌────┴────┐
 *      outcome  outcome   …
 */
#ifndef SIM_READ_TREE_H
#define SIM_READ_TREE_H

#include "ints.h"

struct read_tree;

struct read_tree *read_tree_create(void);
void read_tree_destroy(struct read_tree *tree);
/* Forgets everything, keeps its memory. */
void read_tree_clear(struct read_tree *tree);

/**
 * read_tree_find - what came of a state that reads the same?
 * @contents: of the new state: a hash per sector
 * Return: false: there was none.
 */
bool read_tree_find(const struct read_tree *tree, const u64 *contents, u64 *outcome);

/**
 * read_tree_add - a state was run
 * @reads: the sectors that it read, each once, in order
 *
 * Return: false if it contradicts the tree: after the same contents another sector was
 * read than before, or none. Then something else than contents had a say.
 */
bool read_tree_add(struct read_tree *tree, const u32 *reads, u32 nr_reads, const u64 *contents,
		   u64 outcome);

#endif
