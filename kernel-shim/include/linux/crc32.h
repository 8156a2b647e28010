/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * CRC-32 (IEEE 802.3), without inversion before or after. Any context.
 */
#ifndef _LINUX_CRC32_H
#define _LINUX_CRC32_H

#include <linux/types.h>

u32 crc32_le(u32 crc, const void *buf, size_t len_bytes);
u32 crc32_be(u32 crc, const void *buf, size_t len_bytes);
u32 __crc32c_le(u32 crc, const void *buf, size_t len_bytes);

#define crc32(seed, data, length) crc32_le((seed), (data), (length))

#endif
