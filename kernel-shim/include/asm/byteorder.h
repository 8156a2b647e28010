/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Byte order of what lies on disk (F7.29). The shim runs on little-endian hosts only.
 */
#ifndef _ASM_BYTEORDER_H
#define _ASM_BYTEORDER_H

#include <linux/swab.h>
#include <linux/types.h>

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "a little-endian host");

#define __LITTLE_ENDIAN 1234

#define cpu_to_le16(x) ((__force __le16)(u16)(x))
#define le16_to_cpu(x) ((__force u16)(__le16)(x))
#define cpu_to_be16(x) ((__force __be16)swab16((u16)(x)))
#define be16_to_cpu(x) swab16((__force u16)(__be16)(x))
#define __constant_cpu_to_le16(x) cpu_to_le16(x)
#define __constant_le16_to_cpu(x) le16_to_cpu(x)
#define __cpu_to_le16(x) cpu_to_le16(x)
#define __le16_to_cpu(x) le16_to_cpu(x)
#define __cpu_to_be16(x) cpu_to_be16(x)
#define __be16_to_cpu(x) be16_to_cpu(x)

#define cpu_to_le32(x) ((__force __le32)(u32)(x))
#define le32_to_cpu(x) ((__force u32)(__le32)(x))
#define cpu_to_be32(x) ((__force __be32)swab32((u32)(x)))
#define be32_to_cpu(x) swab32((__force u32)(__be32)(x))
#define __constant_cpu_to_le32(x) cpu_to_le32(x)
#define __constant_le32_to_cpu(x) le32_to_cpu(x)
#define __cpu_to_le32(x) cpu_to_le32(x)
#define __le32_to_cpu(x) le32_to_cpu(x)
#define __cpu_to_be32(x) cpu_to_be32(x)
#define __be32_to_cpu(x) be32_to_cpu(x)

#define cpu_to_le64(x) ((__force __le64)(u64)(x))
#define le64_to_cpu(x) ((__force u64)(__le64)(x))
#define cpu_to_be64(x) ((__force __be64)swab64((u64)(x)))
#define be64_to_cpu(x) swab64((__force u64)(__be64)(x))
#define __constant_cpu_to_le64(x) cpu_to_le64(x)
#define __constant_le64_to_cpu(x) le64_to_cpu(x)
#define __cpu_to_le64(x) cpu_to_le64(x)
#define __le64_to_cpu(x) le64_to_cpu(x)
#define __cpu_to_be64(x) cpu_to_be64(x)
#define __be64_to_cpu(x) be64_to_cpu(x)

static inline u16 le16_to_cpup(const __le16 *p)
{
	return le16_to_cpu(*p);
}

static inline __le16 cpu_to_le16p(const u16 *p)
{
	return cpu_to_le16(*p);
}

static inline void le16_add_cpu(__le16 *var, u16 val)
{
	*var = cpu_to_le16(le16_to_cpu(*var) + val);
}

static inline u16 be16_to_cpup(const __be16 *p)
{
	return be16_to_cpu(*p);
}

static inline __be16 cpu_to_be16p(const u16 *p)
{
	return cpu_to_be16(*p);
}

static inline void be16_add_cpu(__be16 *var, u16 val)
{
	*var = cpu_to_be16(be16_to_cpu(*var) + val);
}

static inline u32 le32_to_cpup(const __le32 *p)
{
	return le32_to_cpu(*p);
}

static inline __le32 cpu_to_le32p(const u32 *p)
{
	return cpu_to_le32(*p);
}

static inline void le32_add_cpu(__le32 *var, u32 val)
{
	*var = cpu_to_le32(le32_to_cpu(*var) + val);
}

static inline u32 be32_to_cpup(const __be32 *p)
{
	return be32_to_cpu(*p);
}

static inline __be32 cpu_to_be32p(const u32 *p)
{
	return cpu_to_be32(*p);
}

static inline void be32_add_cpu(__be32 *var, u32 val)
{
	*var = cpu_to_be32(be32_to_cpu(*var) + val);
}

static inline u64 le64_to_cpup(const __le64 *p)
{
	return le64_to_cpu(*p);
}

static inline __le64 cpu_to_le64p(const u64 *p)
{
	return cpu_to_le64(*p);
}

static inline void le64_add_cpu(__le64 *var, u64 val)
{
	*var = cpu_to_le64(le64_to_cpu(*var) + val);
}

static inline u64 be64_to_cpup(const __be64 *p)
{
	return be64_to_cpu(*p);
}

static inline __be64 cpu_to_be64p(const u64 *p)
{
	return cpu_to_be64(*p);
}

static inline void be64_add_cpu(__be64 *var, u64 val)
{
	*var = cpu_to_be64(be64_to_cpu(*var) + val);
}

#endif
