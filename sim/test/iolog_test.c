// SPDX-License-Identifier: GPL-2.0-only
/*
 * The reader of fio's iologs: what it reads, what it says of lines that it does not take;
 * and where a recording puts the files of one.
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

#include "iolog.h"
#include "payload.h"
#include "recording.h"

#define V2 "fio version 2 iolog\n"
#define V3 "fio version 3 iolog\n"
#define OPENED V3 "0 f add\n1 f open\n"

static char path[] = "/tmp/wbsim-iolog-XXXXXX";

static void write_bytes(const char *text, size_t nr)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, nr, file), nr);
	fclose(file);
}

static struct iolog *opened(const char *text)
{
	struct iolog *log;
	char error[512];

	write_bytes(text, strlen(text));
	log = iolog_open(path, error, sizeof(error));
	if (!log)
		fail_msg("%s", error);
	return log;
}

/* --- what it reads --- */

static void expect_entry(struct iolog *log, const struct iolog_entry *wanted)
{
	struct iolog_entry entry;

	if (iolog_next(log, &entry) != 1)
		fail_msg("entry %llu: %s", wanted->nr, iolog_error(log));
	assert_int_equal(entry.nr, wanted->nr);
	assert_int_equal(entry.action, wanted->action);
	assert_int_equal(entry.file, wanted->file);
	assert_int_equal(entry.sector, wanted->sector);
	assert_int_equal(entry.nr_sectors, wanted->nr_sectors);
	assert_int_equal(entry.at_us, wanted->at_us);
}

static void expect_entries(const char *text, const struct iolog_entry *wanted, u32 nr)
{
	struct iolog *log = opened(text);
	struct iolog_entry entry;
	u32 i;

	for (i = 0; i < nr; i++)
		expect_entry(log, &wanted[i]);
	assert_int_equal(iolog_next(log, &entry), 0);
	assert_string_equal(iolog_error(log), "");
	iolog_close(log);
}

static void reads_version_3(void **state)
{
	static const struct iolog_entry wanted[] = {
		{ .nr = 1, .action = IOLOG_ADD, .at_us = 16 },
		{ .nr = 2, .action = IOLOG_OPEN, .at_us = 115 },
		{ .nr = 3, .action = IOLOG_WRITE, .sector = 120, .nr_sectors = 8, .at_us = 120 },
		{ .nr = 4, .action = IOLOG_READ, .sector = 1, .nr_sectors = 2, .at_us = 142 },
		{ .nr = 5, .action = IOLOG_DATASYNC, .at_us = 152 },
		{ .nr = 6, .action = IOLOG_TRIM, .nr_sectors = 8, .at_us = 160 },
		{ .nr = 7, .action = IOLOG_SYNC, .at_us = 161 },
		{ .nr = 8, .action = IOLOG_SYNC_FILE_RANGE, .at_us = 161 },
		{ .nr = 9, .action = IOLOG_CLOSE, .at_us = 170 },
	};

	(void)state;
	expect_entries(V3 "16 f1 add\n115 f1 open\n120 f1 write 61440 4096\n"
			  "142 f1 read 512 1024\n152 f1 datasync 417792 0\n160 f1 trim 0 4096\n"
			  "161 f1 sync 0 0\n161 f1 sync_file_range 512 0\n170 f1 close\n",
		       wanted, 9);
}

static void reads_version_2(void **state)
{
	static const struct iolog_entry wanted[] = {
		{ .nr = 1, .action = IOLOG_ADD },
		{ .nr = 2, .action = IOLOG_ADD, .file = 1 },
		{ .nr = 3, .action = IOLOG_OPEN, .file = 1 },
		{ .nr = 4, .action = IOLOG_WAIT, .at_us = 100 },
		{ .nr = 5, .action = IOLOG_WRITE, .file = 1, .nr_sectors = 1, .at_us = 100 },
		{ .nr = 6, .action = IOLOG_WAIT, .at_us = 1100 },
		{ .nr = 7, .action = IOLOG_CLOSE, .file = 1, .at_us = 1100 },
	};

	(void)state;
	expect_entries(V2 "/a add\n/b add\n/b open\n/b wait 100 0\n/b write 0 512\n"
			  "/b wait 1000 0\n/b close\n",
		       wanted, 7);
}

/* Blanks of any kind, and no end of line at the end. */
static void reads_other_blanks(void **state)
{
	static const struct iolog_entry wanted[] = {
		{ .nr = 1, .action = IOLOG_ADD },
		{ .nr = 2, .action = IOLOG_OPEN, .at_us = 3 },
	};

	(void)state;
	expect_entries("fio version 3 iolog\r\n0\tf  add\r\n 3 f open ", wanted, 2);
	expect_entries("fio version 3 iolog", wanted, 0);
}

/* --- what it does not take --- */

static void expect_bad(const char *text, const char *what)
{
	struct iolog *log = opened(text);
	struct iolog_entry entry;
	char wanted[1024];
	int more;

	while ((more = iolog_next(log, &entry)) > 0)
		;
	assert_int_equal(more, -1);
	snprintf(wanted, sizeof(wanted), "%s: line %s", path, what);
	assert_string_equal(iolog_error(log), wanted);
	assert_int_equal(iolog_next(log, &entry), -1);
	iolog_close(log);
}

static void refuses_other_first_lines(void **state)
{
	static const char *const texts[][2] = {
		{ "", "the end of the file" },
		{ "\n", "''" },
		{ "fio version 1 iolog\n", "'fio version 1 iolog'" },
		{ "fio version 3 iolog x\n", "'fio version 3 iolog x'" },
	};
	char error[512], wanted[512];
	u32 i;

	(void)state;
	for (i = 0; i < 4; i++) {
		write_bytes(texts[i][0], strlen(texts[i][0]));
		assert_null(iolog_open(path, error, sizeof(error)));
		snprintf(wanted, sizeof(wanted),
			 "%s: line 1: expected 'fio version 2 iolog' or "
			 "'fio version 3 iolog', not %s",
			 path, texts[i][1]);
		assert_string_equal(error, wanted);
	}
	assert_null(iolog_open("/nonexistent", error, sizeof(error)));
	assert_string_equal(error, "/nonexistent: expected a readable log: "
				   "No such file or directory");
}

static void refuses_other_words(void **state)
{
	(void)state;
	expect_bad(V3 "0 f add\n\n", "3: expected TIME FILE ACTION, or TIME FILE ACTION OFFSET "
				     "LENGTH, not 0 words");
	expect_bad(V3 "0 f write 0\n", "2: expected TIME FILE ACTION, or TIME FILE ACTION OFFSET "
				       "LENGTH, not 4 words");
	expect_bad(V2 "f a b c d e f g\n", "2: expected FILE ACTION, or FILE ACTION OFFSET "
					   "LENGTH, not 6 words or more");
	expect_bad(V3 "0 f write\n", "2: expected an offset and a length after 'write'");
	expect_bad(OPENED "2 f close 0 0\n", "4: expected nothing after 'close'");
	expect_bad(OPENED "2 f jump 0 0\n",
		   "4: expected add, open, close, read, write, trim, sync, "
		   "datasync, sync_file_range or wait, not 'jump'");
	expect_bad(OPENED "2 f wait 0 0\n",
		   "4: expected no wait in version 3, where each line has its time");
	expect_bad(V3 "0 \001 add\n", "2: expected text, not a byte of value 1");
	expect_bad(V3 "0 \177 add\n", "2: expected text, not a byte of value 127");
}

static void refuses_other_numbers(void **state)
{
	(void)state;
	expect_bad(V3 "x f add\n",
		   "2: expected a time in us, a number up to 4398046511104, not 'x'");
	expect_bad(V3 "-1 f add\n",
		   "2: expected a time in us, a number up to 4398046511104, not '-1'");
	expect_bad(OPENED "2 f write 99999999999999999999999 512\n",
		   "4: expected an offset in bytes, a number up to 1125899906842624, not "
		   "'99999999999999999999999'");
	expect_bad(OPENED "2 f write 0 4k\n",
		   "4: expected a length in bytes, a number up to 1125899906842624, not '4k'");
	expect_bad(OPENED "2 f write 100 512\n",
		   "4: expected an offset in sectors of 512 bytes, not 100");
	expect_bad(OPENED "2 f write 0 1000\n",
		   "4: expected a length in sectors of 512 bytes, not 1000");
	expect_bad(OPENED "2 f read 0 0\n", "4: expected a length in sectors of 512 bytes, not 0");
	expect_bad(OPENED "2 f write 0 67109376\n",
		   "4: expected a write of at most 67108864 bytes, not 67109376");
	expect_bad(OPENED "2 f trim 0 4294967808\n",
		   "4: expected a trim of at most 4294967296 bytes, not 4294967808");
	expect_bad(V2 "f wait 4398046511104 0\nf wait 1 0\n",
		   "3: expected waits of at most 4398046511104 us in all");
}

static void refuses_other_files(void **state)
{
	(void)state;
	expect_bad(V3 "0 f open\n", "2: expected a file that was added, not 'f'");
	expect_bad(V3 "0 f add\n1 f close\n", "3: expected a file that is open, not 'f'");
	expect_bad(V3 "0 f add\n1 f write 0 512\n",
		   "3: expected a file that was added and is open, not 'f'");
	expect_bad(OPENED "2 f close\n3 f sync 0 0\n",
		   "5: expected a file that was added and is open, not 'f'");
}

static void refuses_too_much(void **state)
{
	static char text[1u << 15];
	int nr, i;

	(void)state;
	snprintf(text, sizeof(text), V3 "0 %0*d add\n", 1100, 0);
	expect_bad(text, "2: expected at most 1024 characters");
	snprintf(text, sizeof(text), V3 "0 %0*d add\n", 257, 0);
	expect_bad(text, "2: expected a file name of at most 256 characters");
	nr = snprintf(text, sizeof(text), V3);
	for (i = 0; i <= 1024; i++)
		nr += snprintf(text + nr, sizeof(text) - (size_t)nr, "0 %d add\n", i);
	expect_bad(text, "1026: expected at most 1024 files");
}

/* --- as a recording --- */

static struct recording *recorded(const char *text)
{
	struct recording *rec;
	char error[512];

	write_bytes(text, strlen(text));
	rec = recording_open(path, error, sizeof(error));
	if (!rec)
		fail_msg("%s", error);
	return rec;
}

static void expect_play(struct recording *rec, u32 flags, u64 sector, u64 nr_sectors, u64 at_ns)
{
	struct recording_entry entry;
	struct payload_info info;

	assert_int_equal(recording_next(rec, &entry), 1);
	assert_int_equal(entry.flags, flags);
	assert_int_equal(entry.sector, sector);
	assert_int_equal(entry.nr_sectors, nr_sectors);
	assert_int_equal(entry.at_ns, at_ns);
	assert_int_equal(!entry.data, flags || !nr_sectors);
	if (!entry.data)
		return;
	payload_inspect((const u8 *)entry.data + (nr_sectors - 1) * 512, &info);
	assert_int_equal(info.kind, PAYLOAD_INTACT);
	assert_int_equal(info.write_id, entry.nr);
	assert_int_equal(info.sector, sector + nr_sectors - 1);
}

/* b begins at the first block behind a, however late a becomes that long. */
static void files_lie_one_behind_the_other(void **state)
{
	struct recording *rec = recorded(V3 "0 a add\n0 b add\n0 a open\n0 b open\n"
					    "1 b write 0 1024\n2 a write 4096 512\n"
					    "3 b read 512 512\n4 a trim 0 4096\n5 a sync 512 0\n"
					    "6 a sync_file_range 0 0\n");
	struct recording_entry entry;
	u32 i;

	(void)state;
	assert_int_equal(recording_nr_entries(rec), 10);
	for (i = 0; i < 4; i++)
		expect_play(rec, 0, 0, 0, 0);
	expect_play(rec, 0, 16, 2, 1000);
	expect_play(rec, 0, 8, 1, 2000);
	expect_play(rec, RECORDING_READ, 17, 1, 3000);
	expect_play(rec, RECORDING_DISCARD, 0, 8, 4000);
	expect_play(rec, RECORDING_FLUSH, 0, 0, 5000);
	expect_play(rec, 0, 0, 0, 6000);
	assert_int_equal(recording_next(rec, &entry), 0);
	recording_close(rec);
}

static void bad_lines_are_told_at_once(void **state)
{
	static const char text[] = OPENED "2 f write 0 512\n3 f write 0 1\n";
	char error[512], wanted[512];

	(void)state;
	write_bytes(text, sizeof(text) - 1);
	assert_null(recording_open(path, error, sizeof(error)));
	snprintf(wanted, sizeof(wanted),
		 "%s: line 5: expected a length in sectors of 512 bytes, not 1", path);
	assert_string_equal(error, wanted);
}

static int make_file(void **state)
{
	int fd = mkstemp(path);

	(void)state;
	return fd < 0 || close(fd);
}

static int remove_file(void **state)
{
	(void)state;
	return unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_version_3),
		cmocka_unit_test(reads_version_2),
		cmocka_unit_test(reads_other_blanks),
		cmocka_unit_test(refuses_other_first_lines),
		cmocka_unit_test(refuses_other_words),
		cmocka_unit_test(refuses_other_numbers),
		cmocka_unit_test(refuses_other_files),
		cmocka_unit_test(refuses_too_much),
		cmocka_unit_test(files_lie_one_behind_the_other),
		cmocka_unit_test(bad_lines_are_told_at_once),
	};

	return cmocka_run_group_tests(tests, make_file, remove_file);
}
