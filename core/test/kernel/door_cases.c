// SPDX-License-Identifier: GPL-2.0-only
/*
 * Answers and life-cycle methods in states that are too short to be met by chance.
 *
 * From: door_test.c.
 * To:   io.c, target.c.
 */
#include <linux/slab.h>
#include <linux/string.h>

#include "device_cases.h"
#include "dm-core.h"
#include "writeboost.h"

#define NOT_ANSWERED ((blk_status_t)255)

struct fixture {
	struct wb_device wb;
	struct dm_target target;
	struct bio bio;
	blk_status_t answer;
};

static void note_answer(struct bio *bio)
{
	container_of(bio, struct fixture, bio)->answer = bio->bi_status;
}

static struct fixture *fixture_create(unsigned int opf, unsigned int nr_bytes)
{
	struct fixture *f = kzalloc(sizeof(*f), GFP_KERNEL);

	spin_lock_init(&f->wb.index_lock);
	spin_lock_init(&f->wb.door.lock);
	init_waitqueue_head(&f->wb.flush_wait);
	f->target.private = &f->wb;
	bio_init(&f->bio, NULL, NULL, 0, opf);
	f->bio.bi_iter.bi_size = nr_bytes;
	f->bio.bi_end_io = note_answer;
	f->answer = NOT_ANSWERED;
	return f;
}

/* Until the death may be known, nobody hears of it. */
static void the_dying_say_nothing(void *arg)
{
	struct fixture *f = fixture_create(REQ_OP_READ, 4096);

	f->wb.door.state = WB_DYING;
	wb_endio(&f->wb, &f->bio, BLK_STS_OK);
	CASE_EXPECT(f->answer == NOT_ANSWERED);
	CASE_EXPECT(bio_list_pop(&f->wb.door.held) == &f->bio);
	kfree(f);
}

static void the_dead_say_eio(void *arg)
{
	struct fixture *f = fixture_create(REQ_OP_READ, 4096);

	f->wb.door.state = WB_DEAD;
	wb_endio(&f->wb, &f->bio, BLK_STS_OK);
	CASE_EXPECT(f->answer == BLK_STS_IOERR);
	kfree(f);
}

static void a_suspend_that_fails_is_undone(void *arg)
{
	struct fixture *f = fixture_create(REQ_OP_READ, 0);
	struct target_type *type = dm_get_target_type("writeboost");

	type->presuspend(&f->target);
	CASE_EXPECT(f->wb.is_suspending);
	type->presuspend_undo(&f->target);
	CASE_EXPECT(!f->wb.is_suspending);
	dm_put_target_type(type);
	kfree(f);
}

const struct shim_case door_cases[] = {
	CASE_GOOD(the_dying_say_nothing),
	CASE_GOOD(the_dead_say_eio),
	CASE_GOOD(a_suspend_that_fails_is_undone),
	CASE_END,
};
