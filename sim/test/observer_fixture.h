/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A driver of a few lines for observer_test.c: its disks, its I/Os, what it writes.
 */
#ifndef OBSERVER_FIXTURE_H
#define OBSERVER_FIXTURE_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "core/format.h"
#include "observer-segment.h"
#include "observer.h"

#define ORDER 5
#define SEGMENT_SECTORS (1u << ORDER)
#define NR_SLOTS 4u
#define NR_HDD_SECTORS 1020u /* the last block is half a one */

static struct disk *ssd, *hdd;
static struct observer *o;
static u8 buf[SEGMENT_SECTORS * SECTOR_BYTES];
static u64 next_io;

/* --- I/Os: submitted, on the disk, completed --- */

static bool event(struct disk *disk, enum disk_stage stage, struct disk_io *io)
{
	return observer_disk_event(o, disk, stage, io);
}

/* What a write is made of; vectors of odd lengths, as bios have them. */
static struct disk_io make_io(enum disk_op op, u64 sector, u32 nr_sectors, void *data)
{
	static struct disk_vec vecs[2];
	struct disk_io io = { .op = op,
			      .sector = sector,
			      .nr_sectors = nr_sectors,
			      .vecs = vecs,
			      .nr_vecs = 2,
			      .id = ++next_io };

	vecs[0] = (struct disk_vec){ data, nr_sectors > 1 ? 3 * 512u / 2 : 64 };
	vecs[1] = (struct disk_vec){ (u8 *)data + vecs[0].len_bytes,
				     nr_sectors * SECTOR_BYTES - vecs[0].len_bytes };
	return io;
}

/* Submitted and completed; on the medium at once, as far as peeking tells. */
static bool write_disk(struct disk *disk, u64 sector, u32 nr_sectors, void *data, bool is_fua)
{
	struct disk_io io = make_io(DISK_WRITE, sector, nr_sectors, data);
	bool is_good;

	io.is_fua = is_fua;
	is_good = event(disk, DISK_STAGE_SUBMIT, &io);
	disk_poke(disk, sector, nr_sectors, data);
	event(disk, DISK_STAGE_COMPLETE, &io);
	return is_good;
}

static void flush_ssd(void)
{
	struct disk_io io = make_io(DISK_FLUSH, 0, 0, buf);

	event(ssd, DISK_STAGE_SUBMIT, &io);
	event(ssd, DISK_STAGE_COMPLETE, &io);
}

/* --- what a driver writes --- */

static struct wb_super_disk super(void)
{
	struct wb_super_disk s = { .magic = WB_MAGIC, .segment_size_order = ORDER };

	s.nr_backing_sectors = NR_HDD_SECTORS;
	return s;
}

static bool write_super(struct wb_super_disk s)
{
	memset(buf, 0, sizeof(buf));
	memcpy(buf, &s, sizeof(s));
	return write_disk(ssd, WB_SUPER_SECTOR, 8, buf, true);
}

static bool write_record(u64 id)
{
	memset(buf, 0, sizeof(buf));
	memcpy(buf + WB_RECORD_OFFSET, &id, sizeof(id));
	return write_disk(ssd, WB_RECORD_SECTOR, 8, buf, true);
}

static u64 slot_sector(u64 id)
{
	return WB_LOG_SECTOR + (id - 1) % NR_SLOTS * SEGMENT_SECTORS;
}

static bool clear(u64 id)
{
	memset(buf, 0, sizeof(buf));
	return write_disk(ssd, slot_sector(id), 8, buf, false);
}

static struct wb_segment_disk *header(void)
{
	return (struct wb_segment_disk *)buf;
}

static void seal(void)
{
	u32 nr_bytes = WB_BLOCK_BYTES * (1 + header()->length);

	header()->checksum = observer_crc32c(buf + WB_SECTOR_BYTES, nr_bytes - WB_SECTOR_BYTES);
}

/* Segment @id with one block of @sector, whose contents are made of @id. */
static void make_segment(u64 id, u64 sector, u8 dirty)
{
	memset(buf, 0, sizeof(buf));
	header()->id = id;
	header()->length = 1;
	header()->metablocks[0].sector = sector;
	header()->metablocks[0].dirty_bits = dirty;
	memset(buf + WB_BLOCK_BYTES, (int)(0x40 + id), WB_BLOCK_BYTES);
	seal();
}

static bool write_made(u64 id)
{
	return write_disk(ssd, slot_sector(id), 8 * (1 + header()->length), buf, false);
}

static bool write_segment(u64 id, u64 sector)
{
	make_segment(id, sector, 0xff);
	return write_made(id);
}

/* What writing back @id's block means. */
static bool write_back(u64 id, u64 sector)
{
	memset(buf, (int)(0x40 + id), WB_BLOCK_BYTES);
	return write_disk(hdd, sector, 8, buf, false);
}

static int setup(void **state)
{
	const struct disk_config ssd_config = { .name = "ssd",
						.nr_sectors = 2048 + NR_SLOTS * SEGMENT_SECTORS };
	const struct disk_config hdd_config = { .name = "hdd", .nr_sectors = NR_HDD_SECTORS };

	(void)state;
	finding_clear();
	ssd = disk_create(&ssd_config);
	hdd = disk_create(&hdd_config);
	o = observer_create(ssd, hdd);
	write_record(0);
	clear(1);
	write_super(super());
	expect_silence();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	observer_destroy(o);
	disk_destroy(ssd);
	disk_destroy(hdd);
	finding_clear();
	return 0;
}

#endif
