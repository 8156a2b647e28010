/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The end of a run: power on if need be, replace dead devices, read back every sector
 * that was ever written, remove the devices, unload the module, count what is left.
 */
#ifndef SIM_FINISH_H
#define SIM_FINISH_H

#include "ints.h"

struct world;

/**
 * finish_world - end the run that @w is in
 * Faults are cleared first: what was promised must be there for whoever comes next.
 * Context: host stack; no request or verb of the caller's is under way.
 * Return: false after a finding.
 */
bool finish_world(struct world *w);

#endif
