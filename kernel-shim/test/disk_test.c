// SPDX-License-Identifier: GPL-2.0-only
/*
 * Disks: what is read, what a flush covers, what a power cut leaves.
 */
#include "disk_fixture.h"

/* --- reading and writing --- */

static void test_unwritten_sectors_are_zero(void **state)
{
	expect_read(0, 9, ".........");
	assert_int_equal(disk_nr_touched_pages(disk), 0);
}

static void test_reads_return_the_last_completed_write(void **state)
{
	assert_int_equal(do_write(0, 16, 'a'), 0);
	assert_int_equal(do_write(3, 2, 'b'), 0);
	assert_int_equal(do_write(7, 2, 'c'), 0);
	expect_read(0, 17, "aaabbaaccaaaaaaa.");
	assert_int_equal(disk_nr_touched_pages(disk), 2);
}

static void test_vectors_of_odd_shapes(void **state)
{
	struct hand_io *hand = hand_start(DISK_WRITE, 5, 8, 'a');
	struct disk_vec vecs[3];

	vecs[0] = (struct disk_vec){ hand->buf + 512, 512 };
	vecs[1] = (struct disk_vec){ hand->buf + 8192, 2560 };
	vecs[2] = (struct disk_vec){ hand->buf + 4096, 1024 };
	memset(vecs[1].base, 'b', 2560);
	memset(vecs[2].base, 'c', 1024);
	hand->io.vecs = vecs;
	hand->io.nr_vecs = 3;
	disk_submit(disk, &hand->io);
	assert_int_equal(finish(hand), 0);
	expect_read(4, 10, ".abbbbbcc.");
}

static void test_a_terabyte_costs_what_is_touched(void **state)
{
	make_disk((struct disk_config){ .nr_sectors = 1ULL << 31 });
	assert_int_equal(do_write((1ULL << 31) - 8, 8, 'z'), 0);
	expect_read((1ULL << 31) - 9, 9, ".zzzzzzzz");
	assert_int_equal(disk_nr_touched_pages(disk), 1);
}

static void test_illegal_io_is_a_finding(void **state)
{
	struct hand_io *flying[3];

	make_disk((struct disk_config){ .logical_block_bytes = 4096 });
	flying[0] = submit(DISK_WRITE, 1, 8, 'a');
	expect_rule("misaligned-io");
	flying[1] = submit(DISK_WRITE, DISK_SECTORS - 8, 16, 'a');
	expect_rule("beyond-disk");
	flying[2] = hand_start(DISK_WRITE, 0, 8, 'a');
	flying[2]->vec.len_bytes -= SECTOR_BYTES;
	disk_submit(disk, &flying[2]->io);
	expect_rule("vec-length");
	power_cut(CRASH_ALL);
	for (int i = 0; i < 3; i++)
		free(flying[i]);
	expect_now(0, "........");
}

static void test_memory_that_changes_in_flight_is_found(void **state)
{
	struct hand_io *hand = submit(DISK_WRITE, 0, 8, 'a');

	hand->buf[700] = 'b';
	finish(hand);
	expect_rule("I6");
}

/* --- what is durable --- */

static void test_flush_covers_what_completed_before_its_submission(void **state)
{
	static const struct latency_model *slow;
	struct hand_io *late, *flush;

	slow = latency_find("fixed");
	make_disk((struct disk_config){ .latency = slow });
	assert_int_equal(do_write(0, 8, 'a'), 0);
	late = submit(DISK_WRITE, 8, 8, 'b');
	flush = submit(DISK_FLUSH, 0, 0, 0);
	assert_int_equal(finish(late), 0);
	assert_int_equal(finish(flush), 0);
	expect_durable(0, "aaaaaaaa");
	expect_durable(8, "........");
	expect_now(8, "bbbbbbbb");
}

static void test_fua_is_durable_alone(void **state)
{
	assert_int_equal(do_write(0, 8, 'a'), 0);
	assert_int_equal(do_fua(8, 8, 'b'), 0);
	power_cut(CRASH_NONE);
	expect_now(0, "........");
	expect_now(8, "bbbbbbbb");
}

static void test_flush_does_not_bring_back_what_fua_replaced(void **state)
{
	assert_int_equal(do_write(0, 8, 'a'), 0);
	assert_int_equal(do_fua(2, 2, 'b'), 0);
	expect_durable(0, "..bb....");
	assert_int_equal(do_flush(), 0);
	expect_durable(0, "aabbaaaa");
	expect_now(0, "aabbaaaa");
}

static void test_a_disk_without_fua_ignores_it(void **state)
{
	make_disk((struct disk_config){ .has_no_fua = true });
	assert_int_equal(do_fua(0, 8, 'a'), 0);
	expect_durable(0, "........");
}

static void test_write_through_is_durable_at_completion(void **state)
{
	make_disk((struct disk_config){ .is_write_through = true });
	assert_int_equal(do_write(0, 4, 'a'), 0);
	expect_durable(0, "aaaa....");
	assert_int_equal(disk_nr_volatile_sectors(disk), 0);
}

static void test_a_full_cache_destages_the_oldest(void **state)
{
	make_disk((struct disk_config){ .cache_bytes = 2 * 4096 });
	for (u32 i = 0; i < 4; i++)
		assert_int_equal(do_write(i * 8, 8, 'a' + i), 0);
	expect_durable(0, "aaaaaaaabbbbbbbb........");
	assert_int_equal(disk_nr_volatile_sectors(disk), 16);
}

static void test_zeroes_and_discards(void **state)
{
	assert_int_equal(do_write(0, 24, 'a'), 0);
	assert_int_equal(do_flush(), 0);
	assert_int_equal(finish(submit(DISK_WRITE_ZEROES, 4, 6, 0)), 0);
	expect_now(0, "aaaa......aaaaaa");
	expect_durable(0, "aaaaaaaaaaaaaaaa");
	assert_int_equal(finish(submit(DISK_DISCARD, 16, 8, 0)), 0);
	expect_now(16, "........");
	power_cut(CRASH_NONE);
	expect_now(0, "aaaaaaaaaaaaaaaaaaaaaaaa");
}

static void test_a_discard_may_be_ignored(void **state)
{
	const struct choice_entry ignore[] = { { 0, 2, 1, CHOICE_FAULT } };

	assert_int_equal(do_write(0, 8, 'a'), 0);
	use_entries(ignore, 1);
	assert_int_equal(finish(submit(DISK_DISCARD, 0, 8, 0)), 0);
	expect_now(0, "aaaaaaaa");
}

/* --- power cuts --- */

static void test_any_asks_once_for_each_volatile_unit(void **state)
{
	const struct choice_entry second[] = { { 1, 2, 1, CHOICE_SURVIVE } };

	assert_int_equal(do_write(0, 4, 'a'), 0);
	assert_int_equal(disk_nr_volatile_sectors(disk), 4);
	use_entries(second, 1);
	power_cut(CRASH_ANY);
	assert_int_equal(choice_tracks[CHOICE_SURVIVE].idx, 4);
	expect_now(0, ".a......");
	expect_durable(0, ".a......");
}

static void test_any_offers_every_later_version_and_nothing_older(void **state)
{
	const struct choice_entry versions[] = {
		{ 0, 4, 1, CHOICE_SURVIVE },
		{ 1, 4, 2, CHOICE_SURVIVE },
		{ 2, 4, 3, CHOICE_SURVIVE },
	};
	struct hand_io *flying;

	assert_int_equal(do_write(0, 4, 'o'), 0);
	assert_int_equal(do_flush(), 0);
	assert_int_equal(do_write(0, 4, 'a'), 0);
	assert_int_equal(do_write(0, 4, 'b'), 0);
	flying = submit(DISK_WRITE, 0, 4, 'c');
	use_entries(versions, 3);
	power_cut(CRASH_ANY);
	free(flying);
	expect_now(0, "abco....");
}

static void test_a_4k_block_is_old_or_new(void **state)
{
	const struct choice_entry second[] = { { 1, 2, 1, CHOICE_SURVIVE } };

	make_disk((struct disk_config){ .logical_block_bytes = 4096 });
	assert_int_equal(do_write(0, 16, 'a'), 0);
	use_entries(second, 1);
	power_cut(CRASH_ANY);
	assert_int_equal(choice_tracks[CHOICE_SURVIVE].idx, 2);
	expect_now(0, "........aaaaaaaa");
}

static void test_all_keeps_what_is_in_flight(void **state)
{
	struct hand_io *flying;

	assert_int_equal(do_write(0, 2, 'a'), 0);
	flying = submit(DISK_WRITE, 1, 2, 'b');
	power_cut(CRASH_ALL);
	free(flying);
	expect_now(0, "abb.....");
}

static void test_prefix_is_in_order_of_submission(void **state)
{
	const struct choice_entry two[] = { { 0, 4, 2, CHOICE_SURVIVE } };

	assert_int_equal(do_write(0, 2, 'a'), 0);
	assert_int_equal(do_write(1, 2, 'b'), 0);
	assert_int_equal(do_write(2, 2, 'c'), 0);
	use_entries(two, 1);
	power_cut(CRASH_PREFIX);
	expect_now(0, "abb.....");
}

static void test_bounded_is_all_but_one(void **state)
{
	const struct choice_entry all_but_third[] = { { 0, 2, 1, CHOICE_SURVIVE },
						      { 1, 5, 3, CHOICE_SURVIVE } };

	assert_int_equal(do_write(0, 4, 'a'), 0);
	use_entries(all_but_third, 2);
	power_cut(CRASH_BOUNDED);
	expect_now(0, "aa.a....");
}

static void test_bounded_is_none_but_one(void **state)
{
	const struct choice_entry only_third[] = { { 1, 5, 3, CHOICE_SURVIVE } };

	assert_int_equal(do_write(0, 4, 'a'), 0);
	use_entries(only_third, 1);
	power_cut(CRASH_BOUNDED);
	expect_now(0, "..a.....");
}

static void test_the_dull_answer_keeps_nothing(void **state)
{
	static const enum crash_model models[] = { CRASH_ANY, CRASH_NONE, CRASH_PREFIX,
						   CRASH_BOUNDED };

	for (u32 i = 0; i < 4; i++) {
		assert_int_equal(do_write(0, 9, 'a'), 0);
		power_cut(models[i]);
		expect_now(0, ".........");
	}
}

static void test_a_discard_in_flight_happens_or_not(void **state)
{
	const struct choice_entry first[] = { { 0, 2, 1, CHOICE_SURVIVE } };
	struct hand_io *flying;

	assert_int_equal(do_write(0, 4, 'a'), 0);
	assert_int_equal(do_flush(), 0);
	flying = submit(DISK_DISCARD, 0, 4, 0);
	use_entries(first, 1);
	power_cut(CRASH_ANY);
	free(flying);
	expect_now(0, ".aaa....");
}

/* --- reads that overlap a write in flight (F6.10) --- */

static void test_overlapping_read_sees_old_or_new(void **state)
{
	const struct choice_entry second[] = { { 1, 2, 1, CHOICE_ORDER } };
	struct hand_io *flying;

	make_disk((struct disk_config){ .latency = latency_find("fixed") });
	assert_int_equal(do_write(0, 3, 'a'), 0);
	{
		static const struct word words[] = { { "latency", "1s" }, { "op", "write" } };
		char error[100];

		disk_fault_push(disk, disk_fault_create(words, 2, error, sizeof(error)));
	}
	flying = submit(DISK_WRITE, 0, 3, 'b');
	use_entries(second, 1);
	expect_read(0, 4, "aba.");
	expect_read(0, 4, "aba."); /* what was seen stays seen */
	assert_int_equal(finish(flying), 0);
	expect_read(0, 4, "bbb.");
}

/* --- failures and durability --- */

static void test_failed_flush_redeems_nothing(void **state)
{
	static const struct word words[] = { { "op", "flush" },
					     { "nth", "1" },
					     { "errno", "EIO" } };
	char error[100];

	disk_fault_push(disk, disk_fault_create(words, 3, error, sizeof(error)));
	assert_int_equal(do_write(0, 2, 'a'), 0);
	assert_int_equal(do_flush(), -5);
	assert_int_equal(do_write(1, 2, 'b'), 0);
	assert_int_equal(do_flush(), 0);
	expect_now(0, "abb.....");
	expect_durable(0, ".bb....."); /* F6.7 */
	assert_int_equal(disk_nr_volatile_sectors(disk), 1);
	power_cut(CRASH_ALL);
	expect_now(0, "abb.....");
}

static void test_refused_flush_dooms_nothing(void **state)
{
	static const struct word words[] = { { "op", "flush" },
					     { "nth", "1" },
					     { "errno", "ENOMEM" } };
	char error[100];

	disk_fault_push(disk, disk_fault_create(words, 3, error, sizeof(error)));
	assert_int_equal(do_write(0, 2, 'a'), 0);
	assert_int_equal(do_flush(), -12);
	expect_durable(0, "........");
	assert_int_equal(do_flush(), 0);
	expect_durable(0, "aa......");
}

static void test_failed_write_is_old_or_new_by_block(void **state)
{
	static const struct word words[] = { { "op", "write" },
					     { "nth", "2" },
					     { "errno", "EIO" } };
	const struct choice_entry by_block[] = { { 0, 3, 2, CHOICE_SURVIVE },
						 { 2, 2, 1, CHOICE_SURVIVE } };
	char error[100];

	disk_fault_push(disk, disk_fault_create(words, 3, error, sizeof(error)));
	assert_int_equal(do_write(0, 4, 'a'), 0);
	use_entries(by_block, 2);
	assert_int_equal(do_write(0, 4, 'b'), -5);
	expect_now(0, "abaa....");
}

/* --- images --- */

static void test_image_is_what_was_durable(void **state)
{
	struct disk_image *image;

	assert_int_equal(do_write(0, 8, 'a'), 0);
	assert_int_equal(do_flush(), 0);
	assert_int_equal(do_write(0, 8, 'b'), 0);
	image = disk_image_take(disk);
	assert_int_equal(do_write(4, 8, 'c'), 0);
	assert_int_equal(do_flush(), 0);
	machine_cut();
	disk_image_restore(disk, image);
	assert_int_equal(machine_boot(NULL), 0);
	expect_now(0, "aaaaaaaa........");
	assert_int_equal(do_fua(0, 4, 'd'), 0);
	machine_cut();
	disk_image_restore(disk, image);
	disk_image_put(image);
	assert_int_equal(machine_boot(NULL), 0);
	expect_now(0, "aaaaaaaa........");
}

static void test_poke_is_in_all_piles(void **state)
{
	char buf[3 * SECTOR_BYTES];

	memset(buf, 'p', sizeof(buf));
	disk_poke(disk, 7, 3, buf);
	expect_now(6, ".ppp.");
	expect_durable(6, ".ppp.");
}

static void test_hands_off_what_is_not_there(void **state)
{
	struct disk_config config = { .name = "other", .nr_sectors = 64 };
	struct disk *other = disk_create(&config);
	struct disk_image *image = disk_image_take(other);
	char buf[8 * SECTOR_BYTES];

	memset(buf, 'x', sizeof(buf));
	disk_peek(disk, DISK_SECTORS - 4, 8, buf);
	expect_rule("disk-range");
	disk_peek_durable(disk, DISK_SECTORS + 1, 1, buf);
	expect_rule("disk-range");
	assert_int_equal(letter_of(buf), 'x');
	disk_poke(disk, DISK_SECTORS - 1, 2, buf);
	expect_rule("disk-range");
	expect_now(DISK_SECTORS - 1, ".");
	assert_int_equal(do_fua(0, 1, 'a'), 0);
	machine_cut();
	disk_image_restore(disk, image);
	expect_rule("disk-image");
	disk_image_put(image);
	disk_destroy(other);
	assert_int_equal(machine_boot(NULL), 0);
	expect_now(0, "a");
}

/* --- configurations --- */

static void test_impossible_configurations_are_refused_by_name(void **state)
{
	static const struct {
		struct disk_config config;
		const char *word;
	} rows[] = {
		{ { .name = "", .nr_sectors = 8 }, "name" },
		{ { .name = "a/b", .nr_sectors = 8 }, "name" },
		{ { .name = "sda", .nr_sectors = 8 }, "name" },
		{ { .name = "x", .nr_sectors = 0 }, "size" },
		{ { .name = "x", .nr_sectors = 9, .logical_block_bytes = 4096 }, "size" },
		{ { .name = "x", .nr_sectors = 8, .logical_block_bytes = 1024 }, "logical block" },
		{ { .name = "x", .nr_sectors = 8, .physical_block_bytes = 3000 },
		  "physical block" },
		{ { .name = "x", .nr_sectors = 8, .max_sectors = 1 }, "max_sectors" },
		{ { .name = "x", .nr_sectors = (1ULL << 44) + 8 }, "size: at most" },
		{ { .name = "x", .nr_sectors = 1 << 20, .has_garbage = true }, "fill" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *error = disk_config_error(&rows[i].config);

		assert_non_null(error);
		assert_int_equal(strncmp(error, rows[i].word, strlen(rows[i].word)), 0);
		assert_null(disk_create(&rows[i].config));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		disk_case(test_unwritten_sectors_are_zero),
		disk_case(test_reads_return_the_last_completed_write),
		disk_case(test_vectors_of_odd_shapes),
		disk_case(test_a_terabyte_costs_what_is_touched),
		disk_case(test_illegal_io_is_a_finding),
		disk_case(test_memory_that_changes_in_flight_is_found),
		disk_case(test_flush_covers_what_completed_before_its_submission),
		disk_case(test_fua_is_durable_alone),
		disk_case(test_flush_does_not_bring_back_what_fua_replaced),
		disk_case(test_a_disk_without_fua_ignores_it),
		disk_case(test_write_through_is_durable_at_completion),
		disk_case(test_a_full_cache_destages_the_oldest),
		disk_case(test_zeroes_and_discards),
		disk_case(test_a_discard_may_be_ignored),
		disk_case(test_any_asks_once_for_each_volatile_unit),
		disk_case(test_any_offers_every_later_version_and_nothing_older),
		disk_case(test_a_4k_block_is_old_or_new),
		disk_case(test_all_keeps_what_is_in_flight),
		disk_case(test_prefix_is_in_order_of_submission),
		disk_case(test_bounded_is_all_but_one),
		disk_case(test_bounded_is_none_but_one),
		disk_case(test_the_dull_answer_keeps_nothing),
		disk_case(test_a_discard_in_flight_happens_or_not),
		disk_case(test_overlapping_read_sees_old_or_new),
		disk_case(test_failed_flush_redeems_nothing),
		disk_case(test_refused_flush_dooms_nothing),
		disk_case(test_failed_write_is_old_or_new_by_block),
		disk_case(test_image_is_what_was_durable),
		disk_case(test_poke_is_in_all_piles),
		disk_case(test_hands_off_what_is_not_there),
		disk_case(test_impossible_configurations_are_refused_by_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
