/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * From a run to a plan: writes down which words were called, and which requests the
 * workloads sent.
 */
#ifndef SIM_SHRINK_RECORD_H
#define SIM_SHRINK_RECORD_H

#include "script.h"

struct plan;
struct recorder;

/**
 * recorder_create - a watcher of one script
 * @keeps_expectations: expect() stays what it is; otherwise it is a read: a plan whose
 *	writes are cut away must not fail for what it no longer writes
 *
 * Words that only ask (assert, dm.field, peek …) and expect_error are not written down:
 * they do nothing to the machine.
 */
struct recorder *recorder_create(bool keeps_expectations);
const struct script_watcher *recorder_watcher(const struct recorder *recorder);
/* What the last run called; the caller's. */
struct plan *recorder_take(struct recorder *recorder);
void recorder_destroy(struct recorder *recorder);

#endif
