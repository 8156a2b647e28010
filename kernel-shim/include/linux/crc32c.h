/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * CRC-32C, little-endian, without inversion before or after (F7.30). Any context.
 */
#ifndef _LINUX_CRC32C_H
#define _LINUX_CRC32C_H

#include <linux/types.h>

u32 crc32c(u32 crc, const void *buf, unsigned int len_bytes);
#define crc32c_le(crc, buf, len) crc32c((crc), (buf), (len))

#endif
