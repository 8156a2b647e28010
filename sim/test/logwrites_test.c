// SPDX-License-Identifier: GPL-2.0-only
/*
 * The reader of dm-log-writes logs: what it reads, and what it says of files that are
 * none, are cut off, or lie.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <setjmp.h>
#include <cmocka.h>
#include <lzma.h>

#include "logwrites.h"

/* A log in memory, as the kernel would write it. */
struct log {
	u8 bytes[1u << 20];
	size_t nr;
	u32 unit;
};

static struct log the_log;
static char path[] = "/tmp/wbsim-logwrites-XXXXXX";

static void put(struct log *log, u64 value, u32 nr_bytes)
{
	memcpy(log->bytes + log->nr, &value, nr_bytes);
	log->nr += nr_bytes;
}

static void pad(struct log *log)
{
	log->nr = (log->nr + log->unit - 1) / log->unit * log->unit;
}

static struct log *begin(u64 nr_entries, u32 unit)
{
	struct log *log = &the_log;

	memset(log, 0, sizeof(*log));
	log->unit = unit;
	put(log, 0x6a736677736872ULL, 8);
	put(log, 1, 8);
	put(log, nr_entries, 8);
	put(log, unit, 4);
	pad(log);
	return log;
}

static void add_entry(struct log *log, u64 sector, u64 nr_sectors, u64 flags, const char *text)
{
	put(log, sector, 8);
	put(log, nr_sectors, 8);
	put(log, flags, 8);
	put(log, strlen(text), 8);
	memcpy(log->bytes + log->nr, text, strlen(text));
	log->nr += strlen(text);
	pad(log);
}

static void add_data(struct log *log, u32 nr_sectors, int value)
{
	memset(log->bytes + log->nr, value, (size_t)nr_sectors * log->unit);
	log->nr += (size_t)nr_sectors * log->unit;
}

static void write_file(const void *bytes, size_t nr)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, nr, file), nr);
	fclose(file);
}

static struct logwrites *opened(void)
{
	struct logwrites *lw;
	char error[512];

	lw = logwrites_open(path, error, sizeof(error));
	if (!lw)
		fail_msg("%s", error);
	return lw;
}

/* Reads all of it; returns what logwrites_next() ended with. */
static int read_to_end(struct logwrites *lw)
{
	struct logwrites_entry entry;
	int r;

	do
		r = logwrites_next(lw, &entry);
	while (r == 1);
	return r;
}

static void expect_bad_super(const char *what)
{
	char error[512], wanted[512];

	write_file(the_log.bytes, the_log.nr);
	assert_null(logwrites_open(path, error, sizeof(error)));
	snprintf(wanted, sizeof(wanted), "%s: superblock: %s", path, what);
	assert_string_equal(error, wanted);
}

static void expect_bad_entry(const char *what)
{
	struct logwrites_entry entry;
	struct logwrites *lw;
	char wanted[512];

	write_file(the_log.bytes, the_log.nr);
	lw = opened();
	assert_int_equal(read_to_end(lw), -1);
	snprintf(wanted, sizeof(wanted), "%s: entry %s", path, what);
	assert_string_equal(logwrites_error(lw), wanted);
	assert_int_equal(logwrites_next(lw, &entry), -1);
	logwrites_close(lw);
}

/* --- what it reads --- */

static void make_good(u32 unit)
{
	struct log *log = begin(4, unit);

	add_entry(log, 0, 1024, LOGWRITES_DISCARD, "");
	add_entry(log, 6, 2, LOGWRITES_FUA | LOGWRITES_METADATA, "");
	add_data(log, 2, 'x');
	add_entry(log, 0, 0, LOGWRITES_MARK, "mounted");
	add_entry(log, 0, 0, LOGWRITES_FLUSH, "");
}

static void expect_good(u32 unit)
{
	struct logwrites *lw = opened();
	struct logwrites_entry entry;
	u32 scale = unit / 512;

	assert_int_equal(logwrites_nr_entries(lw), 4);
	assert_int_equal(logwrites_sector_bytes(lw), unit);
	assert_int_equal(logwrites_next(lw, &entry), 1);
	assert_int_equal(entry.nr, 1);
	assert_int_equal(entry.flags, LOGWRITES_DISCARD);
	assert_int_equal(entry.nr_sectors, 1024 * scale);
	assert_null(entry.data);
	assert_int_equal(logwrites_next(lw, &entry), 1);
	assert_int_equal(entry.flags, LOGWRITES_FUA | LOGWRITES_METADATA);
	assert_int_equal(entry.sector, 6 * scale);
	assert_int_equal(entry.nr_sectors, 2 * scale);
	assert_int_equal(((const char *)entry.data)[2 * unit - 1], 'x');
	assert_null(entry.mark);
	assert_int_equal(logwrites_next(lw, &entry), 1);
	assert_string_equal(entry.mark, "mounted");
	assert_int_equal(logwrites_next(lw, &entry), 1);
	assert_int_equal(entry.flags, LOGWRITES_FLUSH);
	assert_int_equal(entry.nr, 4);
	assert_int_equal(logwrites_next(lw, &entry), 0);
	assert_int_equal(logwrites_next(lw, &entry), 0);
	logwrites_close(lw);
}

static void a_plain_log_is_read(void **state)
{
	u32 unit;

	(void)state;
	for (unit = 512; unit <= 4096; unit *= 2) {
		make_good(unit);
		write_file(the_log.bytes, the_log.nr);
		expect_good(unit);
	}
}

static size_t compress(u8 *out, size_t room)
{
	size_t nr = 0;

	assert_int_equal(lzma_easy_buffer_encode(1, LZMA_CHECK_CRC64, NULL, the_log.bytes,
						 the_log.nr, out, &nr, room),
			 LZMA_OK);
	return nr;
}

static void a_compressed_log_is_read(void **state)
{
	static u8 out[1u << 20];

	(void)state;
	make_good(512);
	write_file(out, compress(out, sizeof(out)));
	expect_good(512);
}

static void what_follows_the_last_entry_is_left_alone(void **state)
{
	(void)state;
	make_good(512);
	add_data(&the_log, 100, 0x55);
	write_file(the_log.bytes, the_log.nr);
	expect_good(512);
}

/* --- what it refuses --- */

static void a_missing_file_is_named(void **state)
{
	char error[512];

	(void)state;
	assert_null(logwrites_open("/nowhere/x.dmlw", error, sizeof(error)));
	assert_string_equal(error, "/nowhere/x.dmlw: expected a readable log: No such file or "
				   "directory");
	assert_null(logwrites_open("/tmp", error, sizeof(error)));
}

static void a_bad_superblock_is_named(void **state)
{
	(void)state;
	begin(1, 512)->nr = 100;
	expect_bad_super("expected 512 bytes of superblock, the log ends after 100");
	begin(1, 512)->nr = 0;
	expect_bad_super("expected 512 bytes of superblock, the log ends after 0");
	begin(1, 512)->bytes[0] = 0;
	expect_bad_super(
		"expected magic 6a736677736872 of a dm-log-writes log, not 6a736677736800");
	begin(1, 512)->bytes[8] = 2;
	expect_bad_super("expected version 1, not 2");
	begin(1, 3000);
	expect_bad_super("expected a sector size of 512, 1024, 2048 or 4096, not 3000");
	begin(1, 1u << 16);
	expect_bad_super("expected a sector size of 512, 1024, 2048 or 4096, not 65536");
	begin(1, 4096)->nr = 2048;
	expect_bad_super("expected 3584 bytes of superblock, the log ends after 1536");
}

static void a_truncated_log_is_named(void **state)
{
	(void)state;
	make_good(512);
	the_log.nr -= 512;
	expect_bad_entry("4: expected 512 bytes of header, the log ends after 0");
	the_log.nr -= 512 + 1;
	expect_bad_entry("2: expected 1024 bytes of data, the log ends after 1023");
	the_log.nr = 512 + 512 + 40;
	expect_bad_entry("2: expected 512 bytes of header, the log ends after 40");
	begin(~0ULL, 512);
	expect_bad_entry("1: expected 512 bytes of header, the log ends after 0");
}

static void a_lying_entry_is_named(void **state)
{
	(void)state;
	add_entry(begin(1, 512), 0, 0, 32, "");
	expect_bad_entry("1: expected flags among 0x1f, not 0x20");
	add_entry(begin(1, 512), 0, 1, LOGWRITES_MARK, "m");
	expect_bad_entry("1: expected a mark without sectors, not 1");
	add_entry(begin(1, 512), 0, ~0ULL, 0, "");
	expect_bad_entry("1: expected at most 524288 sectors, not 18446744073709551615");
	add_entry(begin(1, 512), 0, 1u << 19, 0, "");
	expect_bad_entry("1: expected 65536 bytes of data, the log ends after 0");
	add_entry(begin(1, 512), ~0ULL, 1, 0, "");
	expect_bad_entry("1: expected sectors below 2199023255552, not 18446744073709551615+1");
	add_entry(begin(1, 512), 0, ~0ULL, LOGWRITES_DISCARD, "");
	expect_bad_entry("1: expected sectors below 2199023255552, not 0+18446744073709551615");
	begin(1, 512);
	put(&the_log, 0, 8);
	put(&the_log, 0, 8);
	put(&the_log, LOGWRITES_MARK, 8);
	put(&the_log, 481, 8);
	pad(&the_log);
	expect_bad_entry("1: expected a data length of at most 480, not 481");
}

static void a_broken_xz_is_named(void **state)
{
	static u8 out[1u << 20];
	struct logwrites *lw;
	char error[512];
	size_t nr, i;

	(void)state;
	make_good(512);
	nr = compress(out, sizeof(out));
	out[20] ^= 0xff;
	write_file(out, nr);
	lw = logwrites_open(path, error, sizeof(error));
	if (lw) {
		assert_int_equal(read_to_end(lw), -1);
		logwrites_close(lw);
	} else {
		assert_non_null(strstr(error, "expected xz data that is intact"));
	}
	out[20] ^= 0xff;
	for (i = 6; i < nr; i += 7) {
		write_file(out, i);
		lw = logwrites_open(path, error, sizeof(error));
		if (lw)
			read_to_end(lw);
		logwrites_close(lw);
	}
}

/* Whatever the bytes are: an answer, and no crash. */
static void no_flipped_byte_does_harm(void **state)
{
	struct logwrites *lw;
	char error[512];
	size_t i, nr;

	(void)state;
	make_good(512);
	nr = the_log.nr;
	for (i = 0; i < nr; i++) {
		the_log.bytes[i] ^= 0x80;
		if (i < 64 || i % 512 < 40) {
			write_file(the_log.bytes, nr);
			lw = logwrites_open(path, error, sizeof(error));
			if (lw)
				read_to_end(lw);
			logwrites_close(lw);
		}
		the_log.bytes[i] ^= 0x80;
	}
}

static int setup(void **state)
{
	(void)state;
	return close(mkstemp(path));
}

static int teardown(void **state)
{
	(void)state;
	return unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_plain_log_is_read),
		cmocka_unit_test(a_compressed_log_is_read),
		cmocka_unit_test(what_follows_the_last_entry_is_left_alone),
		cmocka_unit_test(a_missing_file_is_named),
		cmocka_unit_test(a_bad_superblock_is_named),
		cmocka_unit_test(a_truncated_log_is_named),
		cmocka_unit_test(a_lying_entry_is_named),
		cmocka_unit_test(a_broken_xz_is_named),
		cmocka_unit_test(no_flipped_byte_does_harm),
	};

	return cmocka_run_group_tests_name("logwrites", tests, setup, teardown);
}
