/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The end of a run: power on if need be, replace dead devices, read back every sector
 * that was ever written, remove the devices, unload the module, count what is left.
 */
#ifndef SIM_FINISH_H
#define SIM_FINISH_H

#include "crash.h"
#include "ints.h"

struct world;

/**
 * finish_cuts - cut the power anywhere until the run has had @nr such cuts
 * @stop: as for crash_cut()
 *
 * Each time the devices come up first: what is cut is a recovery. A run whose contents
 * nobody may read back, or whose disks were changed by hand, is not cut.
 * Return: CRASH_DONE also after a finding.
 */
enum crash_result finish_cuts(struct world *w, u32 nr, struct crash_point *stop);

/**
 * finish_world - end the run that @w is in
 * Faults are cleared first: what was promised must be there for whoever comes next.
 * Context: host stack; no request or verb of the caller's is under way.
 * Return: false after a finding.
 */
bool finish_world(struct world *w);

#endif
