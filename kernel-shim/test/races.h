/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Into test/modules/races.c: tasks that race, and whether they met.
 */
#ifndef SHIM_TEST_RACES_H
#define SHIM_TEST_RACES_H

#include "ints.h"

void races_begin(void);

/* Depth 2: an addition is lost if another falls between its read and its write. */
void races_adder(void *arg);
bool races_addition_lost(void); /* two adders have ended */

/* Depth 3: the opener must be preempted in its window, the passer in its own. */
void races_opener(void *arg);
void races_passer(void *arg);
bool races_met(void);

/* Yields until a races_setter() has run: a strict order of priorities must let it. */
void races_poller(void *arg);
void races_setter(void *arg);

#endif
