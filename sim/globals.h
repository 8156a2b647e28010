/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The program's writable data, variable by variable: is it what it was?
 */
#ifndef SIM_GLOBALS_H
#define SIM_GLOBALS_H

#include "ints.h"

struct globals;

/**
 * globals_find - learn from the program's symbols which variables there are
 * Return: NULL if the symbols cannot be read.
 */
struct globals *globals_find(void);
void globals_destroy(struct globals *g);

u32 globals_nr(const struct globals *g); /* variables that are compared */
u64 globals_bytes(const struct globals *g); /* of these together */

void globals_keep(struct globals *g); /* as they are now */
bool globals_is_kept(const struct globals *g);

/**
 * globals_changed - a variable that is not as it was kept, nor excused
 * Return: its name and file, until the next call; NULL: none.
 */
const char *globals_changed(struct globals *g);

#endif
