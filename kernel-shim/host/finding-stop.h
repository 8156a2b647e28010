/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a finding needs of the scheduler, and the scheduler's reports of a finding.
 */
#ifndef SHIM_FINDING_STOP_H
#define SHIM_FINDING_STOP_H

#include "ints.h"

struct fiber;

/* In a task: stops the world and does not return. On the host stack: returns. */
void finding_stop(void);
const char *finding_task_name(void);

void finding_stack(const struct fiber *fiber, char *out, size_t out_bytes);
const char *finding_symbol(const void *address);

#endif
