// SPDX-License-Identifier: GPL-2.0-only
/*
 * Each invariant that is asserted is broken on purpose, in a state that keeps all others.
 *
 * From: invariants_test.c.
 * To:   invariants.c, which must warn.
 */
#include <linux/slab.h>
#include <linux/string.h>

#include "device_cases.h"
#include "writeboost.h"

#define NR_SEGMENTS 2
#define NR_BLOCKS 3

/* Segment 3 is in slot 0, written back and recorded; segment 4 in slot 1, in its buffer. */
struct fixture {
	struct wb_device wb;
	struct wb_segment segments[NR_SEGMENTS];
	struct wb_metablock metablocks[NR_SEGMENTS * NR_BLOCKS];
	struct wb_rambuf buf;
	struct hlist_head bucket;
};

static struct fixture *fixture_create(void)
{
	struct fixture *f = kzalloc(sizeof(*f), GFP_KERNEL);
	struct wb_device *wb = &f->wb;

	wb->nr_segments = NR_SEGMENTS;
	wb->nr_blocks = NR_BLOCKS;
	wb->segments = f->segments;
	wb->metablocks = f->metablocks;
	spin_lock_init(&wb->index_lock);
	INIT_LIST_HEAD(&wb->sealed);
	f->segments[0].id = 3;
	f->segments[0].length = 1;
	f->segments[1].id = 4;
	f->segments[1].length = 2;
	f->segments[1].buf = &f->buf;
	f->buf.seg = &f->segments[1];
	wb->record_id = wb->last_writeback_id = wb->durable_id = wb->last_written_id = 3;
	wb->next_id = 5;
	return f;
}

static void check_ids(struct fixture *f)
{
	spin_lock(&f->wb.index_lock);
	__wb_check_ids(&f->wb);
	spin_unlock(&f->wb.index_lock);
}

static void check_reusable(struct fixture *f)
{
	spin_lock(&f->wb.index_lock);
	__wb_check_reusable(&f->wb, &f->segments[0]);
	spin_unlock(&f->wb.index_lock);
}

static void all_hold(void *arg)
{
	struct fixture *f = fixture_create();

	check_ids(f);
	check_reusable(f);
	wb_check_sealed(&f->wb, &f->buf);
	wb_check_overwrite(&f->wb, &f->segments[1]);
	wb_check_barrier(&f->wb, 3);
	wb_check_suspended(&f->wb);
	kfree(f);
}

/* A dead device answers barriers that nothing covers, and leaves its ids where they were. */
static void the_dead_are_excused(void *arg)
{
	struct fixture *f = fixture_create();

	f->wb.door.state = WB_DEAD;
	f->wb.durable_id = 2;
	check_ids(f);
	wb_check_barrier(&f->wb, 3);
	wb_check_suspended(&f->wb);
	kfree(f);
}

/* BROKEN(name, how, which check): one case that must warn. */
#define BROKEN(name, how, check)                      \
	static void name(void *arg)                   \
	{                                             \
		struct fixture *f = fixture_create(); \
                                                      \
		how;                                  \
		check;                                \
	}

BROKEN(record_ahead, f->wb.record_id = 4, check_ids(f))
BROKEN(written_back_ahead, f->wb.durable_id = 2, check_ids(f))
BROKEN(durable_ahead, f->wb.durable_id = 4, check_ids(f))
BROKEN(written_ahead, f->wb.next_id = 3, check_ids(f))
BROKEN(reused_unrecorded, f->segments[0].id = 4, check_reusable(f))
BROKEN(reused_in_ram, f->segments[0].buf = &f->buf, check_reusable(f))
BROKEN(reused_dirty, f->metablocks[0].is_dirty = true, check_reusable(f))
BROKEN(sealed_empty, f->segments[1].length = 0, wb_check_sealed(&f->wb, &f->buf))
BROKEN(sealed_too_long, f->segments[1].length = 4, wb_check_sealed(&f->wb, &f->buf))
BROKEN(sealed_of_another, f->segments[1].buf = NULL, wb_check_sealed(&f->wb, &f->buf))
BROKEN(overwritten_while_read, atomic_inc(&f->segments[1].nr_readers),
       wb_check_overwrite(&f->wb, &f->segments[1]))
BROKEN(overwritten_out_of_order, f->segments[1].id = 5, wb_check_overwrite(&f->wb, &f->segments[1]))
BROKEN(overwritten_unrecorded, f->wb.record_id = 1, wb_check_overwrite(&f->wb, &f->segments[1]))
BROKEN(barrier_too_early, f->wb.durable_id = 2, wb_check_barrier(&f->wb, 3))
BROKEN(suspended_open, (f->wb.open = &f->buf), wb_check_suspended(&f->wb))
BROKEN(suspended_sealed, list_add(&f->buf.node, &f->wb.sealed), wb_check_suspended(&f->wb))
BROKEN(suspended_barrier, f->wb.barriers.head = (void *)f, wb_check_suspended(&f->wb))
BROKEN(suspended_backing_barrier, f->wb.backing_barriers.head = (void *)f,
       wb_check_suspended(&f->wb))
BROKEN(suspended_volatile, f->wb.durable_id = 2, wb_check_suspended(&f->wb))
BROKEN(dirty_miscounted, f->wb.nr_dirty = 1, wb_check_suspended(&f->wb))

/* What is counted is what is in the index and dirty, both. */
static void dirty_is_recounted(void *arg)
{
	struct fixture *f = fixture_create();

	f->segments[0].length = NR_BLOCKS;
	f->metablocks[0].is_dirty = true;
	f->metablocks[1].is_dirty = true;
	hlist_add_head(&f->metablocks[1].node, &f->bucket);
	hlist_add_head(&f->metablocks[2].node, &f->bucket);
	f->wb.nr_dirty = 1;
	wb_check_suspended(&f->wb);
	kfree(f);
}

/* An open buffer that is still empty is no transient data; a large cache is not recounted. */
static void large_and_empty(void *arg)
{
	struct fixture *f = fixture_create();

	f->segments[1].length = 0;
	f->wb.open = &f->buf;
	f->wb.nr_segments = 1 << 20;
	f->wb.nr_dirty = 7;
	wb_check_suspended(&f->wb);
	kfree(f);
}

const struct shim_case invariant_cases[] = {
	CASE_GOOD(all_hold),
	CASE_GOOD(the_dead_are_excused),
	CASE_GOOD(dirty_is_recounted),
	CASE_GOOD(large_and_empty),
	CASE_BAD(record_ahead, "warn"),
	CASE_BAD(written_back_ahead, "warn"),
	CASE_BAD(durable_ahead, "warn"),
	CASE_BAD(written_ahead, "warn"),
	CASE_BAD(reused_unrecorded, "warn"),
	CASE_BAD(reused_in_ram, "warn"),
	CASE_BAD(reused_dirty, "warn"),
	CASE_BAD(sealed_empty, "warn"),
	CASE_BAD(sealed_too_long, "warn"),
	CASE_BAD(sealed_of_another, "warn"),
	CASE_BAD(overwritten_while_read, "warn"),
	CASE_BAD(overwritten_out_of_order, "warn"),
	CASE_BAD(overwritten_unrecorded, "warn"),
	CASE_BAD(barrier_too_early, "warn"),
	CASE_BAD(suspended_open, "warn"),
	CASE_BAD(suspended_sealed, "warn"),
	CASE_BAD(suspended_barrier, "warn"),
	CASE_BAD(suspended_backing_barrier, "warn"),
	CASE_BAD(suspended_volatile, "warn"),
	CASE_BAD(dirty_miscounted, "warn"),
	CASE_END,
};
