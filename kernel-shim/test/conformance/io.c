// SPDX-License-Identifier: GPL-2.0-only
/*
 * The I/O of the "conformance" target: one bio at a time, made from words.
 *
 * From: control.c, on messages.
 */
#include "io.h"

#include <linux/bio.h>
#include <linux/completion.h>
#include <linux/mm.h>
#include <linux/sched.h>

#define MAX_PAGES 64

struct task_struct *conf_submitter;

static int parse_op(char *text, blk_opf_t *opf)
{
	static const struct {
		const char *name;
		blk_opf_t opf;
	} words[] = {
		{ "read", REQ_OP_READ },
		{ "write", REQ_OP_WRITE },
		{ "flush", REQ_OP_WRITE | REQ_PREFLUSH },
		{ "discard", REQ_OP_DISCARD },
		{ "zeroes", REQ_OP_WRITE_ZEROES },
		{ "fua", REQ_FUA },
		{ "preflush", REQ_PREFLUSH },
		{ "nowait", REQ_NOWAIT },
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

/* Any two sectors and any two seeds differ; seed 0 is zeroes. */
static void pattern(u32 *words, sector_t sector, u32 seed)
{
	unsigned int i;

	for (i = 0; i < SECTOR_SIZE / sizeof(*words); i++)
		words[i] = seed ? (seed << 24) ^ ((u32)sector * 128 + i + 1) : 0;
}

static int add_page(struct bio *bio, sector_t sector, unsigned int len_bytes, u32 seed)
{
	struct page *page = alloc_page(GFP_KERNEL);
	unsigned int at_bytes;

	if (!page)
		return -ENOMEM;
	for (at_bytes = 0; at_bytes < len_bytes; at_bytes += SECTOR_SIZE, sector++)
		pattern(page_address(page) + at_bytes, sector, seed);
	if (bio_add_page(bio, page, len_bytes, 0) == len_bytes)
		return 0;
	__free_page(page);
	return -E2BIG;
}

static int add_payload(struct bio *bio, sector_t sector, unsigned int nr_sectors, u32 seed)
{
	unsigned int nr;
	int r = 0;

	for (; nr_sectors && !r; nr_sectors -= nr, sector += nr) {
		nr = min_t(unsigned int, nr_sectors, PAGE_SIZE / SECTOR_SIZE);
		r = add_page(bio, sector, nr * SECTOR_SIZE, seed);
	}
	return r;
}

static void free_bio(struct conf_io *io)
{
	struct bvec_iter_all iter;
	struct bio_vec *bv;

	bio_for_each_segment_all(bv, io->bio, iter)
		__free_page(bv->bv_page);
	bio_put(io->bio);
	io->bio = NULL;
}

int conf_io_init(struct conf_io *io)
{
	init_completion(&io->done);
	io->bio = NULL;
	return bioset_init(&io->bios, 4, 0, BIOSET_NEED_BVECS);
}

void conf_io_exit(struct conf_io *io)
{
	if (io->bio) {
		wait_for_completion(&io->done);
		free_bio(io);
	}
	bioset_exit(&io->bios);
}

static void io_done(struct bio *bio)
{
	complete(bio->bi_private);
}

static bool has_payload(blk_opf_t opf)
{
	return (opf & REQ_OP_MASK) == REQ_OP_READ || (opf & REQ_OP_MASK) == REQ_OP_WRITE;
}

int conf_io_start(struct conf_io *io, struct block_device *bdev, char *op, sector_t sector,
		  unsigned int nr_sectors, u32 seed)
{
	blk_opf_t opf;
	int r;

	if (io->bio)
		return -EBUSY;
	if (parse_op(op, &opf))
		return -EINVAL;
	io->bio = bio_alloc_bioset(bdev, MAX_PAGES, opf, GFP_KERNEL, &io->bios);
	io->bio->bi_iter.bi_sector = sector;
	io->bio->bi_end_io = io_done;
	io->bio->bi_private = &io->done;
	io->sector = sector;
	reinit_completion(&io->done);
	r = has_payload(opf) ? add_payload(io->bio, sector, nr_sectors, seed) : 0;
	if (r) {
		free_bio(io);
		return r;
	}
	if (!has_payload(opf))
		io->bio->bi_iter.bi_size = nr_sectors << SECTOR_SHIFT;
	WRITE_ONCE(conf_submitter, current);
	submit_bio(io->bio);
	WRITE_ONCE(conf_submitter, NULL);
	return 0;
}

/* What a user would print: names, so that both worlds print the same. */
static const char *errno_name(int error)
{
	switch (-error) {
	case 0:
		return "0";
	case EIO:
		return "EIO";
	case EOPNOTSUPP:
		return "EOPNOTSUPP";
	case EAGAIN:
		return "EAGAIN";
	case ENOSPC:
		return "ENOSPC";
	case ENOMEM:
		return "ENOMEM";
	case ETIMEDOUT:
		return "ETIMEDOUT";
	case ENODATA:
		return "ENODATA";
	case EREMOTEIO:
		return "EREMOTEIO";
	case EILSEQ:
		return "EILSEQ";
	case EBUSY:
		return "EBUSY";
	case EINVAL:
		return "EINVAL";
	default:
		return "other";
	}
}

static bool await(struct conf_io *io, unsigned int patience)
{
	if (patience)
		return wait_for_completion_timeout(&io->done, patience) > 0;
	return try_wait_for_completion(&io->done);
}

static const char *end_with_result(struct conf_io *io)
{
	const char *text = errno_name(blk_status_to_errno(io->bio->bi_status));

	free_bio(io);
	return text;
}

const char *conf_io_end(struct conf_io *io, unsigned int patience)
{
	if (!io->bio)
		return "none";
	if (!await(io, patience))
		return "pending";
	return end_with_result(io);
}

static bool payload_is(struct conf_io *io, u32 seed)
{
	u32 wanted[SECTOR_SIZE / sizeof(u32)];
	sector_t sector = io->sector;
	struct bvec_iter_all iter;
	unsigned int at_bytes;
	struct bio_vec *bv;

	bio_for_each_segment_all(bv, io->bio, iter) {
		for (at_bytes = 0; at_bytes < bv->bv_len; at_bytes += SECTOR_SIZE, sector++) {
			pattern(wanted, sector, seed);
			if (memcmp(page_address(bv->bv_page) + bv->bv_offset + at_bytes, wanted,
				   SECTOR_SIZE))
				return false;
		}
	}
	return true;
}

const char *conf_io_compare(struct conf_io *io, u32 seed)
{
	bool is_same;

	if (!await(io, 10 * HZ))
		return "pending";
	if (io->bio->bi_status)
		return end_with_result(io);
	is_same = payload_is(io, seed);
	free_bio(io);
	return is_same ? "same" : "different";
}
