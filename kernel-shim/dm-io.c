// SPDX-License-Identifier: GPL-2.0-only
/*
 * dm-io: one call, many regions, bios of at most 256 vectors (F5.1-F5.10).
 *
 * From: targets, dm-kcopyd.c. To: submit.c.
 *
 * The request and its regions are consumed before dm_io() returns; buffer and context
 * are not. The callback may run before it returns (F5.3).
 */
#include <linux/bio.h>
#include <linux/blkdev.h>
#include <linux/completion.h>
#include <linux/dm-io.h>
#include <linux/export.h>
#include <linux/mempool.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

#include "blk.h"
#include "finding.h"

#define IOS_IN_RESERVE 16

struct dm_io_client {
	mempool_t pool;
	struct bio_set bios;
	unsigned long nr_active;
};

struct io {
	unsigned long error_bits;
	int nr_refs;
	struct dm_io_client *client;
	io_notify_fn fn;
	void *context;
};

/* What a bio of ours carries in front: which region of which io it belongs to. */
struct io_bio {
	struct io *io;
	unsigned int region;
	struct bio bio;
};

/* --- clients --- */

struct dm_io_client *dm_io_client_create(void)
{
	struct dm_io_client *client = kzalloc(sizeof(*client), GFP_KERNEL);
	int ret;

	if (!client)
		return ERR_PTR(-ENOMEM);
	ret = mempool_init_kmalloc_pool(&client->pool, IOS_IN_RESERVE, sizeof(struct io));
	if (ret)
		goto bad_pool;
	ret = bioset_init(&client->bios, IOS_IN_RESERVE, offsetof(struct io_bio, bio),
			  BIOSET_NEED_BVECS);
	if (ret)
		goto bad_bios;
	return client;

bad_bios:
	mempool_exit(&client->pool);
bad_pool:
	kfree(client);
	return ERR_PTR(ret);
}
EXPORT_SYMBOL(dm_io_client_create);

void dm_io_client_destroy(struct dm_io_client *client)
{
	if (client->nr_active)
		finding_report("dm-io-active", "dm_io_client_destroy(): %lu requests are under way",
			       client->nr_active);
	mempool_exit(&client->pool);
	bioset_exit(&client->bios);
	kfree(client);
}
EXPORT_SYMBOL(dm_io_client_destroy);

/* --- the four kinds of memory: a page, how much of it, where in it; then on --- */

struct source {
	enum dm_io_mem_type type;
	struct page_list *list; /* PAGE_LIST: and the offset into its first page */
	char *address; /* KMEM, VMA */
	struct bio_vec *vecs; /* BIO */
	struct bvec_iter iter;
	unsigned int offset;
};

static bool source_init(struct source *s, const struct dm_io_memory *mem)
{
	*s = (struct source){ .type = mem->type, .offset = mem->offset };
	switch (mem->type) {
	case DM_IO_PAGE_LIST:
		s->list = mem->ptr.pl;
		return true;
	case DM_IO_BIO:
		s->vecs = mem->ptr.bio->bi_io_vec;
		s->iter = mem->ptr.bio->bi_iter;
		return true;
	case DM_IO_VMA:
	case DM_IO_KMEM:
		s->address = mem->type == DM_IO_VMA ? mem->ptr.vma : mem->ptr.addr;
		return true;
	default:
		return false;
	}
}

/* F5.7: the wrong kind of address would reach the wrong pages. */
static void source_check(const struct dm_io_request *req)
{
	const void *address = req->mem.ptr.addr;

	if (req->mem.type == DM_IO_KMEM && address && is_vmalloc_addr(address))
		finding_report("dm-io-memory", "dm_io(): DM_IO_KMEM with a vmalloc address");
	if (req->mem.type == DM_IO_VMA && !is_vmalloc_addr(address))
		finding_report("dm-io-memory",
			       "dm_io(): DM_IO_VMA with an address that is not vmalloc's");
}

static void source_now(const struct source *s, struct page **page, unsigned int *len,
		       unsigned int *offset)
{
	struct bio_vec bv;

	switch (s->type) {
	case DM_IO_PAGE_LIST:
		*page = s->list->page;
		*offset = s->offset;
		*len = PAGE_SIZE - s->offset;
		break;
	case DM_IO_BIO:
		bv = bvec_iter_bvec(s->vecs, s->iter);
		*page = bv.bv_page;
		*offset = bv.bv_offset;
		*len = bv.bv_len;
		break;
	default:
		*page = s->type == DM_IO_VMA ? vmalloc_to_page(s->address) :
					       virt_to_page(s->address);
		*offset = offset_in_page(s->address);
		*len = PAGE_SIZE - *offset;
	}
}

static void source_next(struct source *s, unsigned int len)
{
	switch (s->type) {
	case DM_IO_PAGE_LIST:
		s->list = s->list->next;
		s->offset = 0;
		break;
	case DM_IO_BIO:
		s->iter.bi_sector += len >> SECTOR_SHIFT;
		bvec_iter_advance(s->vecs, &s->iter, len);
		break;
	default:
		s->address += len;
	}
}

/* --- completion --- */

static void io_put(struct io *io)
{
	unsigned long error_bits = io->error_bits;
	struct dm_io_client *client = io->client;
	io_notify_fn fn = io->fn;
	void *context = io->context;

	if (--io->nr_refs)
		return;
	mempool_free(io, &client->pool);
	client->nr_active--;
	fn(error_bits, context);
}

static void io_bio_done(struct bio *bio)
{
	struct io_bio *own = container_of(bio, struct io_bio, bio);
	struct io *io = own->io;

	if (bio->bi_status) {
		io->error_bits |= 1UL << own->region;
		if (bio_data_dir(bio) == READ)
			zero_fill_bio(bio); /* what is left of it: F5.8 */
	}
	bio_put(bio);
	io_put(io);
}

/* --- submission --- */

static struct bio *io_bio_alloc(struct io *io, unsigned int region, struct block_device *bdev,
				unsigned int nr_vecs, blk_opf_t opf)
{
	struct bio *bio = bio_alloc_bioset(bdev, nr_vecs, opf, GFP_NOIO, &io->client->bios);
	struct io_bio *own = container_of(bio, struct io_bio, bio);

	own->io = io;
	own->region = region;
	bio->bi_end_io = io_bio_done;
	return bio;
}

static sector_t max_without_data(struct block_device *bdev, enum req_op op)
{
	if (op == REQ_OP_DISCARD)
		return bdev_max_discard_sectors(bdev);
	return bdev_write_zeroes_sectors(bdev);
}

/* Vectors that @count sectors may take: one more than pages, as the first may start inside. */
static unsigned int pages_for(sector_t count)
{
	return min_t(sector_t, count / (PAGE_SIZE >> SECTOR_SHIFT) + 2, BIO_MAX_VECS);
}

/* Fills @bio with up to @count sectors; how many went in. */
static sector_t fill_bio(struct bio *bio, struct source *s, sector_t count)
{
	sector_t done = 0;

	while (done < count) {
		unsigned int len, offset;
		struct page *page;

		source_now(s, &page, &len, &offset);
		len = min_t(sector_t, len, (count - done) << SECTOR_SHIFT);
		if (!bio_add_page(bio, page, len, offset))
			break;
		done += len >> SECTOR_SHIFT;
		source_next(s, len);
	}
	return done;
}

static void submit_region(struct io *io, unsigned int nr, const struct dm_io_region *where,
			  struct source *s, blk_opf_t opf, unsigned short ioprio)
{
	enum req_op op = opf & REQ_OP_MASK;
	bool has_data = op != REQ_OP_DISCARD && op != REQ_OP_WRITE_ZEROES;
	sector_t sector = where->sector, left = where->count, max = 0, n;

	if (!has_data) {
		max = max_without_data(where->bdev, op);
		if (!max) { /* F5.6 */
			io->error_bits |= 1UL << nr;
			return;
		}
	}
	do {
		unsigned int nr_vecs = has_data ? bio_max_segs(pages_for(left)) : 0;
		struct bio *bio = io_bio_alloc(io, nr, where->bdev, nr_vecs, opf);

		bio->bi_iter.bi_sector = sector;
		bio->bi_ioprio = ioprio;
		if (has_data) {
			n = fill_bio(bio, s, left);
		} else {
			n = min(left, max);
			n = min_t(sector_t, n, round_down(UINT_MAX >> SECTOR_SHIFT, 8));
			bio->bi_iter.bi_size = n << SECTOR_SHIFT;
		}
		sector += n;
		left -= n;
		io->nr_refs++;
		submit_bio(bio);
	} while (left);
}

static void submit_all(struct io *io, unsigned int nr_regions, struct dm_io_region *where,
		       struct dm_io_request *req, unsigned short ioprio)
{
	struct source first;
	unsigned int i;

	source_init(&first, &req->mem);
	for (i = 0; i < nr_regions; i++) {
		struct source s = first; /* each region gets the same data */

		if (where[i].count || (req->bi_opf & REQ_PREFLUSH)) /* F5.4 */
			submit_region(io, i, &where[i], &s, req->bi_opf, ioprio);
	}
	io_put(io);
}

struct sync_wait {
	unsigned long error_bits;
	struct completion done;
};

static void sync_done(unsigned long error, void *context)
{
	struct sync_wait *wait = context;

	wait->error_bits = error;
	complete(&wait->done);
}

static void start(struct dm_io_request *req, unsigned int nr_regions, struct dm_io_region *where,
		  io_notify_fn fn, void *context, unsigned short ioprio)
{
	struct dm_io_client *client = req->client;
	struct io *io = mempool_alloc(&client->pool, GFP_NOIO);

	*io = (struct io){ .nr_refs = 1, .client = client, .fn = fn, .context = context };
	client->nr_active++;
	submit_all(io, nr_regions, where, req, ioprio);
}

/* F5.2 */
static int start_and_wait(struct dm_io_request *req, unsigned int nr_regions,
			  struct dm_io_region *where, unsigned long *error_bits,
			  unsigned short ioprio)
{
	struct sync_wait wait = { 0 };

	if (nr_regions > 1 && !op_is_write(req->bi_opf)) {
		WARN_ON(1);
		return -EIO;
	}
	init_completion(&wait.done);
	start(req, nr_regions, where, sync_done, &wait, ioprio);
	blk_check_own_io("dm_io");
	wait_for_completion_io(&wait.done);
	if (error_bits)
		*error_bits = wait.error_bits;
	return wait.error_bits ? -EIO : 0;
}

/**
 * dm_io - read or write regions
 * Context: process, may sleep (F5.9); not inside map when synchronous (F5.10).
 * Return: 0; synchronous: -EIO whatever went wrong, and a bit for each region.
 */
int dm_io(struct dm_io_request *io_req, unsigned int num_regions, struct dm_io_region *region,
	  unsigned long *sync_error_bits, unsigned short ioprio)
{
	struct source s;

	might_sleep();
	if (!source_init(&s, &io_req->mem))
		return -EINVAL;
	source_check(io_req);
	if (!io_req->notify.fn)
		return start_and_wait(io_req, num_regions, region, sync_error_bits, ioprio);
	if (num_regions > 1 && !op_is_write(io_req->bi_opf)) {
		WARN_ON(1);
		io_req->notify.fn(1, io_req->notify.context);
		return -EIO;
	}
	start(io_req, num_regions, region, io_req->notify.fn, io_req->notify.context, ioprio);
	return 0;
}
EXPORT_SYMBOL(dm_io);
