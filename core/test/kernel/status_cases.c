// SPDX-License-Identifier: GPL-2.0-only
/*
 * Status lines, however little room there is for them; a message that a signal ends.
 *
 * From: status_test.c.
 * To:   status.c.
 */
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "device_cases.h"
#include "writeboost.h"

#define LINE_BYTES 512

struct fixture {
	struct wb_device wb;
	struct dm_target target;
	struct dm_dev disks[WB_NR_DISKS];
	char whole[LINE_BYTES], line[LINE_BYTES + 1];
};

static struct fixture *fixture_create(void)
{
	struct fixture *f = kzalloc(sizeof(*f), GFP_KERNEL);
	int i;

	spin_lock_init(&f->wb.index_lock);
	for (i = 0; i < WB_NR_DISKS; i++) {
		f->wb.disk[i] = &f->disks[i];
		strscpy(f->disks[i].name, i == WB_BACKING ? "8:1" : "8:2",
			sizeof(f->disks[i].name));
	}
	f->wb.segment_size_order = 10;
	f->wb.set_keys = BIT(WB_WRITEBACK_THRESHOLD) | BIT(WB_SYNC_DATA_INTERVAL);
	f->target.private = &f->wb;
	return f;
}

/* Whatever room there is, the text is a prefix of the whole and ends within the room. */
static void try_each_room(struct fixture *f, status_type_t type)
{
	unsigned int room;

	wb_status(&f->target, type, 0, f->whole, LINE_BYTES);
	CASE_EXPECT(strlen(f->whole) && strlen(f->whole) < LINE_BYTES - 1);
	for (room = 1; room <= strlen(f->whole) + 1; room++) {
		memset(f->line, '#', sizeof(f->line));
		wb_status(&f->target, type, 0, f->line, room);
		CASE_EXPECT(strlen(f->line) == room - 1);
		CASE_EXPECT(!strncmp(f->line, f->whole, room - 1));
		CASE_EXPECT(f->line[room] == '#');
	}
}

static void info_fits_in_any_room(void *arg)
{
	struct fixture *f = fixture_create();

	try_each_room(f, STATUSTYPE_INFO);
	CASE_EXPECT(strstr(f->whole, " live"));
	f->wb.door.state = WB_DEAD;
	try_each_room(f, STATUSTYPE_INFO);
	CASE_EXPECT(strstr(f->whole, " dead"));
	kfree(f);
}

static void table_fits_in_any_room(void *arg)
{
	struct fixture *f = fixture_create();

	try_each_room(f, STATUSTYPE_TABLE);
	CASE_EXPECT(strstr(f->whole, "8:1 8:2 4 "));
	f->wb.set_keys = 0;
	try_each_room(f, STATUSTYPE_TABLE);
	CASE_EXPECT(!strcmp(f->whole, "8:1 8:2"));
	kfree(f);
}

static void measurement_says_nothing_unknown(void *arg)
{
	struct fixture *f = fixture_create();

	wb_status(&f->target, (status_type_t)99, 0, f->whole, LINE_BYTES);
	CASE_EXPECT(!*f->whole);
	kfree(f);
}

/* A signal ends the wait for writeback, and the administrator hears of it. */
static void a_signal_ends_drop_caches(void *arg)
{
	struct fixture *f = fixture_create();
	char words[] = "drop_caches", *argv[] = { words };

	mutex_init(&f->wb.life_mutex);
	init_waitqueue_head(&f->wb.writeback_wait);
	init_waitqueue_head(&f->wb.progress_wait);
	f->wb.is_running = true;
	f->wb.next_id = 5;
	current->is_signalled = true;
	CASE_EXPECT(wb_message(&f->target, 1, argv, f->line, LINE_BYTES) == -ERESTARTSYS);
	flush_signals(current);
	CASE_EXPECT(f->wb.drop_id == 4);
	kfree(f);
}

const struct shim_case status_cases[] = {
	CASE_GOOD(info_fits_in_any_room),
	CASE_GOOD(table_fits_in_any_room),
	CASE_GOOD(measurement_says_nothing_unknown),
	CASE_GOOD(a_signal_ends_drop_caches),
	CASE_END,
};
