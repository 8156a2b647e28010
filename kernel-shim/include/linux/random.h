/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Chance in a driver would be a choice of the tape; nobody asked for it yet.
 */
#ifndef _LINUX_RANDOM_H
#define _LINUX_RANDOM_H

#include <linux/types.h>

#include "../../finding.h"

#define get_random_u32() (shim_unimplemented("get_random_u32"), 0U)
#define get_random_u64() (shim_unimplemented("get_random_u64"), 0ULL)
#define get_random_bytes(buf, len) shim_unimplemented("get_random_bytes")
#define prandom_u32_max(ceil) (shim_unimplemented("prandom_u32_max"), 0U)
#define get_random_u32_below(ceil) (shim_unimplemented("get_random_u32_below"), 0U)

#endif
