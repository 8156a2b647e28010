// SPDX-License-Identifier: GPL-2.0-only
/*
 * The observer: writes made by hand, as a right driver and as wrong ones would make them.
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

/* --- right --- */

/* Two laps around the log: write, flush, write back, record, overwrite. */
static void run_laps(u64 first_id, u32 nr)
{
	u64 id;

	for (id = first_id; id < first_id + nr; id++) {
		if (id > NR_SLOTS) {
			write_back(id - NR_SLOTS, 8 * (id - NR_SLOTS));
			write_record(id - NR_SLOTS);
		}
		write_segment(id, 8 * id);
		flush_ssd();
	}
}

static void a_right_driver_passes(void **state)
{
	(void)state;
	run_laps(1, 3 * NR_SLOTS);
	expect_silence();
}

static void so_does_one_that_is_learned_anew(void **state)
{
	u32 i;

	(void)state;
	for (i = 0; i < 5; i++) {
		run_laps(1 + 3 * i, 3);
		observer_forget(o);
	}
	expect_silence();
}

static void a_block_in_a_newer_durable_segment_need_not_be_written_back(void **state)
{
	(void)state;
	write_segment(1, 8);
	write_segment(2, 8);
	flush_ssd();
	assert_true(write_record(1));
	expect_silence();
}

static void what_was_written_past_the_log_counts(void **state)
{
	(void)state;
	write_segment(1, 8);
	flush_ssd();
	memset(buf, 0x99, sizeof(buf));
	write_disk(hdd, 0, 32, buf, false);
	assert_true(write_record(1));
	expect_silence();
}

static void an_older_write_past_the_log_does_not(void **state)
{
	(void)state;
	memset(buf, 0x99, sizeof(buf));
	write_disk(hdd, 0, 32, buf, false);
	write_segment(1, 8);
	flush_ssd();
	assert_false(write_record(1));
	expect_finding("I3", "ssd: the superblock record covers segment 1");
}

/* Seen without looking at the medium: the write and the flush after it. */
static void flush_hdd(void)
{
	struct disk_io io = make_io(DISK_FLUSH, 0, 0, buf);

	event(hdd, DISK_STAGE_SUBMIT, &io);
	event(hdd, DISK_STAGE_COMPLETE, &io);
}

static void a_flushed_writeback_is_believed(void **state)
{
	struct disk_io io;

	(void)state;
	write_segment(1, 8);
	write_segment(2, 16);
	flush_ssd();
	memset(buf, 0x41, WB_BLOCK_BYTES);
	io = make_io(DISK_WRITE, 8, 8, buf); /* as by write_back(1, 8), but not on the medium */
	event(hdd, DISK_STAGE_SUBMIT, &io);
	event(hdd, DISK_STAGE_COMPLETE, &io);
	flush_hdd();
	assert_true(write_record(1));
	expect_silence();
	flush_hdd();
	assert_false(write_record(2));
	expect_finding("I3", "ssd: the superblock record covers segment 2");
}

static void one_of_an_older_version_is_not(void **state)
{
	struct disk_io io;

	(void)state;
	write_segment(1, 8);
	write_segment(2, 8);
	flush_ssd();
	memset(buf, 0x41, WB_BLOCK_BYTES);
	io = make_io(DISK_WRITE, 8, 8, buf);
	event(hdd, DISK_STAGE_SUBMIT, &io);
	event(hdd, DISK_STAGE_COMPLETE, &io);
	flush_hdd();
	assert_true(write_record(1));
	expect_silence();
	assert_false(write_record(2));
	expect_finding("I3", "ssd: the superblock record covers segment 2");
}

static void one_in_flight_is_not(void **state)
{
	struct disk_io io;

	(void)state;
	write_segment(1, 8);
	flush_ssd();
	memset(buf, 0x41, WB_BLOCK_BYTES);
	io = make_io(DISK_WRITE, 8, 8, buf);
	event(hdd, DISK_STAGE_SUBMIT, &io);
	flush_hdd();
	event(hdd, DISK_STAGE_COMPLETE, &io);
	assert_false(write_record(1));
	expect_finding("I3", "ssd: the superblock record covers segment 1");
}

static void clean_blocks_owe_nothing(void **state)
{
	(void)state;
	make_segment(1, 8, 0);
	write_made(1);
	make_segment(2, 16, 0x01);
	write_made(2);
	flush_ssd();
	write_back(2, 16);
	assert_true(write_record(2));
	expect_silence();
}

static void the_last_half_block_of_the_hdd_is_inside(void **state)
{
	(void)state;
	make_segment(1, 1016, 0x0f);
	assert_true(write_made(1));
	expect_silence();
	make_segment(2, 1016, 0x10);
	assert_false(write_made(2));
	expect_finding("on-disk",
		       "segment 2 in slot 1: metablock 0: sector 1016 is beyond the backing");
}

static void what_recovery_clears_lies_beyond_the_run(void **state)
{
	(void)state;
	make_segment(1, 8, 0xff);
	disk_poke(ssd, slot_sector(1), 16, buf);
	make_segment(3, 16, 0xff);
	disk_poke(ssd, slot_sector(3), 16, buf);
	observer_forget(o);
	assert_true(clear(3));
	assert_true(write_segment(2, 24));
	expect_silence();
}

/* 2 holds what 1 held, and 4, which is cleared, held it too: 2 still excuses 1. */
static void what_is_cleared_hides_nothing(void **state)
{
	u64 id;

	(void)state;
	for (id = 1; id <= 4; id++) {
		make_segment(id, 8, 0xff);
		if (id != 3)
			disk_poke(ssd, slot_sector(id), 16, buf);
	}
	observer_forget(o);
	assert_true(clear(4));
	assert_true(write_record(1));
	expect_silence();
}

static void a_failed_write_may_be_repeated(void **state)
{
	struct disk_io io;

	(void)state;
	make_segment(1, 8, 0xff);
	io = make_io(DISK_WRITE, slot_sector(1), 16, buf);
	assert_true(event(ssd, DISK_STAGE_SUBMIT, &io));
	io.error = -12;
	event(ssd, DISK_STAGE_COMPLETE, &io);
	write_made(1);
	expect_silence();
	assert_false(write_segment(1, 16));
	expect_finding("I4", "ssd: slot 0 is to be overwritten; it holds segment 1");
}

/* Recovery does so: then a flush makes durable what an earlier one may have lost. */
static void the_same_bytes_may_be_written_again(void **state)
{
	(void)state;
	assert_true(write_segment(1, 8));
	assert_true(write_made(1));
	expect_silence();
	buf[WB_BLOCK_BYTES] ^= 1;
	seal();
	assert_false(write_made(1));
	expect_finding("I4", "ssd: slot 0 is to be overwritten; it holds segment 1");
}

static void claim_durable(u64 id)
{
	struct wb_segment_disk *h = header();

	h->durable_id = id;
	h->metablock_checksum =
		observer_crc32c(h->metablocks, h->length * sizeof(h->metablocks[0]));
	h->header_checksum = observer_crc32c(h, offsetof(struct wb_segment_disk, header_checksum));
}

static void a_header_claims_no_more_than_is_true(void **state)
{
	(void)state;
	write_segment(1, 8);
	flush_ssd();
	make_segment(2, 16, 0xff);
	claim_durable(1);
	assert_true(write_made(2));
	expect_silence();
	make_segment(3, 24, 0xff);
	claim_durable(2);
	assert_false(write_made(3));
	expect_finding("I3", "ssd: segment 3 says that all up to 2 is durable; 2 is not");
}

/* It failed, and landed all the same; and nobody was looking when it failed. */
static void a_failed_write_that_landed_may_be_repeated(void **state)
{
	struct disk_io io;

	(void)state;
	make_segment(1, 8, 0xff);
	io = make_io(DISK_WRITE, slot_sector(1), 16, buf);
	assert_true(event(ssd, DISK_STAGE_SUBMIT, &io));
	disk_poke(ssd, slot_sector(1), 16, buf);
	observer_forget(o);
	assert_true(write_made(1));
	expect_silence();
	observer_forget(o);
	buf[0x1fff] ^= 1;
	seal();
	assert_false(write_made(1));
	expect_finding("I4", "ssd: slot 0 is to be overwritten; it holds segment 1");
}

/*
 * What was known of the former log must not be followed into the new one: segment 1's
 * block is at the same place in both, and would be its own predecessor.
 */
static void a_new_superblock_begins_a_new_log(void **state)
{
	struct wb_super_disk s = super();

	(void)state;
	write_segment(1, 8);
	flush_ssd();
	write_super((struct wb_super_disk){ 0 });
	clear(1);
	flush_ssd();
	write_super(s);
	assert_true(write_segment(1, 8));
	flush_ssd();
	assert_true(write_back(2, 8)); /* of no segment: the chain is followed to its end */
	assert_true(write_back(1, 8));
	assert_true(write_record(1));
	expect_silence();
}

/* --- wrong: the format --- */

struct wrong_segment {
	const char *says;
	void (*spoil)(void);
	bool is_sealed_after;
};

static void spoil_checksum(void)
{
	header()->checksum ^= 1;
}

static void spoil_data(void)
{
	buf[2 * WB_BLOCK_BYTES - 1] ^= 1;
}

static void spoil_length(void)
{
	header()->length = 4;
}

static void spoil_id(void)
{
	header()->id = 2;
}

static void spoil_header_padding(void)
{
	header()->zero[479] = 1;
}

static void spoil_mark(void)
{
	header()->durable_id = 1;
}

static void spoil_metablock_padding(void)
{
	header()->metablocks[0].padding[6] = 1;
}

static void spoil_alignment(void)
{
	header()->metablocks[0].sector = 9;
}

static void spoil_sector(void)
{
	header()->metablocks[0].sector = 1024;
}

static const struct wrong_segment wrong_segments[] = {
	{ "segment 1 in slot 0: checksum is ", spoil_checksum, false },
	{ "segment 1 in slot 0: checksum is ", spoil_data, false },
	{ "segment 1 in slot 0: length 4 is more than 3", spoil_length, false },
	{ "segment 2 in slot 0: id 2 cannot be in slot 0 of 4", spoil_id, false },
	{ "segment 1 in slot 0: the header's padding is not zero", spoil_header_padding, false },
	{ "segment 1 in slot 0: the mark has 00000000 for the metablocks", spoil_mark, false },
	{ "segment 1 in slot 0: metablock 0: the padding is not zero", spoil_metablock_padding,
	  true },
	{ "segment 1 in slot 0: metablock 0: sector 9 is not aligned", spoil_alignment, true },
	{ "segment 1 in slot 0: metablock 0: sector 1024 is beyond", spoil_sector, true },
};

static void each_wrong_field_is_named(void **state)
{
	size_t i;

	for (i = 0; i < sizeof(wrong_segments) / sizeof(wrong_segments[0]); i++) {
		const struct wrong_segment *wrong = &wrong_segments[i];

		make_segment(1, 8, 0xff);
		wrong->spoil();
		if (wrong->is_sealed_after)
			seal();
		assert_false(write_disk(ssd, slot_sector(1), 16, buf, false));
		expect_finding("on-disk", wrong->says);
		teardown(state);
		setup(state);
	}
}

static void a_wrong_superblock_is_named(void **state)
{
	struct wb_super_disk s = super();

	(void)state;
	s.magic++;
	assert_false(write_super(s));
	expect_finding("on-disk", "superblock header: magic 57427375, order 5");
	s = super();
	s.segment_size_order = 3;
	assert_false(write_super(s));
	expect_finding("on-disk", "superblock header: magic 57427374, order 3");
	s = super();
	s.nr_backing_sectors = 8;
	assert_false(write_super(s));
	expect_finding("on-disk", "superblock header: backing device of 8 sectors, not 1020");
}

static void writes_to_no_mans_land_are_found(void **state)
{
	(void)state;
	memset(buf, 0, sizeof(buf));
	assert_false(write_disk(ssd, 16, 8, buf, false));
	expect_finding("on-disk", "ssd: sectors 16+8 are written, which nothing uses");
	make_segment(1, 8, 0xff);
	assert_false(write_disk(ssd, slot_sector(1) + 24, 16, buf, false));
	expect_finding("on-disk", "ssd: sectors 2072+16 are written, which are no segment");
}

/* --- wrong: the order of things --- */

static void ids_grow_by_one(void **state)
{
	(void)state;
	assert_false(write_segment(2, 8));
	expect_finding("I2", "ssd: segment 2 is submitted, expected id 1");
	clear(2);
	write_segment(1, 8);
	assert_false(write_segment(3, 8));
	expect_finding("I2", "ssd: segment 3 is submitted, expected id 2");
}

static void ids_follow_on_what_recovery_found(void **state)
{
	(void)state;
	run_laps(1, 2);
	observer_forget(o);
	assert_false(write_segment(4, 8));
	expect_finding("I2", "ssd: segment 4 is submitted, expected id 1");
	memset(buf, 0, sizeof(buf));
	disk_poke(ssd, slot_sector(4), 8, buf);
	observer_forget(o);
	assert_true(write_segment(3, 8));
	expect_silence();
}

/* 1 was followed by a torn 2; 3 survived. New 2 is written: 3 would come back. */
static void an_old_run_must_not_be_joined(void **state)
{
	(void)state;
	make_segment(1, 8, 0xff);
	disk_poke(ssd, slot_sector(1), 16, buf);
	make_segment(3, 16, 0xff);
	disk_poke(ssd, slot_sector(3), 16, buf);
	observer_forget(o);
	assert_false(write_segment(2, 24));
	expect_finding("I2",
		       "ssd: segment 2 is submitted while an older segment 3 is left, which would "
		       "follow on it after a power cut");
}

/* It was cleared, but nobody has flushed that. */
static void nor_may_one_that_is_cleared_in_the_cache_only(void **state)
{
	struct disk_io io;

	(void)state;
	make_segment(2, 16, 0xff);
	disk_poke(ssd, slot_sector(2), 16, buf);
	observer_forget(o);
	memset(buf, 0, sizeof(buf));
	io = make_io(DISK_WRITE, slot_sector(2), 8, buf); /* not on the medium */
	assert_true(event(ssd, DISK_STAGE_SUBMIT, &io));
	event(ssd, DISK_STAGE_COMPLETE, &io);
	assert_false(write_segment(1, 24));
	expect_finding("I2", "ssd: segment 1 is submitted while an older segment 2 is left");
}

static void the_record_waits_for_the_hdd(void **state)
{
	(void)state;
	write_segment(1, 8);
	flush_ssd();
	assert_false(write_record(1));
	expect_finding("I3",
		       "ssd: the superblock record covers segment 1, whose block 0, sector 8, "
		       "dirty bits ff, is not durable on the HDD (ff)");
}

static void a_stale_writeback_is_none(void **state)
{
	(void)state;
	write_segment(1, 8);
	write_segment(2, 8);
	flush_ssd();
	write_back(1, 8);
	assert_true(write_record(1));
	expect_silence();
	assert_false(write_record(2));
	expect_finding("I3", "ssd: the superblock record covers segment 2");
}

static void a_newer_volatile_segment_is_no_excuse(void **state)
{
	(void)state;
	write_segment(1, 8);
	flush_ssd();
	write_segment(2, 8);
	assert_false(write_record(1));
	expect_finding("I3", "ssd: the superblock record covers segment 1");
}

static void the_record_waits_for_the_ssd(void **state)
{
	(void)state;
	write_segment(1, 8);
	write_back(1, 8);
	assert_false(write_record(1));
	expect_finding("I3", "ssd: the superblock record is to say 1; segment 1 is not durable");
}

static void a_flush_covers_what_was_complete(void **state)
{
	struct disk_io flush = make_io(DISK_FLUSH, 0, 0, buf);

	(void)state;
	event(ssd, DISK_STAGE_SUBMIT, &flush);
	write_segment(1, 8);
	event(ssd, DISK_STAGE_COMPLETE, &flush);
	write_back(1, 8);
	assert_false(write_record(1));
	expect_finding("I3", "ssd: the superblock record is to say 1; segment 1 is not durable");
}

static void a_failed_flush_covers_nothing(void **state)
{
	struct disk_io flush;

	(void)state;
	write_segment(1, 8);
	flush = make_io(DISK_FLUSH, 0, 0, buf);
	event(ssd, DISK_STAGE_SUBMIT, &flush);
	flush.error = -5;
	event(ssd, DISK_STAGE_COMPLETE, &flush);
	write_back(1, 8);
	assert_false(write_record(1));
	expect_finding("I3", "ssd: the superblock record is to say 1; segment 1 is not durable");
}

static void the_record_names_what_was_written(void **state)
{
	(void)state;
	write_segment(1, 8);
	assert_false(write_record(2));
	expect_finding("I3",
		       "ssd: the superblock record is to say 2; the last segment submitted is 1");
}

static void the_record_never_goes_back(void **state)
{
	(void)state;
	run_laps(1, NR_SLOTS + 2);
	assert_false(write_record(1));
	expect_finding("I3", "ssd: the superblock record goes back from 2 to 1");
}

static void a_slot_waits_for_the_record(void **state)
{
	(void)state;
	run_laps(1, NR_SLOTS);
	assert_false(write_segment(NR_SLOTS + 1, 8));
	expect_finding("I4",
		       "ssd: slot 0 is to be overwritten; it holds segment 1, and the durable "
		       "record says 0");
	assert_false(clear(2));
	expect_finding("I4", "ssd: slot 1 is to be cleared; it holds segment 2");
}

static void two_writes_to_a_block_do_not_meet(void **state)
{
	struct disk_io first, second;

	(void)state;
	memset(buf, 1, sizeof(buf));
	first = make_io(DISK_WRITE, 8, 8, buf);
	second = make_io(DISK_WRITE, 12, 8, buf);
	assert_true(event(hdd, DISK_STAGE_SUBMIT, &first));
	assert_false(event(hdd, DISK_STAGE_SUBMIT, &second));
	expect_finding("I5", "hdd: write ");
	event(hdd, DISK_STAGE_COMPLETE, &first);
	second = make_io(DISK_WRITE, 12, 4, buf);
	assert_true(event(hdd, DISK_STAGE_SUBMIT, &second));
	first = make_io(DISK_WRITE, 8, 4, buf);
	assert_true(event(hdd, DISK_STAGE_SUBMIT, &first));
	expect_silence();
}

static void the_suspended_are_silent(void **state)
{
	struct disk_io read = make_io(DISK_READ, 8, 8, buf);

	(void)state;
	observer_suspended(o, true);
	assert_false(event(hdd, DISK_STAGE_SUBMIT, &read));
	expect_finding("I10", "hdd: I/O ");
	observer_suspended(o, false);
	assert_true(event(hdd, DISK_STAGE_SUBMIT, &read));
	expect_silence();
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_right_driver_passes),
		TEST(so_does_one_that_is_learned_anew),
		TEST(a_block_in_a_newer_durable_segment_need_not_be_written_back),
		TEST(what_was_written_past_the_log_counts),
		TEST(an_older_write_past_the_log_does_not),
		TEST(a_flushed_writeback_is_believed),
		TEST(one_of_an_older_version_is_not),
		TEST(one_in_flight_is_not),
		TEST(clean_blocks_owe_nothing),
		TEST(the_last_half_block_of_the_hdd_is_inside),
		TEST(what_recovery_clears_lies_beyond_the_run),
		TEST(what_is_cleared_hides_nothing),
		TEST(a_failed_write_may_be_repeated),
		TEST(the_same_bytes_may_be_written_again),
		TEST(a_header_claims_no_more_than_is_true),

		TEST(a_failed_write_that_landed_may_be_repeated),
		TEST(a_new_superblock_begins_a_new_log),
		TEST(each_wrong_field_is_named),
		TEST(a_wrong_superblock_is_named),
		TEST(writes_to_no_mans_land_are_found),
		TEST(ids_grow_by_one),
		TEST(ids_follow_on_what_recovery_found),
		TEST(an_old_run_must_not_be_joined),
		TEST(nor_may_one_that_is_cleared_in_the_cache_only),
		TEST(the_record_waits_for_the_hdd),
		TEST(a_stale_writeback_is_none),
		TEST(a_newer_volatile_segment_is_no_excuse),
		TEST(the_record_waits_for_the_ssd),
		TEST(a_flush_covers_what_was_complete),
		TEST(a_failed_flush_covers_nothing),
		TEST(the_record_names_what_was_written),
		TEST(the_record_never_goes_back),
		TEST(a_slot_waits_for_the_record),
		TEST(two_writes_to_a_block_do_not_meet),
		TEST(the_suspended_are_silent),
	};

	return cmocka_run_group_tests_name("observer", tests, NULL, NULL);
}
