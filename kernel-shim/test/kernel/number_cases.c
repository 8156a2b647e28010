// SPDX-License-Identifier: GPL-2.0-only
/*
 * Checksums, bitmaps, rounding. More is in conformance/maths.c and bits.c.
 */
#include "memory_cases.h"

#include <linux/bitmap.h>
#include <linux/crc32.h>
#include <linux/crc32c.h>
#include <linux/jhash.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/overflow.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/time64.h>
#include <linux/timer.h>

#include "checksum.h"

/* The instruction and the tables agree at each length and alignment. */
static void crc32c_is_one_function(void *arg)
{
	static const u32 lengths[] = { 0, 1, 7, 8, 9, 63, 512, 3071, 3072, 3073, 4096, 9999 };
	u8 *buf = kmalloc(10008, GFP_KERNEL);
	u32 i, at;

	for (i = 0; i < 10008; i++)
		buf[i] = i * 2654435761u >> 24;
	for (i = 0; i < ARRAY_SIZE(lengths); i++)
		for (at = 0; at < 8; at++)
			CASE_EXPECT(crc32c(i, buf + at, lengths[i]) ==
				    crc32c_by_tables(i, buf + at, lengths[i]));
	kfree(buf);
}

/* Check values of the catalogue of parametrised CRC algorithms. */
static void known_checksums(void *arg)
{
	CASE_EXPECT(~crc32c(~0, "123456789", 9) == 0xe3069283);
	CASE_EXPECT(~crc32_le(~0, "123456789", 9) == 0xcbf43926);
	CASE_EXPECT(~crc32_be(~0, "123456789", 9) == 0xfc891918);
	CASE_EXPECT(__crc32c_le(~0, "123456789", 9) == crc32c(~0, "123456789", 9));
}

/* From the self-test of lookup3.c: hashlittle() with seed 0 and 1. */
static void known_hashes(void *arg)
{
	CASE_EXPECT(jhash("", 0, 0) == 0xdeadbeef);
	CASE_EXPECT(jhash("Four score and seven years ago", 30, 0) == 0x17770551);
	CASE_EXPECT(jhash("Four score and seven years ago", 30, 1) == 0xcd628161);
}

static void combined_bitmaps(void *arg)
{
	DECLARE_BITMAP(a, 130);
	DECLARE_BITMAP(b, 130);
	DECLARE_BITMAP(c, 130);
	unsigned long bit, nr = 0;

	bitmap_zero(a, 130);
	bitmap_zero(b, 130);
	bitmap_set(a, 60, 70);
	bitmap_set(b, 128, 2);
	CASE_EXPECT(bitmap_and(c, a, b, 130) && bitmap_equal(c, b, 130));
	CASE_EXPECT(bitmap_andnot(c, a, b, 130) && bitmap_weight(c, 130) == 68);
	bitmap_or(c, c, b, 130);
	CASE_EXPECT(bitmap_equal(a, c, 130));
	for_each_set_bit(bit, a, 130)
		CASE_EXPECT(bit == 60 + nr++);
	CASE_EXPECT(nr == 70 && find_last_bit(a, 130) == 129);
	bitmap_clear(a, 129, 1);
	CASE_EXPECT(find_last_bit(a, 130) == 128);
}

static void whole_numbers(void *arg)
{
	unsigned long root;
	u32 shifted;

	for (root = 1; root < 100000; root = root * 3 + 1) {
		CASE_EXPECT(int_sqrt(root * root) == root);
		CASE_EXPECT(int_sqrt(root * root - 1) == root - 1);
	}
	CASE_EXPECT(int_sqrt(~0UL) == 0xffffffff);
	CASE_EXPECT(gcd(48, 36) == 12 && lcm(4, 6) == 12 && lcm_not_zero(0, 6) == 6);
	CASE_EXPECT(mult_frac(1000000007u, 4u, 3u) == 1333333342u);
	CASE_EXPECT(DIV_ROUND_CLOSEST(7, 2) == 4 && DIV_ROUND_CLOSEST(-7, 2) == -4);
	CASE_EXPECT(mul_u64_u32_div(~0ULL, 10, 100) == 1844674407370955161ULL);
	CASE_EXPECT(check_shl_overflow(3u, 31, &shifted));
	CASE_EXPECT(!check_shl_overflow(1u, 31, &shifted) && shifted == 1u << 31);
	CASE_EXPECT(size_add(SIZE_MAX, 1) == SIZE_MAX && size_sub(1, 2) == SIZE_MAX);
}

/* Each of them is the hash of that many words, seeded by its own length (lookup3.c). */
static void hashes_of_words(void *arg)
{
	static const u32 words[] = { 1, 2, 3, 4 };

	CASE_EXPECT(jhash2(words, 4, 9) == jhash(words, 16, 9));
	CASE_EXPECT(jhash_3words(1, 2, 3, 9) == jhash(words, 12, 9));
	CASE_EXPECT(jhash_2words(1, 2, 9) == jhash(words, 8, 9));
	CASE_EXPECT(jhash_1word(1, 9) == jhash(words, 4, 9));
	CASE_EXPECT(jhash_1word(1, 9) != jhash_1word(1, 8));
}

/* F7.20: up where a wait must not be short, down where time passed is reported. */
static void times(void *arg)
{
	CASE_EXPECT(usecs_to_jiffies(0) == 0 && usecs_to_jiffies(1) == 1);
	CASE_EXPECT(usecs_to_jiffies(USEC_PER_SEC) == HZ && msecs_to_jiffies(-1) > HZ * 1000ul);
	CASE_EXPECT(nsecs_to_jiffies(TICK_NSEC - 1) == 0 && nsecs_to_jiffies(TICK_NSEC) == 1);
	CASE_EXPECT(nsecs_to_jiffies64(NSEC_PER_SEC) == HZ);
	CASE_EXPECT(jiffies64_to_nsecs(HZ) == NSEC_PER_SEC && jiffies64_to_msecs(HZ) == 1000);
	CASE_EXPECT(jiffies_to_msecs(HZ) == 1000 && jiffies_to_usecs(HZ) == USEC_PER_SEC);
}

/* To whole seconds, and never into the past. */
static void rounded_times(void *arg)
{
	unsigned long base = jiffies - jiffies % HZ + 10 * HZ;

	CASE_EXPECT(round_jiffies(base) == base && round_jiffies(base + 1) == base);
	CASE_EXPECT(round_jiffies(base + HZ - 1) == base + HZ);
	CASE_EXPECT(round_jiffies_up(base + 1) == base + HZ);
	CASE_EXPECT(time_after_eq(round_jiffies(jiffies), jiffies));
	CASE_EXPECT((jiffies + round_jiffies_relative(10 * HZ)) % HZ == 0);
}

const struct shim_case number_cases[] = {
	CASE_GOOD(hashes_of_words),	   CASE_GOOD(times),	       CASE_GOOD(rounded_times),

	CASE_GOOD(crc32c_is_one_function), CASE_GOOD(known_checksums), CASE_GOOD(known_hashes),
	CASE_GOOD(combined_bitmaps),	   CASE_GOOD(whole_numbers),   CASE_END,
};
