/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Bits. set_bit() and its kin are atomic and so scheduling points; the ones with
 * two underscores are plain.
 */
#ifndef _LINUX_BITOPS_H
#define _LINUX_BITOPS_H

#include <linux/bits.h>
#include <linux/compiler.h>
#include <linux/types.h>

#define BITS_PER_TYPE(type) (sizeof(type) * BITS_PER_BYTE)
#define BITS_TO_LONGS(nr) __BITS_TO_WORDS(nr)
#define BITS_TO_BYTES(nr) (((nr) + BITS_PER_BYTE - 1) / BITS_PER_BYTE)

static inline void __set_bit(unsigned long nr, volatile unsigned long *addr)
{
	addr[BIT_WORD(nr)] |= BIT_MASK(nr);
}

static inline void __clear_bit(unsigned long nr, volatile unsigned long *addr)
{
	addr[BIT_WORD(nr)] &= ~BIT_MASK(nr);
}

static inline void __change_bit(unsigned long nr, volatile unsigned long *addr)
{
	addr[BIT_WORD(nr)] ^= BIT_MASK(nr);
}

static inline bool __is_bit_set(unsigned long nr, const volatile unsigned long *addr)
{
	return (addr[BIT_WORD(nr)] & BIT_MASK(nr)) != 0;
}

static inline bool __test_and_set_bit(unsigned long nr, volatile unsigned long *addr)
{
	bool was_set = __is_bit_set(nr, addr);

	__set_bit(nr, addr);
	return was_set;
}

static inline bool __test_and_clear_bit(unsigned long nr, volatile unsigned long *addr)
{
	bool was_set = __is_bit_set(nr, addr);

	__clear_bit(nr, addr);
	return was_set;
}

static inline bool __test_and_change_bit(unsigned long nr, volatile unsigned long *addr)
{
	bool was_set = __is_bit_set(nr, addr);

	__change_bit(nr, addr);
	return was_set;
}

#define __BITOP(type, name, args, call)    \
	static inline type name args       \
	{                                  \
		sched_point(POINT_ATOMIC); \
		return call;               \
	}
#define __BITOP_VOID(name, call)                                                \
	static inline void name(unsigned long nr, volatile unsigned long *addr) \
	{                                                                       \
		sched_point(POINT_ATOMIC);                                      \
		call;                                                           \
	}
#define __BITOP_ARGS (unsigned long nr, volatile unsigned long *addr)

__BITOP_VOID(set_bit, __set_bit(nr, addr))
__BITOP_VOID(clear_bit, __clear_bit(nr, addr))
__BITOP_VOID(change_bit, __change_bit(nr, addr))
__BITOP_VOID(clear_bit_unlock, __clear_bit(nr, addr))
__BITOP(bool, test_bit, (unsigned long nr, const volatile unsigned long *addr),
	__is_bit_set(nr, addr))
__BITOP(bool, test_bit_acquire, (unsigned long nr, const volatile unsigned long *addr),
	__is_bit_set(nr, addr))
__BITOP(bool, test_and_set_bit, __BITOP_ARGS, __test_and_set_bit(nr, addr))
__BITOP(bool, test_and_set_bit_lock, __BITOP_ARGS, __test_and_set_bit(nr, addr))
__BITOP(bool, test_and_clear_bit, __BITOP_ARGS, __test_and_clear_bit(nr, addr))
__BITOP(bool, test_and_change_bit, __BITOP_ARGS, __test_and_change_bit(nr, addr))

#define assign_bit(nr, addr, value) ((value) ? set_bit((nr), (addr)) : clear_bit((nr), (addr)))
#define __assign_bit(nr, addr, value) \
	((value) ? __set_bit((nr), (addr)) : __clear_bit((nr), (addr)))

/* Positions. ffs, fls: from 1, 0 for none; the ones with underscores: from 0, undefined for 0. */
#define __ffs(word) ((unsigned long)__builtin_ctzl(word))
#define __fls(word) ((unsigned long)(BITS_PER_LONG - 1 - __builtin_clzl(word)))
#define ffz(word) __ffs(~(word))
#define ffs(x) __builtin_ffs((int)(x))

static inline int fls(unsigned int x)
{
	return x ? 32 - __builtin_clz(x) : 0;
}

static inline int fls64(u64 x)
{
	return x ? 64 - __builtin_clzll(x) : 0;
}

static inline int fls_long(unsigned long x)
{
	return x ? BITS_PER_LONG - __builtin_clzl(x) : 0;
}

static inline int get_count_order(unsigned int count)
{
	return count ? fls(count - 1) : -1;
}

/* Set bits, counted in pairs, in fours, in bytes. */
static inline unsigned long hweight64(u64 w)
{
	w -= (w >> 1) & 0x5555555555555555ULL;
	w = (w & 0x3333333333333333ULL) + ((w >> 2) & 0x3333333333333333ULL);
	w = (w + (w >> 4)) & 0x0f0f0f0f0f0f0f0fULL;
	return (w * 0x0101010101010101ULL) >> 56;
}

#define hweight8(w) ((unsigned int)hweight64((u8)(w)))
#define hweight16(w) ((unsigned int)hweight64((u16)(w)))
#define hweight32(w) ((unsigned int)hweight64((u32)(w)))
#define hweight_long(w) hweight64((unsigned long)(w))

static inline u64 rol64(u64 word, unsigned int shift)
{
	return (word << (shift & 63)) | (word >> (-shift & 63));
}

static inline u64 ror64(u64 word, unsigned int shift)
{
	return (word >> (shift & 63)) | (word << (-shift & 63));
}

static inline u32 rol32(u32 word, unsigned int shift)
{
	return (word << (shift & 31)) | (word >> (-shift & 31));
}

static inline u32 ror32(u32 word, unsigned int shift)
{
	return (word >> (shift & 31)) | (word << (-shift & 31));
}

static inline s32 sign_extend32(u32 value, int index)
{
	return (s32)(value << (31 - index)) >> (31 - index);
}

static inline s64 sign_extend64(u64 value, int index)
{
	return (s64)(value << (63 - index)) >> (63 - index);
}

#include <linux/find.h>

#endif
