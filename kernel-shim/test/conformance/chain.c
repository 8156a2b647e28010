// SPDX-License-Identifier: GPL-2.0-only
/*
 * How bios end: chains, errors, statuses. F1.35, F1.49, F5.17, F5.18, table 1.11.
 * Nothing is submitted here.
 */
#include <linux/bio.h>

#include "conformance.h"

struct ending {
	int nr;
	blk_status_t status;
};

static void note_end(struct bio *bio)
{
	struct ending *e = bio->bi_private;

	e->nr++;
	e->status = bio->bi_status;
}

static struct bio_set bios;

static struct bio *watched(struct ending *e)
{
	struct bio *bio = bio_alloc_bioset(conf_bdev, 0, REQ_OP_WRITE, GFP_NOIO, &bios);

	memset(e, 0, sizeof(*e));
	bio->bi_end_io = note_end;
	bio->bi_private = e;
	return bio;
}

static struct bio *child_of(struct bio *parent)
{
	struct bio *child = bio_alloc_bioset(conf_bdev, 0, REQ_OP_WRITE, GFP_NOIO, &bios);

	bio_chain(child, parent);
	return child;
}

static void fail(struct bio *bio, blk_status_t status)
{
	bio->bi_status = status;
	bio_endio(bio);
}

static bool bios_init(void)
{
	return !bioset_init(&bios, 8, 0, 0);
}

static void endio_keeps_the_status(void)
{
	struct ending e;
	struct bio *bio;

	CONF_EXPECT(bios_init());
	bio = watched(&e);
	bio_endio(bio);
	CONF_EXPECT_EQ(e.nr, 1);
	CONF_EXPECT_EQ(e.status, BLK_STS_OK);
	bio_put(bio);
	bio = watched(&e);
	bio_io_error(bio);
	CONF_EXPECT_EQ(e.nr, 1);
	CONF_EXPECT_EQ(e.status, BLK_STS_IOERR);
	CONF_EXPECT_EQ(bio->bi_status, BLK_STS_IOERR);
	bio_put(bio);
	bio = watched(&e);
	fail(bio, BLK_STS_NOSPC);
	CONF_EXPECT_EQ(e.status, BLK_STS_NOSPC);
	bio_put(bio);
	bioset_exit(&bios);
}

static void parent_ends_last(void)
{
	struct bio *parent, *a, *b;
	struct ending e;

	CONF_EXPECT(bios_init());
	parent = watched(&e);
	a = child_of(parent);
	b = child_of(parent);
	bio_endio(parent);
	CONF_EXPECT_EQ(e.nr, 0);
	bio_endio(b);
	CONF_EXPECT_EQ(e.nr, 0);
	bio_endio(a);
	CONF_EXPECT_EQ(e.nr, 1);
	CONF_EXPECT_EQ(e.status, BLK_STS_OK);
	bio_put(parent);
	parent = watched(&e);
	a = child_of(parent);
	bio_endio(a);
	CONF_EXPECT_EQ(e.nr, 0);
	bio_endio(parent);
	CONF_EXPECT_EQ(e.nr, 1);
	bio_put(parent);
	bioset_exit(&bios);
}

/* F1.35: chained children: the first error wins; success clears nothing. */
static void first_error_wins(void)
{
	struct bio *parent, *a, *b;
	struct ending e;

	CONF_EXPECT(bios_init());
	parent = watched(&e);
	a = child_of(parent);
	b = child_of(parent);
	fail(a, BLK_STS_NOSPC);
	fail(b, BLK_STS_MEDIUM);
	bio_endio(parent);
	CONF_EXPECT_EQ(e.nr, 1);
	CONF_EXPECT_EQ(e.status, BLK_STS_NOSPC);
	bio_put(parent);
	parent = watched(&e);
	a = child_of(parent);
	b = child_of(parent);
	fail(b, BLK_STS_TIMEOUT);
	bio_endio(a);
	bio_endio(parent);
	CONF_EXPECT_EQ(e.status, BLK_STS_TIMEOUT);
	bio_put(parent);
	bioset_exit(&bios);
}

static void chains_of_chains(void)
{
	struct bio *top, *middle, *bottom;
	struct ending e;

	CONF_EXPECT(bios_init());
	top = watched(&e);
	middle = child_of(top);
	bottom = child_of(middle);
	bio_endio(top);
	bio_endio(middle);
	CONF_EXPECT_EQ(e.nr, 0);
	fail(bottom, BLK_STS_TARGET);
	CONF_EXPECT_EQ(e.nr, 1);
	CONF_EXPECT_EQ(e.status, BLK_STS_TARGET);
	bio_put(top);
	bioset_exit(&bios);
}

/* A reference taken beforehand keeps the bio readable after its end. */
static void references_outlive_the_end(void)
{
	struct ending e;
	struct bio *bio;

	CONF_EXPECT(bios_init());
	bio = watched(&e);
	bio_get(bio);
	bio_io_error(bio);
	bio_put(bio);
	CONF_EXPECT_EQ(bio->bi_status, BLK_STS_IOERR);
	bio_put(bio);
	bio = watched(&e);
	bio_inc_remaining(bio);
	bio_endio(bio);
	CONF_EXPECT_EQ(e.nr, 0);
	bio_endio(bio);
	CONF_EXPECT_EQ(e.nr, 1);
	bio_put(bio);
	bioset_exit(&bios);
}

/* Table 1.11 */
static void statuses_and_errnos(void)
{
	static const struct {
		blk_status_t status;
		int error;
	} rows[] = {
		{ BLK_STS_OK, 0 },
		{ BLK_STS_NOTSUPP, -EOPNOTSUPP },
		{ BLK_STS_TIMEOUT, -ETIMEDOUT },
		{ BLK_STS_NOSPC, -ENOSPC },
		{ BLK_STS_TRANSPORT, -ENOLINK },
		{ BLK_STS_TARGET, -EREMOTEIO },
		{ BLK_STS_NEXUS, -EBADE },
		{ BLK_STS_MEDIUM, -ENODATA },
		{ BLK_STS_PROTECTION, -EILSEQ },
		{ BLK_STS_RESOURCE, -ENOMEM },
		{ BLK_STS_IOERR, -EIO },
		{ BLK_STS_AGAIN, -EAGAIN },
		{ BLK_STS_DEV_RESOURCE, -EBUSY },
		{ BLK_STS_OFFLINE, -ENODEV },
	};
	int i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		CONF_EXPECT_EQ(blk_status_to_errno(rows[i].status), rows[i].error);
		CONF_EXPECT(errno_to_blk_status(rows[i].error) == rows[i].status);
	}
	CONF_EXPECT(errno_to_blk_status(-EINVAL) == BLK_STS_IOERR);
	CONF_EXPECT(errno_to_blk_status(-ENOENT) == BLK_STS_IOERR);
}

static const struct conf_case cases[] = {
	CONF_CASE(endio_keeps_the_status),
	CONF_CASE(parent_ends_last),
	CONF_CASE(first_error_wins),
	CONF_CASE(chains_of_chains),
	CONF_CASE(references_outlive_the_end),
	CONF_CASE(statuses_and_errnos),
	CONF_END,
};

const struct conf_suite conf_chain = { .name = "chain", .cases = cases };
