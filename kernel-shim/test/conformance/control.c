// SPDX-License-Identifier: GPL-2.0-only
/*
 * The "conformance" target: a linear one whose messages run suites, submit bios to
 * its device, and hand out what recorder targets saw.
 *
 *	0 1024 conformance /dev/x
 *
 *	run SUITE		"N assertions", or "M of N failed" (see the kernel log)
 *	io OP SECTOR NR		submit, wait; the errno's name, or "0"
 *	start OP SECTOR NR	submit only
 *	poll			"pending", or the result of the last start
 *	wait			wait up to ten seconds for the last start, and its result
 *	log			what the recorders saw since the last time
 *	name			major:minor of the device
 *	clobber WORD		F4.6: what WORD looks like after a result was written
 *	fill NR			a result of NR bytes
 *
 * OP is read, write, flush, discard or zeroes, with ",fua", ",preflush", ",nowait",
 * ",rahead" behind it.
 */
#include <linux/bio.h>
#include <linux/completion.h>
#include <linux/module.h>
#include <linux/sched.h>

#include "conformance.h"

#define DM_MSG_PREFIX "conformance"
#define MAX_PAGES 64

struct block_device *conf_bdev;
struct task_struct *conf_submitter;

struct control {
	struct dm_dev *dev;
	struct bio_set bios;
	struct bio *bio; /* of the last "start" */
	struct completion done;
};

static int control_ctr(struct dm_target *ti, unsigned int argc, char **argv)
{
	struct control *c;
	int r;

	if (argc != 1) {
		ti->error = "Invalid argument count";
		return -EINVAL;
	}
	c = kzalloc(sizeof(*c), GFP_KERNEL);
	if (!c)
		return -ENOMEM;
	r = bioset_init(&c->bios, 4, 0, BIOSET_NEED_BVECS);
	if (r)
		goto free;
	r = dm_get_device(ti, argv[0], dm_table_get_mode(ti->table), &c->dev);
	if (r) {
		ti->error = "Device lookup failed";
		goto exit_bios;
	}
	init_completion(&c->done);
	ti->num_flush_bios = 1;
	ti->private = c;
	return 0;
exit_bios:
	bioset_exit(&c->bios);
free:
	kfree(c);
	return r;
}

static void free_pages_of(struct bio *bio)
{
	struct bio_vec *bv;
	struct bvec_iter_all iter;

	bio_for_each_segment_all(bv, bio, iter)
		__free_page(bv->bv_page);
}

static void control_dtr(struct dm_target *ti)
{
	struct control *c = ti->private;

	if (c->bio) {
		wait_for_completion(&c->done);
		free_pages_of(c->bio);
		bio_put(c->bio);
	}
	bioset_exit(&c->bios);
	dm_put_device(ti, c->dev);
	kfree(c);
}

static int control_map(struct dm_target *ti, struct bio *bio)
{
	struct control *c = ti->private;

	bio_set_dev(bio, c->dev->bdev);
	return DM_MAPIO_REMAPPED;
}

/* --- I/O --- */

static int parse_op(char *text, blk_opf_t *opf)
{
	static const struct {
		const char *name;
		blk_opf_t opf;
	} words[] = {
		{ "read", REQ_OP_READ }, { "write", REQ_OP_WRITE },
		{ "flush", REQ_OP_WRITE | REQ_PREFLUSH }, { "discard", REQ_OP_DISCARD },
		{ "zeroes", REQ_OP_WRITE_ZEROES }, { "fua", REQ_FUA },
		{ "preflush", REQ_PREFLUSH }, { "nowait", REQ_NOWAIT },
		{ "rahead", REQ_RAHEAD },
	};
	unsigned int i;
	char *word;

	*opf = 0;
	while ((word = strsep(&text, ",")) != NULL) {
		for (i = 0; i < ARRAY_SIZE(words); i++)
			if (!strcmp(words[i].name, word))
				break;
		if (i == ARRAY_SIZE(words))
			return -EINVAL;
		*opf |= words[i].opf;
	}
	return 0;
}

static int add_payload(struct bio *bio, unsigned int nr_sectors)
{
	unsigned int left_bytes = nr_sectors << SECTOR_SHIFT;

	while (left_bytes) {
		unsigned int len_bytes = min_t(unsigned int, left_bytes, PAGE_SIZE);
		struct page *page = alloc_page(GFP_KERNEL | __GFP_ZERO);

		if (!page)
			return -ENOMEM;
		if (bio_add_page(bio, page, len_bytes, 0) != len_bytes) {
			__free_page(page);
			return -E2BIG;
		}
		left_bytes -= len_bytes;
	}
	return 0;
}

static void control_io_done(struct bio *bio)
{
	complete(bio->bi_private);
}

static int start_io(struct control *c, char **argv)
{
	unsigned int nr_sectors;
	blk_opf_t opf;
	u64 sector;
	int r;

	if (c->bio)
		return -EBUSY;
	if (parse_op(argv[1], &opf) || kstrtou64(argv[2], 10, &sector) ||
	    kstrtouint(argv[3], 10, &nr_sectors))
		return -EINVAL;
	c->bio = bio_alloc_bioset(c->dev->bdev, MAX_PAGES, opf, GFP_KERNEL, &c->bios);
	c->bio->bi_iter.bi_sector = sector;
	c->bio->bi_end_io = control_io_done;
	c->bio->bi_private = &c->done;
	reinit_completion(&c->done);
	if ((opf & REQ_OP_MASK) == REQ_OP_READ || (opf & REQ_OP_MASK) == REQ_OP_WRITE) {
		r = add_payload(c->bio, nr_sectors);
		if (r) {
			free_pages_of(c->bio);
			bio_put(c->bio);
			c->bio = NULL;
			return r;
		}
	} else {
		c->bio->bi_iter.bi_size = nr_sectors << SECTOR_SHIFT;
	}
	WRITE_ONCE(conf_submitter, current);
	submit_bio(c->bio);
	return 0;
}

/* What a user would print: names, so that both worlds print the same. */
static const char *errno_name(int error)
{
	switch (-error) {
	case 0: return "0";
	case EIO: return "EIO";
	case EOPNOTSUPP: return "EOPNOTSUPP";
	case EAGAIN: return "EAGAIN";
	case ENOSPC: return "ENOSPC";
	case ENOMEM: return "ENOMEM";
	case ETIMEDOUT: return "ETIMEDOUT";
	case ENODATA: return "ENODATA";
	case EREMOTEIO: return "EREMOTEIO";
	case EILSEQ: return "EILSEQ";
	case EBUSY: return "EBUSY";
	case EINVAL: return "EINVAL";
	default: return "other";
	}
}

static const char *end_io(struct control *c, unsigned int patience)
{
	const char *text;

	if (!c->bio)
		return "none";
	if (patience ? !wait_for_completion_timeout(&c->done, patience) :
		       !try_wait_for_completion(&c->done))
		return "pending";
	text = errno_name(blk_status_to_errno(c->bio->bi_status));
	free_pages_of(c->bio);
	bio_put(c->bio);
	c->bio = NULL;
	return text;
}

/* --- messages --- */

static int message_run(struct control *c, const char *suite, char *result, unsigned int maxlen)
{
	unsigned int sz = 0;
	int r;

	conf_bdev = c->dev->bdev;
	r = conformance_run(suite);
	conf_bdev = NULL;
	if (r < 0)
		return r;
	if (r)
		DMEMIT("%u of %u failed", conf_totals.nr_failed, conf_totals.nr_asserts);
	else
		DMEMIT("%u cases %u assertions", conf_totals.nr_cases, conf_totals.nr_asserts);
	return 1;
}

static int message_clobber(char **argv, char *result, unsigned int maxlen)
{
	char word[16];
	unsigned int sz = 0;

	strscpy(word, argv[1], sizeof(word));
	DMEMIT("################################");
	if (!strcmp(argv[1], word)) {
		sz = 0;
		DMEMIT("apart");
	} else {
		sz = 0;
		DMEMIT("overlaps");
	}
	return 1;
}

static int message_fill(const char *nr, char *result, unsigned int maxlen)
{
	unsigned int nr_chars, sz = 0;

	if (kstrtouint(nr, 10, &nr_chars))
		return -EINVAL;
	while (nr_chars--)
		DMEMIT("x");
	return 1;
}

static int control_message(struct dm_target *ti, unsigned int argc, char **argv, char *result,
			   unsigned int maxlen)
{
	struct control *c = ti->private;
	unsigned int sz = 0;
	int r;

	if (argc == 2 && !strcmp(argv[0], "run"))
		return message_run(c, argv[1], result, maxlen);
	if (argc == 2 && !strcmp(argv[0], "clobber"))
		return message_clobber(argv, result, maxlen);
	if (argc == 2 && !strcmp(argv[0], "fill"))
		return message_fill(argv[1], result, maxlen);
	if (argc == 4 && !strcmp(argv[0], "start"))
		return start_io(c, argv);
	if (argc == 4 && !strcmp(argv[0], "io")) {
		r = start_io(c, argv);
		if (r)
			return r;
		DMEMIT("%s", end_io(c, 10 * HZ));
	} else if (argc == 1 && !strcmp(argv[0], "wait")) {
		DMEMIT("%s", end_io(c, 10 * HZ));
	} else if (argc == 1 && !strcmp(argv[0], "poll")) {
		DMEMIT("%s", end_io(c, 0));
	} else if (argc == 1 && !strcmp(argv[0], "name")) {
		DMEMIT("%s", c->dev->name);
	} else if (argc == 1 && !strcmp(argv[0], "log")) {
		conf_record_take(result, maxlen);
	} else {
		return -EINVAL;
	}
	return 1;
}

struct target_type conf_control_target = {
	.name = "conformance",
	.version = { 1, 0, 0 },
	.module = THIS_MODULE,
	.ctr = control_ctr,
	.dtr = control_dtr,
	.map = control_map,
	.message = control_message,
};
