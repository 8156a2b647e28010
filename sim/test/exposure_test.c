// SPDX-License-Identifier: GPL-2.0-only
/*
 * Exposure: the age of the oldest answered write that the HDD has not.
 */
#include "exposure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "disk.h"
#include "payload.h"

struct fixture {
	struct disk *hdd;
	struct exposure *exposure;
};

static int begin(void **state)
{
	static struct fixture f;
	const struct disk_config config = { .name = "hdd", .nr_sectors = 64 };

	f.hdd = disk_create(&config);
	f.exposure = exposure_create();
	*state = &f;
	return 0;
}

static int end(void **state)
{
	struct fixture *f = *state;

	exposure_destroy(f->exposure);
	disk_destroy(f->hdd);
	return 0;
}

/* Write @id is on the HDD, in one sector. */
static void arrive(struct fixture *f, u64 id, u64 sector)
{
	u8 buf[SECTOR_BYTES];

	payload_fill(buf, 1, id, sector, 'A');
	disk_poke(f->hdd, sector, 1, buf);
}

static void the_oldest_counts(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(exposure_ns(f->exposure, f->hdd, 50), 0);
	exposure_add(f->exposure, 1, 0, 2, 100);
	exposure_add(f->exposure, 2, 8, 1, 200);
	assert_int_equal(exposure_ns(f->exposure, f->hdd, 1000), 900);
	arrive(f, 1, 0);
	assert_int_equal(exposure_ns(f->exposure, f->hdd, 1000), 900); /* half of it */
	arrive(f, 1, 1);
	assert_int_equal(exposure_ns(f->exposure, f->hdd, 1000), 800);
	arrive(f, 2, 8);
	assert_int_equal(exposure_ns(f->exposure, f->hdd, 1000), 0);
}

static void what_is_overwritten_is_not_lost(void **state)
{
	struct fixture *f = *state;

	/* Answered in another order than numbered. */
	exposure_add(f->exposure, 7, 0, 1, 100);
	exposure_add(f->exposure, 5, 0, 1, 200);
	arrive(f, 5, 0);
	assert_int_equal(exposure_ns(f->exposure, f->hdd, 1000), 0);
	arrive(f, 7, 0);
	assert_int_equal(exposure_ns(f->exposure, f->hdd, 1000), 800);
	arrive(f, 3, 0); /* of an earlier life */
	assert_int_equal(exposure_ns(f->exposure, f->hdd, 1000), 900);
}

static void a_stranger_is_no_copy(void **state)
{
	struct fixture *f = *state;
	u8 buf[SECTOR_BYTES];

	exposure_add(f->exposure, 1, 0, 1, 100);
	payload_fill(buf, 1, 1, 9, 'A');
	disk_poke(f->hdd, 0, 1, buf);
	assert_int_equal(exposure_ns(f->exposure, f->hdd, 1000), 900);
	exposure_begin(f->exposure);
	assert_int_equal(exposure_ns(f->exposure, f->hdd, 1000), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_oldest_counts, begin, end),
		cmocka_unit_test_setup_teardown(what_is_overwritten_is_not_lost, begin, end),
		cmocka_unit_test_setup_teardown(a_stranger_is_no_copy, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
