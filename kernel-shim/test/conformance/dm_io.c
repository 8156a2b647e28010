// SPDX-License-Identifier: GPL-2.0-only
/*
 * dm-io and dm-kcopyd: F5.1 to F5.12.
 */
#include <linux/bio.h>
#include <linux/completion.h>
#include <linux/dm-io.h>
#include <linux/dm-kcopyd.h>
#include <linux/mm.h>
#include <linux/preempt.h>
#include <linux/vmalloc.h>

#include "conformance.h"

static struct dm_io_client *client;

struct answer {
	struct completion done;
	unsigned long error;
	int nr;
	bool is_calling, came_inline;
};

static void answered(unsigned long error, void *context)
{
	struct answer *a = context;

	a->error = error;
	a->nr++;
	a->came_inline = a->is_calling;
	complete(&a->done);
}

static struct dm_io_region region(sector_t sector, sector_t count)
{
	return (struct dm_io_region){ .bdev = conf_bdev, .sector = sector, .count = count };
}

static int kmem_io(blk_opf_t opf, void *buf, unsigned int nr, struct dm_io_region *where,
		   unsigned long *bits)
{
	struct dm_io_request req = {
		.bi_opf = opf,
		.mem.type = DM_IO_KMEM,
		.mem.ptr.addr = buf,
		.client = client,
	};

	return dm_io(&req, nr, where, bits, IOPRIO_DEFAULT);
}

static int kmem_io_async(blk_opf_t opf, void *buf, unsigned int nr, struct dm_io_region *where,
			 struct answer *a)
{
	struct dm_io_request req = {
		.bi_opf = opf,
		.mem.type = DM_IO_KMEM,
		.mem.ptr.addr = buf,
		.notify.fn = answered,
		.notify.context = a,
		.client = client,
	};
	int r;

	memset(a, 0, sizeof(*a));
	init_completion(&a->done);
	a->is_calling = true;
	r = dm_io(&req, nr, where, NULL, IOPRIO_DEFAULT);
	a->is_calling = false;
	wait_for_completion(&a->done);
	return r;
}

static bool client_init(void)
{
	client = dm_io_client_create();
	CONF_EXPECT(!IS_ERR(client));
	return !IS_ERR(client);
}

static void fill(u8 *p, size_t len_bytes, u8 seed)
{
	size_t i;

	for (i = 0; i < len_bytes; i++)
		p[i] = i * 5 + i / 512 + seed;
}

static void synchronous_kmem(void)
{
	struct dm_io_region where = region(128, 16);
	u8 *out = kmalloc(8192, GFP_KERNEL), *in = kzalloc(8192, GFP_KERNEL);
	unsigned long bits = 99;

	if (!client_init())
		return;
	fill(out, 8192, 1);
	CONF_EXPECT_EQ(kmem_io(REQ_OP_WRITE | REQ_FUA, out, 1, &where, &bits), 0);
	CONF_EXPECT_EQ(bits, 0);
	CONF_EXPECT_EQ(kmem_io(REQ_OP_READ, in, 1, &where, NULL), 0);
	CONF_EXPECT(!memcmp(in, out, 8192));
	where = region(130, 1);
	CONF_EXPECT_EQ(kmem_io(REQ_OP_READ, in, 1, &where, NULL), 0);
	CONF_EXPECT(!memcmp(in, out + 1024, 512));
	dm_io_client_destroy(client);
	kfree(out);
	kfree(in);
}

/* F5.2: -EIO whatever it was; a bit for each region. */
static void synchronous_errors(void)
{
	sector_t end = bdev_nr_sectors(conf_bdev);
	struct dm_io_region where[2] = { region(end, 8), region(0, 8) };
	u8 *buf = kzalloc(4096, GFP_KERNEL);
	unsigned long bits = 0;

	if (!client_init())
		return;
	CONF_EXPECT_EQ(kmem_io(REQ_OP_READ, buf, 1, where, &bits), -EIO);
	CONF_EXPECT_EQ(bits, 1);
	CONF_EXPECT_EQ(kmem_io(REQ_OP_WRITE, buf, 2, where, &bits), -EIO);
	CONF_EXPECT_EQ(bits, 1);
	where[0] = region(8, 8);
	where[1] = region(end - 1, 8);
	CONF_EXPECT_EQ(kmem_io(REQ_OP_WRITE, buf, 2, where, &bits), -EIO);
	CONF_EXPECT_EQ(bits, 2);
	CONF_EXPECT_EQ(kmem_io(REQ_OP_WRITE, buf, 2, where, NULL), -EIO);
	if (!bdev_max_discard_sectors(conf_bdev)) {
		CONF_EXPECT_EQ(kmem_io(REQ_OP_DISCARD, NULL, 1, where, &bits), -EIO);
		CONF_EXPECT_EQ(bits, 1);
	}
	dm_io_client_destroy(client);
	kfree(buf);
}

static void several_regions_get_the_same(void)
{
	struct dm_io_region where[3] = { region(0, 8), region(64, 8), region(256, 8) };
	u8 *out = kmalloc(4096, GFP_KERNEL), *in = kmalloc(4096, GFP_KERNEL);
	int i;

	if (!client_init())
		return;
	fill(out, 4096, 9);
	CONF_EXPECT_EQ(kmem_io(REQ_OP_WRITE, out, 3, where, NULL), 0);
	for (i = 0; i < 3; i++) {
		memset(in, 0, 4096);
		CONF_EXPECT_EQ(kmem_io(REQ_OP_READ, in, 1, &where[i], NULL), 0);
		CONF_EXPECT(!memcmp(in, out, 4096));
	}
	dm_io_client_destroy(client);
	kfree(out);
	kfree(in);
}

/* F5.3: exactly once, and perhaps before dm_io() returns. */
static void asynchronous(void)
{
	struct dm_io_region where = region(16, 8);
	u8 *buf = kzalloc(4096, GFP_KERNEL);
	struct answer a;

	if (!client_init())
		return;
	CONF_EXPECT_EQ(kmem_io_async(REQ_OP_WRITE, buf, 1, &where, &a), 0);
	CONF_EXPECT_EQ(a.error, 0);
	where = region(bdev_nr_sectors(conf_bdev), 8);
	CONF_EXPECT_EQ(kmem_io_async(REQ_OP_WRITE, buf, 1, &where, &a), 0);
	CONF_EXPECT_EQ(a.error, 1);
	CONF_EXPECT(a.came_inline);
	where = region(16, 0);
	CONF_EXPECT_EQ(kmem_io_async(REQ_OP_WRITE, buf, 1, &where, &a), 0);
	CONF_EXPECT_EQ(a.error, 0);
	CONF_EXPECT(a.came_inline);
	conf_settle();
	CONF_EXPECT_EQ(a.nr, 1);
	dm_io_client_destroy(client);
	kfree(buf);
}

/* F5.4: count 0 does nothing, unless it is a flush. */
static void nothing_and_flushes(void)
{
	struct dm_io_region where = region(0, 0);
	unsigned long bits = 7;
	struct answer a;

	if (!client_init())
		return;
	CONF_EXPECT_EQ(kmem_io(REQ_OP_WRITE | REQ_PREFLUSH, NULL, 1, &where, &bits), 0);
	CONF_EXPECT_EQ(bits, 0);
	CONF_EXPECT_EQ(kmem_io(REQ_OP_READ, NULL, 1, &where, NULL), 0);
	CONF_EXPECT_EQ(kmem_io_async(REQ_OP_WRITE | REQ_PREFLUSH, NULL, 1, &where, &a), 0);
	CONF_EXPECT_EQ(a.error, 0);
	CONF_EXPECT_EQ(a.nr, 1);
	dm_io_client_destroy(client);
}

static int memory_io(blk_opf_t opf, struct dm_io_memory mem, sector_t count)
{
	struct dm_io_region where = region(512, count);
	struct dm_io_request req = { .bi_opf = opf, .mem = mem, .client = client };

	return dm_io(&req, 1, &where, NULL, IOPRIO_DEFAULT);
}

/* F5.7 */
static void kinds_of_memory(void)
{
	u8 *linear = kmalloc(8192, GFP_KERNEL), *vma = vmalloc(8192);
	struct page_list second = { .page = alloc_page(GFP_KERNEL) };
	struct page_list first = { .next = &second, .page = alloc_page(GFP_KERNEL) };
	struct dm_io_memory mem = { .type = DM_IO_VMA, .ptr.vma = vma };

	if (!client_init())
		return;
	fill(vma, 8192, 3);
	CONF_EXPECT_EQ(memory_io(REQ_OP_WRITE, mem, 16), 0);
	mem = (struct dm_io_memory){ .type = DM_IO_KMEM, .ptr.addr = linear };
	CONF_EXPECT_EQ(memory_io(REQ_OP_READ, mem, 16), 0);
	CONF_EXPECT(!memcmp(linear, vma, 8192));
	mem = (struct dm_io_memory){ .type = DM_IO_PAGE_LIST, .offset = 1024, .ptr.pl = &first };
	CONF_EXPECT_EQ(memory_io(REQ_OP_READ, mem, 12), 0);
	CONF_EXPECT(!memcmp(page_address(first.page) + 1024, vma, 3072));
	CONF_EXPECT(!memcmp(page_address(second.page), vma + 3072, 3072));
	dm_io_client_destroy(client);
	__free_page(first.page);
	__free_page(second.page);
	vfree(vma);
	kfree(linear);
}

static void pages_of_a_bio(void)
{
	struct page *page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	struct bio_vec vec;
	struct bio bio;
	struct dm_io_memory mem = { .type = DM_IO_BIO, .ptr.bio = &bio };

	if (!client_init())
		return;
	bio_init(&bio, conf_bdev, &vec, 1, REQ_OP_WRITE);
	fill(page_address(page), PAGE_SIZE, 77);
	bio_add_page(&bio, page, 4096, 0);
	bio_advance(&bio, 512);
	CONF_EXPECT_EQ(memory_io(REQ_OP_WRITE, mem, 7), 0);
	CONF_EXPECT_EQ(bio.bi_iter.bi_size, 3584);
	mem = (struct dm_io_memory){ .type = DM_IO_KMEM, .ptr.addr = kzalloc(4096, GFP_KERNEL) };
	CONF_EXPECT_EQ(memory_io(REQ_OP_READ, mem, 7), 0);
	CONF_EXPECT(!memcmp(mem.ptr.addr, page_address(page) + 512, 3584));
	kfree(mem.ptr.addr);
	bio_uninit(&bio);
	dm_io_client_destroy(client);
	__free_page(page);
}

/* F5.5: more than 256 vectors, so several bios; still one answer. */
static void a_large_region(void)
{
	u8 *out = vmalloc(2 << 20), *in = vzalloc(2 << 20);
	struct dm_io_memory mem = { .type = DM_IO_VMA, .ptr.vma = out };

	if (!client_init())
		return;
	fill(out, 2 << 20, 5);
	CONF_EXPECT_EQ(memory_io(REQ_OP_WRITE, mem, 4096), 0);
	mem.ptr.vma = in;
	CONF_EXPECT_EQ(memory_io(REQ_OP_READ, mem, 4096), 0);
	CONF_EXPECT(!memcmp(in, out, 2 << 20));
	dm_io_client_destroy(client);
	vfree(out);
	vfree(in);
}

/* --- kcopyd: F5.11, F5.12 --- */

struct copy {
	struct completion done;
	int read_error;
	unsigned long write_errors;
	bool was_in_task;
};

static void copied(int read_error, unsigned long write_errors, void *context)
{
	struct copy *c = context;

	c->read_error = read_error;
	c->write_errors = write_errors;
	c->was_in_task = in_task();
	complete(&c->done);
}

static void copying(void)
{
	struct dm_io_region from = region(0, 100), to[2] = { region(1000, 100), region(2000, 100) };
	struct dm_kcopyd_client *kc = dm_kcopyd_client_create(NULL);
	u8 *out = kmalloc(51200, GFP_KERNEL), *in = kzalloc(51200, GFP_KERNEL);
	struct copy c;

	CONF_EXPECT(!IS_ERR(kc));
	if (!client_init())
		return;
	fill(out, 51200, 21);
	kmem_io(REQ_OP_WRITE, out, 1, &from, NULL);
	init_completion(&c.done);
	dm_kcopyd_copy(kc, &from, 2, to, 0, copied, &c);
	wait_for_completion(&c.done);
	CONF_EXPECT_EQ(c.read_error, 0);
	CONF_EXPECT_EQ(c.write_errors, 0);
	CONF_EXPECT(c.was_in_task);
	kmem_io(REQ_OP_READ, in, 1, &to[1], NULL);
	CONF_EXPECT(!memcmp(in, out, 51200));
	dm_kcopyd_zero(kc, 1, to, 0, copied, &c);
	wait_for_completion(&c.done);
	CONF_EXPECT_EQ(c.write_errors, 0);
	kmem_io(REQ_OP_READ, in, 1, &to[0], NULL);
	CONF_EXPECT(!memchr_inv(in, 0, 51200));
	to[1] = region(bdev_nr_sectors(conf_bdev), 100);
	dm_kcopyd_copy(kc, &from, 2, to, 0, copied, &c);
	wait_for_completion(&c.done);
	CONF_EXPECT_EQ(c.read_error, 0);
	CONF_EXPECT_EQ(c.write_errors, 2);
	dm_kcopyd_client_destroy(kc);
	dm_io_client_destroy(client);
	kfree(out);
	kfree(in);
}

static const struct conf_case cases[] = {
	CONF_CASE(synchronous_kmem),
	CONF_CASE(synchronous_errors),
	CONF_CASE(several_regions_get_the_same),
	CONF_CASE(asynchronous),
	CONF_CASE(nothing_and_flushes),
	CONF_CASE(kinds_of_memory),
	CONF_CASE(pages_of_a_bio),
	CONF_CASE(a_large_region),
	CONF_CASE(copying),
	CONF_END,
};

const struct conf_suite conf_dm_io = { .name = "dm_io", .cases = cases };
