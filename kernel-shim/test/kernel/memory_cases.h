/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The tables of memory, containers, texts, and of bios without a disk.
 */
#ifndef SHIM_TEST_MEMORY_CASES_H
#define SHIM_TEST_MEMORY_CASES_H

#include "cases.h"

extern const struct shim_case memory_cases[], mempool_cases[], container_cases[];
extern const struct shim_case number_cases[], text_cases[], parse_cases[];
extern const struct shim_case alloc_cases[], bio_cases[];

#endif
