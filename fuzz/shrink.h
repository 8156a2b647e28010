/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A smaller input with the same finding.
 */
#ifndef FUZZ_SHRINK_H
#define FUZZ_SHRINK_H

#include "ints.h"

/**
 * shrink_input - take units away and zero bytes while the rule that is broken stays
 * @bytes: changed in place; an input that has parts (input.h)
 * Return: its new length.
 */
size_t shrink_input(u8 *bytes, size_t nr_bytes);

#endif
