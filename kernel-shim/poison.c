// SPDX-License-Identifier: GPL-2.0-only
/*
 * Filling with poison and looking whether it is still there.
 */
#include "poison.h"

#include <linux/minmax.h>
#include <linux/string.h>

void poison_fill(void *p, u8 byte, size_t len_bytes)
{
	size_t at;

	if (len_bytes <= POISON_WHOLE_BYTES) {
		memset(p, byte, len_bytes);
		return;
	}
	for (at = 0; at < len_bytes; at += POISON_STRIDE_BYTES)
		memset((u8 *)p + at, byte, min_t(size_t, POISON_PIECE_BYTES, len_bytes - at));
}

#ifdef SHIM_HAS_ASAN
__attribute__((no_sanitize_address)) void poison_copy(void *to, const void *from, size_t len_bytes)
{
	const volatile u8 *src = from;
	volatile u8 *dst = to;

	while (len_bytes--)
		*dst++ = *src++;
}
#else
void poison_copy(void *to, const void *from, size_t len_bytes)
{
	memcpy(to, from, len_bytes);
}
#endif

void poison_fence(void *p, size_t len_bytes)
{
	poison_show(p, len_bytes);
	memset(p, SLUB_RED_ACTIVE, len_bytes);
	poison_hide(p, len_bytes);
}

static bool is_whole(const u8 *p, u8 byte, size_t len_bytes)
{
	return !len_bytes || (*p == byte && !memcmp(p, p + 1, len_bytes - 1));
}

static size_t first_other(const u8 *p, u8 byte, size_t len_bytes)
{
	size_t at = 0;

	while (at < len_bytes && p[at] == byte)
		at++;
	return at;
}

size_t poison_check(const void *p, u8 byte, size_t len_bytes)
{
	size_t at, piece;

	if (len_bytes <= POISON_WHOLE_BYTES)
		return is_whole(p, byte, len_bytes) ? len_bytes : first_other(p, byte, len_bytes);
	for (at = 0; at < len_bytes; at += POISON_STRIDE_BYTES) {
		piece = min_t(size_t, POISON_PIECE_BYTES, len_bytes - at);
		if (!is_whole((const u8 *)p + at, byte, piece))
			return at + first_other((const u8 *)p + at, byte, piece);
	}
	return len_bytes;
}
