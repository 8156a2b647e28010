// SPDX-License-Identifier: GPL-2.0-only
/*
 * The observer and segments that a disk takes in pieces, of which one may fail: is it the same
 * attempt, a second one, or what was there before?
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <setjmp.h>
#include <cmocka.h>

#include "finding_expect.h"
#include "observer.h"
#include "observer_fixture.h"

static void a_segment_may_come_in_pieces(void **state)
{
	u8 copy[2 * WB_BLOCK_BYTES];

	(void)state;
	make_segment(1, 8, 0x0f);
	memcpy(copy, buf, sizeof(copy));
	assert_true(write_disk(ssd, slot_sector(1) + 5, 11, copy + 5 * SECTOR_BYTES, false));
	assert_true(write_disk(ssd, slot_sector(1), 5, copy, false));
	flush_ssd();
	write_back(1, 8);
	assert_true(write_record(1));
	expect_silence();
}

/* A piece that a disk refuses for lack of memory never gets there. */
static void fail_piece(u64 sector, void *data)
{
	struct disk_io io = make_io(DISK_WRITE, sector, 8, data);

	assert_true(event(ssd, DISK_STAGE_SUBMIT, &io));
	io.error = -12;
	event(ssd, DISK_STAGE_COMPLETE, &io);
}

/* Of the first attempt one piece alone got as far as the disk. */
static void a_failed_piece_may_be_repeated(void **state)
{
	u8 copy[2 * WB_BLOCK_BYTES];
	struct disk_io io;

	(void)state;
	make_segment(1, 8, 0xff);
	memcpy(copy, buf, sizeof(copy));
	io = make_io(DISK_WRITE, slot_sector(1), 8, copy);
	assert_true(event(ssd, DISK_STAGE_SUBMIT, &io));
	io.error = -12;
	event(ssd, DISK_STAGE_COMPLETE, &io);
	assert_true(write_disk(ssd, slot_sector(1), 8, copy, false));
	assert_true(write_disk(ssd, slot_sector(1) + 8, 8, copy + WB_BLOCK_BYTES, false));
	flush_ssd();
	assert_true(write_back(1, 8));
	assert_true(write_record(1));
	expect_silence();
}

/* One that is there already is no second attempt of all of it. */
static void nor_does_it_make_the_rest_forgotten(void **state)
{
	u8 copy[2 * WB_BLOCK_BYTES];

	(void)state;
	make_segment(1, 8, 0xff);
	memcpy(copy, buf, sizeof(copy));
	assert_true(write_disk(ssd, slot_sector(1), 8, copy, false));
	fail_piece(slot_sector(1) + 8, copy + WB_BLOCK_BYTES);
	assert_true(write_disk(ssd, slot_sector(1), 8, copy, false));
	assert_true(write_disk(ssd, slot_sector(1) + 8, 8, copy + WB_BLOCK_BYTES, false));
	flush_ssd();
	assert_false(write_record(1));
	expect_finding("I3", "ssd: the superblock record covers segment 1");
}

/* A new life writes the run once more, over itself; 2 follows on 1 with good reason. */
static void recovery_may_write_again_in_pieces(void **state)
{
	u8 copy[2 * WB_BLOCK_BYTES];
	u32 i;

	(void)state;
	write_segment(1, 8);
	memcpy(copy, buf, sizeof(copy));
	write_segment(2, 16);
	observer_forget(o);
	fail_piece(slot_sector(1), copy);
	for (i = 0; i < 2; i++)
		assert_true(write_disk(ssd, slot_sector(1) + 8 * i, 8, copy + i * WB_BLOCK_BYTES,
				       false));
	assert_true(write_made(2));
	flush_ssd();
	assert_true(write_segment(3, 24));
	flush_ssd();
	assert_false(write_record(1));
	expect_finding("I3", "ssd: the superblock record covers segment 1");
}

/* What else should follow on it but the run? Here 1 is new, and 2 of an older life. */
static void other_bytes_are_no_rewrite(void **state)
{
	u8 copy[2 * WB_BLOCK_BYTES];

	(void)state;
	write_segment(1, 8);
	memcpy(copy, buf, sizeof(copy));
	write_segment(2, 16);
	observer_forget(o);
	fail_piece(slot_sector(1), copy);
	copy[WB_BLOCK_BYTES - 1] ^= 1;
	assert_false(write_disk(ssd, slot_sector(1), 8, copy, false));
	expect_finding("I2", "ssd: segment 1 is submitted while an older segment 2 is left");
}

/* A flush after it covers the piece, and who knows of the rest? The medium does. */
static void a_piece_makes_nothing_else_durable(void **state)
{
	u8 copy[2 * WB_BLOCK_BYTES];

	(void)state;
	write_segment(1, 8);
	memcpy(copy, buf, sizeof(copy));
	assert_true(write_disk(ssd, slot_sector(1), 8, copy, false));
	copy[WB_BLOCK_BYTES] ^= 1;
	disk_poke(ssd, slot_sector(1) + 8, 1, copy + WB_BLOCK_BYTES);
	flush_ssd();
	write_back(1, 8);
	assert_false(write_record(1));
	expect_finding("I3", "ssd: the superblock record is to say 1; segment 1 is not");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(a_segment_may_come_in_pieces),	   TEST(a_failed_piece_may_be_repeated),
		TEST(nor_does_it_make_the_rest_forgotten), TEST(recovery_may_write_again_in_pieces),
		TEST(other_bytes_are_no_rewrite),	   TEST(a_piece_makes_nothing_else_durable),
	};

	return cmocka_run_group_tests_name("observer_pieces", tests, NULL, NULL);
}
