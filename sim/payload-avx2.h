/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * XXH3 of a sector, compiled for AVX2 where the build can.
 */
#ifndef SIM_PAYLOAD_AVX2_H
#define SIM_PAYLOAD_AVX2_H

#include "payload.h"

extern const bool payload_has_avx2; /* false: never call the other */

/**
 * payload_hash_avx2 - payload_hash() for a processor with AVX2
 * @buf: one sector
 */
u64 payload_hash_avx2(const void *buf);

#endif
