/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Tables of cases over a device that was never created: only what the cases ask about is
 * filled in.
 */
#ifndef WB_TEST_DEVICE_CASES_H
#define WB_TEST_DEVICE_CASES_H

#include "test/kernel/cases.h"

extern const struct shim_case invariant_cases[], door_cases[], status_cases[];

#endif
