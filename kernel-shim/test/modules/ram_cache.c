// SPDX-License-Identifier: GPL-2.0-only
/*
 * A write-back cache in RAM, the smallest that is of any use: direct mapped, one
 * bio after the other. It knows neither the shim nor the driver that the shim was
 * made for, and lives on the shim and in a real kernel as it is.
 *
 *	0 1024 ram-cache /dev/x NR_BLOCKS	status: number of dirty blocks
 */
#include <linux/bio.h>
#include <linux/device-mapper.h>
#include <linux/dm-io.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include <linux/workqueue.h>

#define DM_MSG_PREFIX "ram-cache"
#define BLOCK_SECTORS 8
#define BLOCK_BYTES (BLOCK_SECTORS << SECTOR_SHIFT)
#define NOTHING (~(sector_t)0)

struct slot {
	sector_t sector; /* of the block that it holds, or NOTHING */
	bool is_dirty;
};

struct ram_cache {
	struct dm_dev *dev;
	struct dm_io_client *io;
	struct workqueue_struct *wq; /* ordered: what is below belongs to it */
	unsigned int nr_slots, nr_dirty;
	u8 *blocks;
	struct slot slots[];
};

struct job {
	struct work_struct work;
	struct ram_cache *rc;
};

static u8 *block_of(struct ram_cache *rc, struct slot *s)
{
	return rc->blocks + (s - rc->slots) * BLOCK_BYTES;
}

static int block_io(struct ram_cache *rc, blk_opf_t opf, struct slot *s)
{
	struct dm_io_region where = { rc->dev->bdev, s->sector, BLOCK_SECTORS };
	struct dm_io_request req = { .bi_opf = opf, .mem.type = DM_IO_VMA, .client = rc->io };

	req.mem.ptr.vma = block_of(rc, s);
	return dm_io(&req, 1, &where, NULL, IOPRIO_DEFAULT);
}

static int clean(struct ram_cache *rc, struct slot *s, blk_opf_t flags)
{
	int r = s->is_dirty ? block_io(rc, REQ_OP_WRITE | flags, s) : 0;

	if (!r) {
		rc->nr_dirty -= s->is_dirty;
		s->is_dirty = false;
	}
	return r;
}

static int clean_all(struct ram_cache *rc)
{
	unsigned int i;
	int r = 0;

	for (i = 0; i < rc->nr_slots && !r; i++)
		r = clean(rc, &rc->slots[i], 0);
	return r ? r : blkdev_issue_flush(rc->dev->bdev);
}

static int fill(struct ram_cache *rc, struct slot *s, sector_t sector)
{
	int r = s->sector == sector ? 0 : clean(rc, s, 0);

	if (r || s->sector == sector)
		return r;
	s->sector = sector;
	r = block_io(rc, REQ_OP_READ, s);
	if (r)
		s->sector = NOTHING;
	return r;
}

static void copy(struct bio *bio, u8 *data)
{
	struct bvec_iter iter;
	struct bio_vec bv;

	bio_for_each_segment(bv, bio, iter) {
		if (bio_data_dir(bio) == WRITE)
			memcpy_from_bvec(data, &bv);
		else
			memcpy_to_bvec(&bv, data);
		data += bv.bv_len;
	}
}

/* max_io_len keeps a bio within one block. */
static int serve(struct ram_cache *rc, struct bio *bio)
{
	sector_t block = bio->bi_iter.bi_sector;
	unsigned int offset = sector_div(block, BLOCK_SECTORS);
	sector_t sector = block * BLOCK_SECTORS;
	struct slot *s = &rc->slots[sector_div(block, rc->nr_slots)];
	int r = bio->bi_opf & REQ_PREFLUSH ? clean_all(rc) : fill(rc, s, sector);

	if (r || !bio_has_data(bio))
		return r;
	copy(bio, block_of(rc, s) + (offset << SECTOR_SHIFT));
	if (bio_data_dir(bio) == READ)
		return 0;
	rc->nr_dirty += !s->is_dirty;
	s->is_dirty = true;
	return bio->bi_opf & REQ_FUA ? clean(rc, s, REQ_FUA) : 0;
}

static void job_work(struct work_struct *work)
{
	struct job *job = container_of(work, struct job, work);
	struct bio *bio = dm_bio_from_per_bio_data(job, sizeof(*job));

	bio->bi_status = errno_to_blk_status(serve(job->rc, bio));
	bio_endio(bio);
}

static int ram_cache_map(struct dm_target *ti, struct bio *bio)
{
	struct job *job = dm_per_bio_data(bio, sizeof(*job));

	job->rc = ti->private;
	INIT_WORK(&job->work, job_work);
	bio->bi_iter.bi_sector = dm_target_offset(ti, bio->bi_iter.bi_sector);
	queue_work(job->rc->wq, &job->work);
	return DM_MAPIO_SUBMITTED;
}

static void ram_cache_dtr(struct dm_target *ti)
{
	struct ram_cache *rc = ti->private;

	if (rc->wq)
		destroy_workqueue(rc->wq);
	if (!IS_ERR_OR_NULL(rc->io))
		dm_io_client_destroy(rc->io);
	if (rc->dev)
		dm_put_device(ti, rc->dev);
	vfree(rc->blocks);
	kvfree(rc);
}

static int ram_cache_ctr(struct dm_target *ti, unsigned int argc, char **argv)
{
	struct ram_cache *rc;
	unsigned int i, nr_slots;
	int r;

	ti->error = "Expected whole blocks, a device, and a number of blocks";
	if (argc != 2 || kstrtouint(argv[1], 10, &nr_slots) || !nr_slots || ti->len % BLOCK_SECTORS)
		return -EINVAL;
	rc = kvzalloc(struct_size(rc, slots, nr_slots), GFP_KERNEL);
	if (!rc)
		return -ENOMEM;
	ti->private = rc;
	rc->nr_slots = nr_slots;
	for (i = 0; i < nr_slots; i++)
		rc->slots[i].sector = NOTHING;
	rc->blocks = vmalloc(array_size(nr_slots, BLOCK_BYTES));
	rc->wq = alloc_ordered_workqueue("ram-cache", WQ_MEM_RECLAIM);
	rc->io = dm_io_client_create();
	r = rc->blocks && rc->wq && !IS_ERR(rc->io) ? 0 : -ENOMEM;
	if (!r)
		r = dm_get_device(ti, argv[0], dm_table_get_mode(ti->table), &rc->dev);
	if (!r)
		r = dm_set_target_max_io_len(ti, BLOCK_SECTORS);
	if (r)
		ram_cache_dtr(ti);
	ti->per_io_data_size = sizeof(struct job);
	ti->num_flush_bios = 1;
	ti->flush_supported = true;
	return r;
}

static void ram_cache_postsuspend(struct dm_target *ti)
{
	if (clean_all(ti->private))
		DMERR("cannot write back: data are lost");
}

static void ram_cache_status(struct dm_target *ti, status_type_t type, unsigned int status_flags,
			     char *result, unsigned int maxlen)
{
	struct ram_cache *rc = ti->private;
	unsigned int sz = 0;

	*result = '\0';
	if (type == STATUSTYPE_INFO)
		DMEMIT("%u", rc->nr_dirty);
	else if (type == STATUSTYPE_TABLE)
		DMEMIT("%s %u", rc->dev->name, rc->nr_slots);
}

static int ram_cache_iterate_devices(struct dm_target *ti, iterate_devices_callout_fn fn, void *p)
{
	return fn(ti, ((struct ram_cache *)ti->private)->dev, 0, ti->len, p);
}

static struct target_type ram_cache_target = {
	.name = "ram-cache",
	.module = THIS_MODULE,
	.ctr = ram_cache_ctr,
	.dtr = ram_cache_dtr,
	.map = ram_cache_map,
	.postsuspend = ram_cache_postsuspend,
	.status = ram_cache_status,
	.iterate_devices = ram_cache_iterate_devices,
};

static int __init ram_cache_init(void)
{
	return dm_register_target(&ram_cache_target);
}

static void __exit ram_cache_exit(void)
{
	dm_unregister_target(&ram_cache_target);
}

module_init(ram_cache_init);
module_exit(ram_cache_exit);
MODULE_LICENSE("GPL");
