// SPDX-License-Identifier: GPL-2.0-only
/*
 * The observer's own CRC-32C, in both of its forms, against one bit at a time.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <setjmp.h>
#include <cmocka.h>

#include "observer.h"
#include "observer-segment.h"

static u8 buf[16384];

static u32 crc_bit_by_bit(const u8 *bytes, size_t nr)
{
	u32 crc = ~0u, k;

	while (nr--) {
		crc ^= *bytes++;
		for (k = 0; k < 8; k++)
			crc = crc >> 1 ^ (crc & 1 ? 0x82f63b78u : 0);
	}
	return ~crc;
}

static void the_checksum_is_crc32c(void **state)
{
	u8 zeroes[32] = { 0 }, ones[32];
	u32 i, nr;

	(void)state;
	/* RFC 3720, appendix B.4, as numbers */
	memset(ones, 0xff, sizeof(ones));
	assert_int_equal(observer_crc32c("123456789", 9), 0xe3069283u);
	assert_int_equal(observer_crc32c(zeroes, 32), 0x8a9136aau);
	assert_int_equal(observer_crc32c(ones, 32), 0x62a8ab43u);
	assert_int_equal(observer_crc32c(zeroes, 0), 0);
	for (i = 0; i < sizeof(buf); i++)
		buf[i] = (u8)(i * 31 ^ i >> 7);
	for (nr = 0; nr <= sizeof(buf); nr = nr < 70 ? nr + 1 : nr * 3 / 2) {
		assert_int_equal(observer_crc32c(buf, nr), crc_bit_by_bit(buf, nr));
		assert_int_equal(segment_crc32c_portable(buf, nr), crc_bit_by_bit(buf, nr));
	}
	assert_int_equal(observer_crc32c(buf, sizeof(buf)), crc_bit_by_bit(buf, sizeof(buf)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_checksum_is_crc32c),
	};

	return cmocka_run_group_tests_name("checksum", tests, NULL, NULL);
}
