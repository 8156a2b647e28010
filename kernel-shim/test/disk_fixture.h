/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One disk under test, and I/O to it by hand. All of it on the host stack.
 */
#ifndef DISK_FIXTURE_H
#define DISK_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "choice.h"
#include "clock.h"
#include "disk-fault.h"
#include "latency.h"
#include "disk.h"
#include "event.h"
#include "finding.h"
#include "machine.h"

#define DISK_SECTORS 2048u

static struct disk *disk;
static struct choice_driver *drv;

/* An I/O with its memory: @letter fills a write. */
struct hand_io {
	struct disk_io io;
	struct disk_vec vec;
	bool is_done;
	char buf[64 * SECTOR_BYTES];
};

static inline void hand_done(struct disk_io *io)
{
	struct hand_io *hand = io->priv;

	assert_false(hand->is_done);
	hand->is_done = true;
	machine_wake();
}

static inline struct hand_io *hand_start(enum disk_op op, u64 sector, u32 nr_sectors, char letter)
{
	struct hand_io *hand = calloc(1, sizeof(*hand));

	assert_non_null(hand);
	memset(hand->buf, letter, sizeof(hand->buf));
	hand->vec = (struct disk_vec){ hand->buf, nr_sectors * SECTOR_BYTES };
	hand->io = (struct disk_io){ .op = op,
				     .sector = sector,
				     .nr_sectors = nr_sectors,
				     .nr_vecs = 1,
				     .vecs = &hand->vec,
				     .done = hand_done,
				     .priv = hand,
				     .is_stable = true };
	return hand;
}

static inline struct hand_io *submit(enum disk_op op, u64 sector, u32 nr_sectors, char letter)
{
	struct hand_io *hand = hand_start(op, sector, nr_sectors, letter);

	disk_submit(disk, &hand->io);
	return hand;
}

static inline void wait_for(const struct hand_io *hand)
{
	while (!hand->is_done && machine_run(~0ULL) == MACHINE_WOKEN)
		;
	assert_true(hand->is_done);
}

/* Waits for it, gives its error and frees it. */
static inline int finish(struct hand_io *hand)
{
	int error;

	wait_for(hand);
	error = hand->io.error;
	free(hand);
	return error;
}

#define do_write(sector, nr, letter) finish(submit(DISK_WRITE, (sector), (nr), (letter)))
#define do_flush() finish(submit(DISK_FLUSH, 0, 0, 0))

static inline int do_fua(u64 sector, u32 nr_sectors, char letter)
{
	struct hand_io *hand = hand_start(DISK_WRITE, sector, nr_sectors, letter);

	hand->io.is_fua = true;
	disk_submit(disk, &hand->io);
	return finish(hand);
}

/* What is at @sector: a letter, '.' for zeroes, '?' for a mixture. */
static inline char letter_of(const char *sector)
{
	for (u32 i = 1; i < SECTOR_BYTES; i++) {
		if (sector[i] != sector[0])
			return '?';
	}
	return sector[0] ? sector[0] : '.';
}

typedef void (*peek_fn)(const struct disk *disk, u64 sector, u32 nr_sectors, void *buf);

static inline void expect_content(u64 sector, const char *letters, peek_fn peek)
{
	char buf[SECTOR_BYTES], got[64] = "";

	for (u32 i = 0; letters[i]; i++) {
		peek(disk, sector + i, 1, buf);
		got[i] = letter_of(buf);
	}
	assert_string_equal(got, letters);
}

#define expect_now(sector, letters) expect_content(sector, letters, disk_peek)
#define expect_durable(sector, letters) expect_content(sector, letters, disk_peek_durable)

static inline void expect_read(u64 sector, u32 nr_sectors, const char *letters)
{
	struct hand_io *hand = submit(DISK_READ, sector, nr_sectors, 'x');
	char got[65] = "";

	wait_for(hand);
	assert_int_equal(hand->io.error, 0);
	for (u32 i = 0; i < nr_sectors; i++)
		got[i] = letter_of(hand->buf + i * SECTOR_BYTES);
	free(hand);
	assert_string_equal(got, letters);
}

static inline void power_cut(enum crash_model model)
{
	machine_cut();
	disk_cut(disk, model);
	assert_int_equal(machine_boot(NULL), 0);
}

static inline void expect_rule(const char *rule)
{
	assert_non_null(finding_first());
	assert_string_equal(finding_first()->rule, rule);
	finding_clear();
}

static inline void use_driver(struct choice_driver *next)
{
	choice_driver_destroy(drv);
	drv = next;
	choice_begin(drv);
}

#define use_entries(entries, nr) use_driver(choice_recorded_create(entries, nr))

static inline void make_disk(struct disk_config config)
{
	config.name = "sda";
	if (!config.nr_sectors)
		config.nr_sectors = DISK_SECTORS;
	disk_destroy(disk);
	disk = disk_create(&config);
	assert_non_null(disk);
}

static inline int fixture_begin(void **state)
{
	(void)state;
	finding_clear();
	event_begin();
	drv = NULL;
	use_entries(NULL, 0);
	make_disk((struct disk_config){ 0 });
	return machine_boot(NULL);
}

static inline int fixture_end(void **state)
{
	(void)state;
	machine_cut();
	disk_destroy(disk);
	disk = NULL;
	choice_begin(NULL);
	choice_driver_destroy(drv);
	finding_clear();
	return 0;
}

#define disk_case(fn) cmocka_unit_test_setup_teardown(fn, fixture_begin, fixture_end)

#endif
