// SPDX-License-Identifier: GPL-2.0-only
/*
 * Contents of sectors say who wrote them, also when they are torn or out of place.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <setjmp.h>
#include <cmocka.h>

#include "oracle.h"
#include "payload.h"

static u64 sectors_a[8 * 64], sectors_b[8 * 64];

static int setup(void **state)
{
	(void)state;
	payload_fill(sectors_a, 8, 17, 1234, 'A');
	payload_fill(sectors_b, 8, 21, 1232, 'B');
	return 0;
}

static const char *described(const void *buf)
{
	static char text[PAYLOAD_TEXT_BYTES];

	payload_describe(buf, text);
	return text;
}

static void each_sector_names_its_writer(void **state)
{
	struct payload_info info;
	u32 i;

	(void)state;
	for (i = 0; i < 8; i++) {
		payload_inspect(sectors_a + i * 64, &info);
		assert_int_equal(info.kind, PAYLOAD_INTACT);
		assert_int_equal(info.write_id, 17);
		assert_int_equal(info.sector, 1234 + i);
		assert_int_equal(info.offset_sectors, i);
		assert_int_equal(info.tag, 'A');
	}
	assert_string_equal(described(sectors_a + 3 * 64),
			    "write 17 of sector 1237 (offset +3), intact");
}

static void large_names_survive(void **state)
{
	struct payload_info info;
	u64 sector[64];

	(void)state;
	payload_fill(sector, 1, ~0ULL, 1ULL << 50, (1ULL << 48) - 1);
	payload_inspect(sector, &info);
	assert_int_equal(info.kind, PAYLOAD_INTACT);
	assert_true(info.write_id == ~0ULL);
	assert_true(info.sector == 1ULL << 50);
	assert_true(info.tag == (1ULL << 48) - 1);
}

static void a_tear_is_found_at_its_byte(void **state)
{
	struct payload_info info;
	u8 torn[512];
	u32 n;

	(void)state;
	for (n = 64; n < 512; n++) {
		memcpy(torn, sectors_b, 512);
		memcpy(torn, sectors_a, n);
		payload_inspect(torn, &info);
		assert_int_equal(info.kind, PAYLOAD_TORN);
		assert_int_equal(info.write_id, 17);
		/* Bytes in which the two agree are nobody's. */
		assert_true(info.torn_bytes >= n && info.torn_bytes < n + 64);
	}
	memcpy(torn, sectors_b, 512);
	memcpy(torn, sectors_a, 128);
	assert_string_equal(described(torn), "write 17 of sector 1234 (offset +0), torn at byte "
					     "136: then write 21 of sector 1232");
	memset(torn + 128, 0x55, 384);
	assert_string_equal(described(torn), "write 17 of sector 1234 (offset +0), torn at byte "
					     "128: then foreign data");
}

static void no_flipped_bit_goes_unseen(void **state)
{
	struct payload_info info;
	u8 sector[512];
	u32 bit;

	(void)state;
	for (bit = 0; bit < 512 * 8; bit++) {
		memcpy(sector, sectors_a, 512);
		sector[bit / 8] ^= (u8)(1u << bit % 8);
		payload_inspect(sector, &info);
		assert_int_not_equal(info.kind, PAYLOAD_INTACT);
		assert_int_not_equal(info.kind, PAYLOAD_ZEROES);
	}
}

static void what_is_not_a_payload_is_said_to_be_none(void **state)
{
	u8 sector[512] = { 0 };

	(void)state;
	assert_string_equal(described(sector), "zeroes");
	assert_true(payload_hash(sector) == PAYLOAD_ZERO_HASH);
	assert_true(ORACLE_ZERO_HASH == PAYLOAD_ZERO_HASH);
	sector[511] = 1;
	assert_memory_equal(described(sector), "foreign data (hash ", 19);
}

static void hashes_differ_by_all_that_is_named(void **state)
{
	u64 hashes[16];
	u32 i, k;

	(void)state;
	payload_hash_sectors(hashes, sectors_a, 8);
	payload_hash_sectors(hashes + 8, sectors_b, 8);
	for (i = 0; i < 16; i++)
		for (k = 0; k < i; k++)
			assert_true(hashes[i] != hashes[k]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_sector_names_its_writer),
		cmocka_unit_test(large_names_survive),
		cmocka_unit_test(a_tear_is_found_at_its_byte),
		cmocka_unit_test(no_flipped_bit_goes_unseen),
		cmocka_unit_test(what_is_not_a_payload_is_said_to_be_none),
		cmocka_unit_test(hashes_differ_by_all_that_is_named),
	};

	return cmocka_run_group_tests_name("payload", tests, setup, NULL);
}
