// SPDX-License-Identifier: GPL-2.0-only
/*
 * Division, rounding, time, checksums, byte order, error pointers.
 */
#include <linux/crc32c.h>
#include <linux/err.h>
#include <linux/ktime.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <asm/byteorder.h>

#include "conformance.h"

static void division(void)
{
	u64 n = 10000000000ULL;
	sector_t sector = 1000003;
	u32 rem32;
	u64 rem64;

	CONF_EXPECT_EQ(div_u64(n, 3), 3333333333ULL);
	CONF_EXPECT_EQ(div_u64_rem(n, 7, &rem32), 1428571428ULL);
	CONF_EXPECT_EQ(rem32, 4);
	CONF_EXPECT_EQ(div64_u64(n, 5000000001ULL), 1);
	CONF_EXPECT_EQ(div64_u64_rem(n, 4000000000ULL, &rem64), 2);
	CONF_EXPECT_EQ(rem64, 2000000000ULL);
	CONF_EXPECT_EQ(div_s64(-7, 2), -3);
	CONF_EXPECT_EQ(div64_s64(-9, -4), 2);
	CONF_EXPECT_EQ(sector_div(sector, 1000), 3);
	CONF_EXPECT_EQ(sector, 1000);
	CONF_EXPECT_EQ(do_div(n, 3), 1);
	CONF_EXPECT_EQ(n, 3333333333ULL);
	CONF_EXPECT_EQ(DIV_ROUND_UP(9, 4), 3);
	CONF_EXPECT_EQ(DIV_ROUND_UP_ULL(10000000001ULL, 10), 1000000001ULL);
	CONF_EXPECT_EQ(DIV_ROUND_UP_SECTOR_T((sector_t)17, 8), 3);
	CONF_EXPECT_EQ(dm_sector_div_up(17, 8), 3);
	CONF_EXPECT_EQ(dm_div_up(17, 8), 3);
	CONF_EXPECT_EQ(dm_round_up(17, 8), 24);
	CONF_EXPECT_EQ(DIV_ROUND_CLOSEST(7, 2), 4);
}

static void rounding(void)
{
	CONF_EXPECT_EQ(round_up(13, 8), 16);
	CONF_EXPECT_EQ(round_down(13, 8), 8);
	CONF_EXPECT_EQ(roundup(13, 5), 15);
	CONF_EXPECT_EQ(rounddown(13, 5), 10);
	CONF_EXPECT_EQ(ALIGN(4097, 4096), 8192);
	CONF_EXPECT_EQ(ALIGN_DOWN(4097, 4096), 4096);
	CONF_EXPECT(IS_ALIGNED(24, 8) && !IS_ALIGNED(25, 8));
	CONF_EXPECT_EQ(min(3, 4), 3);
	CONF_EXPECT_EQ(max(3, 4), 4);
	CONF_EXPECT_EQ(min3(5, 2, 9), 2);
	CONF_EXPECT_EQ(min_t(u64, 300, 50), 50);
	CONF_EXPECT_EQ(clamp(7, 1, 5), 5);
	CONF_EXPECT_EQ(min_not_zero(0, 4), 4);
	CONF_EXPECT_EQ(int_sqrt(99), 9);
	CONF_EXPECT_EQ(abs(-4), 4);
	CONF_EXPECT_EQ(to_sector(4096), 8);
	CONF_EXPECT_EQ(to_bytes(8), 4096);
	CONF_EXPECT_EQ(upper_32_bits(0x1234567890abcdefULL), 0x12345678);
	CONF_EXPECT_EQ(lower_32_bits(0x1234567890abcdefULL), 0x90abcdef);
}

/* F7.20 */
static void jiffies_helpers(void)
{
	unsigned long a = ULONG_MAX - 5, b = a + 10;

	CONF_EXPECT(time_after(b, a) && !time_after(a, b) && !time_after(a, a));
	CONF_EXPECT(time_before(a, b));
	CONF_EXPECT(time_after_eq(a, a) && time_before_eq(a, a));
	CONF_EXPECT(time_in_range(a + 5, a, b) && !time_in_range(b + 1, a, b));
	CONF_EXPECT_EQ(msecs_to_jiffies(0), 0);
	CONF_EXPECT_EQ(msecs_to_jiffies(1000), HZ);
	CONF_EXPECT_EQ(msecs_to_jiffies(1), DIV_ROUND_UP(HZ, 1000));
	CONF_EXPECT_EQ(msecs_to_jiffies(1001), HZ + DIV_ROUND_UP(HZ, 1000));
	CONF_EXPECT_EQ(msecs_to_jiffies(-1), MAX_JIFFY_OFFSET);
	CONF_EXPECT_EQ(usecs_to_jiffies(1), 1);
	CONF_EXPECT_EQ(jiffies_to_msecs(HZ), 1000);
	CONF_EXPECT_EQ(jiffies_to_msecs(1), 1000 / HZ);
	CONF_EXPECT_EQ(jiffies_to_usecs(HZ), 1000000);
	CONF_EXPECT_EQ(MAX_SCHEDULE_TIMEOUT, LONG_MAX);
}

/* F7.21: the low 32 bits of jiffies wrap five minutes after boot. */
static void jiffies_start_near_their_wrap(void)
{
	CONF_EXPECT_EQ(INITIAL_JIFFIES, (unsigned int)(-300 * HZ));
	CONF_EXPECT(jiffies - INITIAL_JIFFIES < 3600UL * HZ);
	CONF_EXPECT_EQ(get_jiffies_64(), jiffies);
}

static void ktime_helpers(void)
{
	ktime_t a = ktime_get(), b;
	u64 ns = ktime_get_ns();

	msleep(5);
	b = ktime_get();
	CONF_EXPECT(ktime_after(b, a) && ktime_before(a, b));
	CONF_EXPECT(ktime_compare(a, b) < 0);
	CONF_EXPECT(ktime_to_ns(b) >= ns);
	CONF_EXPECT(ktime_ms_delta(b, a) >= 5);
	CONF_EXPECT_EQ(ktime_to_ns(ktime_sub(ms_to_ktime(7), ms_to_ktime(2))), 5000000);
	CONF_EXPECT_EQ(ktime_to_us(ktime_add_ns(ms_to_ktime(1), 1999)), 1001);
	CONF_EXPECT_EQ(ktime_to_ms(ktime_add_us(0, 2999)), 2);
}

/* F7.30 */
static void crc32c_has_no_inversion(void)
{
	const char *digits = "123456789";
	u32 crc;

	CONF_EXPECT_EQ(~crc32c(~0, digits, 9), 0xe3069283);
	crc = crc32c(~0, digits, 4);
	CONF_EXPECT_EQ(~crc32c(crc, digits + 4, 5), 0xe3069283);
	CONF_EXPECT_EQ(crc32c(0x1234, digits, 0), 0x1234);
	CONF_EXPECT_EQ(crc32c(0, "\0\0\0\0", 4), 0);
}

static void byte_order(void)
{
	u8 bytes[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };
	__le64 le;
	__be32 be;

	memcpy(&le, bytes, 8);
	memcpy(&be, bytes, 4);
	CONF_EXPECT_EQ(le64_to_cpu(le), 0x0807060504030201ULL);
	CONF_EXPECT_EQ(be32_to_cpu(be), 0x01020304);
	CONF_EXPECT(cpu_to_le64(0x0807060504030201ULL) == le);
	CONF_EXPECT_EQ(swab32(0x01020304), 0x04030201);
	CONF_EXPECT_EQ(le16_to_cpu(cpu_to_le16(0x1234)), 0x1234);
	le64_add_cpu(&le, 1);
	CONF_EXPECT_EQ(le64_to_cpu(le), 0x0807060504030202ULL);
}

static void error_pointers(void)
{
	CONF_EXPECT(IS_ERR(ERR_PTR(-1)) && IS_ERR(ERR_PTR(-4095)));
	CONF_EXPECT(!IS_ERR(ERR_PTR(-4096)) && !IS_ERR(NULL));
	CONF_EXPECT(IS_ERR_OR_NULL(NULL));
	CONF_EXPECT_EQ(PTR_ERR(ERR_PTR(-ENOMEM)), -ENOMEM);
	CONF_EXPECT_EQ(PTR_ERR_OR_ZERO(&byte_order), 0);
	CONF_EXPECT_EQ(PTR_ERR_OR_ZERO(ERR_PTR(-EIO)), -EIO);
	CONF_EXPECT(ERR_CAST(ERR_PTR(-EIO)) == ERR_PTR(-EIO));
	CONF_EXPECT_EQ(ERESTARTSYS, 512);
}

static const struct conf_case cases[] = {
	CONF_CASE(division),
	CONF_CASE(rounding),
	CONF_CASE(jiffies_helpers),
	CONF_CASE(jiffies_start_near_their_wrap),
	CONF_CASE(ktime_helpers),
	CONF_CASE(crc32c_has_no_inversion),
	CONF_CASE(byte_order),
	CONF_CASE(error_pointers),
	CONF_END,
};

const struct conf_suite conf_maths = { .name = "maths", .cases = cases };
