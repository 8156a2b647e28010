// SPDX-License-Identifier: GPL-2.0-only
/*
 * The hash of a sector with AVX2, for processors that have it: the same value as
 * XXH3 gives everywhere, in half the time. The build compiles this file alone for AVX2.
 *
 * From: payload.c, which asks the processor first.   To: nothing.
 */
#include "payload-avx2.h"

#ifdef __AVX2__
#include <xxhash.h>

const bool payload_has_avx2 = true;

u64 payload_hash_avx2(const void *buf)
{
	return XXH3_64bits(buf, PAYLOAD_SECTOR_BYTES);
}
#else
const bool payload_has_avx2;

u64 payload_hash_avx2(const void *buf)
{
	return payload_hash(buf);
}
#endif
