// SPDX-License-Identifier: GPL-2.0-only
/*
 * One I/O of a disk, from submission to the interrupt.
 *
 * From: hba.c, which makes it of a bio.
 * To:   disk-pile.c, by ops; the clock, which calls back when it is done.
 *
 * A write's data is copied when it is submitted and compared when it completes
 * (I6); a read's is copied when it completes. A flush covers what had completed
 * when it was submitted (F6.4).
 */
#include "disk-private.h"

#include "choice.h"
#include "event.h"
#include "finding.h"
#include "machine.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct disk_req *free_reqs;

/* --- the vectors of an I/O as one stream --- */

struct vec_cursor {
	const struct disk_vec *vec;
	u32 at;
};

static void vec_take(struct vec_cursor *c, u8 *dst, u32 len_bytes)
{
	while (len_bytes) {
		u32 n = c->vec->len_bytes - c->at;

		if (n > len_bytes)
			n = len_bytes;
		memcpy(dst, (u8 *)c->vec->base + c->at, n);
		dst += n;
		len_bytes -= n;
		c->at += n;
		if (c->at == c->vec->len_bytes)
			*c = (struct vec_cursor){ c->vec + 1, 0 };
	}
}

static void vec_give(struct vec_cursor *c, const u8 *src, u32 len_bytes)
{
	while (len_bytes) {
		u32 n = c->vec->len_bytes - c->at;

		if (n > len_bytes)
			n = len_bytes;
		if (src)
			memcpy((u8 *)c->vec->base + c->at, src, n);
		else
			memset((u8 *)c->vec->base + c->at, 0, n);
		src = src ? src + n : NULL;
		len_bytes -= n;
		c->at += n;
		if (c->at == c->vec->len_bytes)
			*c = (struct vec_cursor){ c->vec + 1, 0 };
	}
}

static bool vec_equals(struct vec_cursor *c, const u8 *data, u32 len_bytes)
{
	while (len_bytes) {
		u32 n = c->vec->len_bytes - c->at;

		if (n > len_bytes)
			n = len_bytes;
		if (memcmp((u8 *)c->vec->base + c->at, data, n))
			return false;
		data += n;
		len_bytes -= n;
		c->at += n;
		if (c->at == c->vec->len_bytes)
			*c = (struct vec_cursor){ c->vec + 1, 0 };
	}
	return true;
}

/* The part of [@sector, @end) that lies in @sector's page, in sectors. */
static u32 part_in_page(u64 sector, u64 end)
{
	u32 n = STORE_PAGE_SECTORS - (u32)(sector % STORE_PAGE_SECTORS);

	return n > end - sector ? (u32)(end - sector) : n;
}

/* --- requests --- */

static struct disk_req *req_new(struct disk *disk, struct disk_io *io)
{
	struct disk_req *req = free_reqs;

	if (req)
		free_reqs = req->next;
	else
		req = malloc(sizeof(*req));
	if (!req) {
		fprintf(stderr, "disk: no memory\n");
		exit(3);
	}
	memset(req, 0, sizeof(*req));
	req->disk = disk;
	req->io = io;
	req->next = disk->first_req;
	if (req->next)
		req->next->prev = req;
	else
		disk->busy_since_ns = clock_now_ns();
	disk->first_req = req;
	return req;
}

static void req_free(struct disk_req *req)
{
	struct disk *disk = req->disk;

	if (req->prev)
		req->prev->next = req->next;
	else
		disk->first_req = req->next;
	if (req->next)
		req->next->prev = req->prev;
	if (!disk->first_req)
		disk->stats.busy_ns += clock_now_ns() - disk->busy_since_ns;
	req->next = free_reqs;
	free_reqs = req;
}

/* With the power the alarms went as well: only a running machine knows them. */
void disk_drop_reqs(struct disk *disk)
{
	while (disk->first_req) {
		if (machine_is_on())
			alarm_cancel(&disk->first_req->alarm);
		disk->busy_since_ns = clock_now_ns();
		req_free(disk->first_req);
	}
	memset(&disk->latency, 0, sizeof(disk->latency));
}

/* --- submission --- */

static bool io_is_legal(struct disk *disk, const struct disk_io *io)
{
	u32 unit = disk_unit_sectors(disk);
	u64 nr_sectors = disk->config.nr_sectors;
	u64 len_bytes = 0;

	if (io->op == DISK_FLUSH)
		return true;
	if (io->sector % unit || io->nr_sectors % unit || !io->nr_sectors) {
		finding_report("misaligned-io",
			       "disk %s: I/O at sector %llu, %u sectors; its blocks are %u",
			       disk->name, io->sector, io->nr_sectors, unit);
		return false;
	}
	if (io->sector > nr_sectors || io->nr_sectors > nr_sectors - io->sector) {
		finding_report("beyond-disk",
			       "disk %s: I/O at sector %llu, %u sectors; it has %llu", disk->name,
			       io->sector, io->nr_sectors, nr_sectors);
		return false;
	}
	if (io->op == DISK_DISCARD || io->op == DISK_WRITE_ZEROES)
		return true;
	for (u32 i = 0; i < io->nr_vecs; i++)
		len_bytes += io->vecs[i].len_bytes;
	if (len_bytes != (u64)io->nr_sectors * SECTOR_BYTES) {
		finding_report("vec-length", "disk %s: %u sectors with %llu bytes of memory",
			       disk->name, io->nr_sectors, len_bytes);
		return false;
	}
	return true;
}

/* Only the first n blocks of a torn write are left. */
static u8 torn_mask(const struct disk_req *req, u64 page_no)
{
	u32 nr_kept = req->verdict.nr_blocks_kept;

	if (!nr_kept)
		return 0xff;
	return pile_mask(page_no, req->io->sector,
			 (u64)(nr_kept - 1) * disk_unit_sectors(req->disk));
}

static struct pile_list capture(const struct disk_req *req)
{
	const struct disk_io *io = req->io;
	struct pile_list list = { 0, 0 };
	struct vec_cursor cursor = { io->vecs, 0 };
	u64 shift = req->verdict.shift_sectors;
	u64 sector = io->sector + shift, end = sector + io->nr_sectors;
	u64 disk_end = req->disk->config.nr_sectors;

	for (u32 n; sector < end; sector += n) {
		u32 nr = pile_block_new();
		struct pile_block *b = pile_block(nr);
		u32 at = (u32)(sector % STORE_PAGE_SECTORS) * SECTOR_BYTES;
		u8 *data;

		n = part_in_page(sector, end);
		b->page_no = sector / STORE_PAGE_SECTORS;
		b->io_id = io->id;
		b->mask = pile_mask(b->page_no, sector, n) & torn_mask(req, b->page_no);
		b->page = store_page_new();
		data = store_page_data(b->page);
		vec_take(&cursor, data + at, n * SECTOR_BYTES);
		if (n < STORE_PAGE_SECTORS) {
			memset(data, 0, at);
			memset(data + at + n * SECTOR_BYTES, 0,
			       STORE_PAGE_BYTES - at - n * SECTOR_BYTES);
		}
		if (sector + n > disk_end)
			b->mask = 0; /* misdirected beyond the end: nowhere */
		if (b->page_no * STORE_PAGE_SECTORS >= disk_end)
			b->page_no = 0;
		pile_list_add(&list, nr);
	}
	return list;
}

static bool will_be_durable(const struct disk_req *req)
{
	const struct disk_config *config = &req->disk->config;

	return config->is_write_through ||
	       (req->io->is_fua && !config->has_no_fua && !req->verdict.is_lying);
}

static void begin_change(struct disk_req *req)
{
	struct disk_io *io = req->io;
	struct pile_op op = { .kind = PILE_BEGIN,
			      .op = io->op,
			      .io_id = io->id,
			      .sector = io->sector,
			      .nr_sectors = io->nr_sectors,
			      .is_durable = will_be_durable(req) };

	if (req->verdict.is_lost)
		return;
	if (io->op == DISK_WRITE)
		op.blocks = capture(req);
	else if (io->op != DISK_DISCARD && io->op != DISK_WRITE_ZEROES)
		return;
	else if (disk_watch_is_on) /* it does nothing where there is nothing */
		disk_watch_look_range(req->disk, io->sector, io->nr_sectors);
	disk_apply(req->disk, &op);
	req->pile_io = req->disk->piles.last;
}

static u64 due_ns(struct disk_req *req)
{
	struct disk *disk = req->disk;
	const struct disk_io *io = req->io;
	struct latency_io shape = { .op = io->op,
				    .sector = io->sector,
				    .nr_sectors = io->nr_sectors,
				    .is_durable = io->is_fua || disk->config.is_write_through,
				    .disk_sectors = disk->config.nr_sectors };
	struct latency_io flush = { .op = DISK_FLUSH, .disk_sectors = disk->config.nr_sectors };
	u64 now = clock_now_ns(), due = now;

	if (io->is_preflush)
		due = latency_due(disk->config.latency, &disk->latency, &flush, now);
	due = latency_due(disk->config.latency, &disk->latency, &shape, due);
	if (due > now)
		due += (due - now) / 4 * choose(CHOICE_LATENCY, 8);
	due += req->verdict.delay_ns;
	return due > req->verdict.not_before_ns ? due : req->verdict.not_before_ns;
}

static void tell(struct disk *disk, enum disk_stage stage, const struct disk_io *io)
{
	if (disk->listener)
		disk->listener(disk, stage, io, disk->listener_ctx);
}

static void req_done(struct disk_req *req);

static void req_alarm(struct alarm *alarm)
{
	req_done((struct disk_req *)((char *)alarm - offsetof(struct disk_req, alarm)));
}

void disk_submit(struct disk *disk, struct disk_io *io)
{
	struct disk_req *req;
	u64 flags = (u64)io->is_fua | (u64)io->is_preflush << 1;
	u64 due;
	bool is_legal = io_is_legal(disk, io);

	if (disk->run != event_run()) {
		disk->run = event_run();
		disk->last_io_id = 0;
	}
	io->id = ++disk->last_io_id;
	io->error = 0;
	req = req_new(disk, io);
	event_log(EVENT_SUBMIT, disk->number, io->id, io->sector,
		  (u64)io->op | flags << 8 | (u64)io->nr_sectors << 32);
	disk->stats.nr_ios[io->op]++;
	disk->stats.nr_sectors[io->op] += io->nr_sectors;
	req->flush_seq = disk->piles.complete_seq;
	if (is_legal) {
		if (disk_trouble_listener)
			disk_trouble_ask(disk, io, &req->verdict);
		if (disk->faults)
			disk_faults_ask(disk, io, &req->verdict);
		begin_change(req);
	} else {
		req->verdict.error = -EIO;
	}
	tell(disk, DISK_STAGE_SUBMIT, io);
	due = due_ns(req);
	if (io->is_inline && due == clock_now_ns()) {
		req_done(req);
		return;
	}
	req->alarm.fn = req_alarm;
	alarm_set(&req->alarm, due);
}

/* --- completion --- */

/* I6: what was in the vectors at submission must be there still. */
static void check_stable(const struct disk_req *req)
{
	const struct disk_io *io = req->io;
	struct vec_cursor cursor = { io->vecs, 0 };
	u64 sector = io->sector, end = sector + io->nr_sectors;
	u32 nr = req->pile_io->blocks.head;

	if (!io->is_stable || req->verdict.shift_sectors)
		return;
	for (u32 n; sector < end; sector += n, nr = pile_block(nr)->next) {
		const u8 *data = store_page_data(pile_block(nr)->page);

		n = part_in_page(sector, end);
		data += sector % STORE_PAGE_SECTORS * SECTOR_BYTES;
		if (vec_equals(&cursor, data, n * SECTOR_BYTES))
			continue;
		finding_report(
			"I6",
			"disk %s: the memory of the write of sectors %llu + %u changed while it "
			"was in flight (near sector %llu)",
			req->disk->name, io->sector, io->nr_sectors, sector);
		return;
	}
}

/* F6.11: a failed write leaves each block old or new. */
static void keep_some_blocks(struct disk_req *req)
{
	struct disk *disk = req->disk;
	u32 how = choose(CHOICE_SURVIVE, 3); /* nothing, all, block by block */
	u32 nth = 0, nr = req->pile_io->blocks.head;

	for (; nr; nr = pile_block(nr)->next, nth++) {
		struct pile_op op = {
			.kind = PILE_MASK, .io_id = req->io->id, .io = req->pile_io, .nth = nth
		};

		op.mask = how == 1 ? 0xff : 0;
		for (u32 bit = 0; how == 2 && bit < 8; bit += disk_unit_sectors(disk)) {
			if (choose(CHOICE_SURVIVE, 2))
				op.mask |= disk_unit_mask(disk, bit);
		}
		disk_apply(disk, &op);
	}
}

static void land_change(struct disk_req *req)
{
	struct disk *disk = req->disk;
	struct disk_io *io = req->io;
	struct pile_op op = { .kind = PILE_LAND,
			      .io_id = io->id,
			      .io = req->pile_io,
			      .is_durable = will_be_durable(req) &&
					    (!io->error || disk->config.is_write_through) };

	if (io->op == DISK_WRITE) {
		check_stable(req);
		if (io->error)
			keep_some_blocks(req);
		for (u32 nr = req->pile_io->blocks.head; disk_watch_is_on && nr;
		     nr = pile_block(nr)->next)
			disk_watch_overwrite(disk, pile_block(nr)->page_no, pile_block(nr)->mask);
	} else if (io->error || (io->op == DISK_DISCARD && choose(CHOICE_FAULT, 2))) {
		op.kind = PILE_DROP; /* F6.13: a discard may be ignored */
	}
	disk_apply(disk, &op);
}

/* Which sectors of the @nth block of @w does a read see? They have landed then. */
static void let_block_land_early(struct disk *disk, struct pile_io *w, u32 nth,
				 const struct pile_block *b, const struct disk_io *read)
{
	u8 both = b->mask & pile_mask(b->page_no, read->sector, read->nr_sectors);
	struct pile_op op = { .kind = PILE_EARLY, .io_id = w->id, .io = w, .nth = nth };

	for (u32 bit = 0; bit < 8; bit += disk_unit_sectors(disk)) {
		u8 unit = disk_unit_mask(disk, bit) & both;

		if (unit && choose(CHOICE_ORDER, 2))
			op.mask |= unit;
	}
	if (op.mask)
		disk_apply(disk, &op);
}

/* F6.10: a read that overlaps a write in flight sees it or not, block by block. */
static void let_writes_land_early(struct disk *disk, const struct disk_io *read)
{
	for (struct pile_io *w = disk->piles.first; w; w = w->next) {
		u32 nth = 0;

		if (w->op != DISK_WRITE)
			continue;
		for (u32 nr = w->blocks.head; nr; nr = pile_block(nr)->next)
			let_block_land_early(disk, w, nth++, pile_block(nr), read);
	}
}

static void fill_read(struct disk_req *req)
{
	struct disk *disk = req->disk;
	const struct disk_io *io = req->io;
	struct vec_cursor cursor = { io->vecs, 0 };
	u64 sector = io->sector, end = sector + io->nr_sectors;
	u64 bit = req->verdict.rot_bit;

	if (disk->piles.first)
		let_writes_land_early(disk, io);
	for (u32 n; sector < end; sector += n) {
		store_page page = tree_get(&disk->piles.current, sector / STORE_PAGE_SECTORS);
		u32 at = (u32)(sector % STORE_PAGE_SECTORS) * SECTOR_BYTES;

		n = part_in_page(sector, end);
		if (disk_watch_is_on)
			disk_watch_look(disk, sector / STORE_PAGE_SECTORS,
					pile_mask(sector / STORE_PAGE_SECTORS, sector, n), false);
		vec_give(&cursor, page ? store_page_data(page) + at : NULL, n * SECTOR_BYTES);
	}
	if (bit) {
		bit = (bit - 1) % ((u64)io->vecs[0].len_bytes * 8);
		((u8 *)io->vecs[0].base)[bit / 8] ^= (u8)(1u << (bit % 8));
	}
}

static void end_flush(struct disk_req *req)
{
	struct pile_op op = { .kind = PILE_FLUSH, .seq = req->flush_seq };

	/* Refused for want of memory (BLK_STS_RESOURCE): it never reached the disk. */
	if (req->verdict.is_lying || req->io->error == -ENOMEM)
		return;
	if (req->io->error)
		op.kind = PILE_DOOM;
	disk_apply(req->disk, &op);
}

static void req_done(struct disk_req *req)
{
	struct disk *disk = req->disk;
	struct disk_io *io = req->io;

	io->error = req->verdict.error;
	if (io->error)
		disk->stats.nr_errors++;
	event_log(EVENT_COMPLETE, disk->number, io->id, (u64)-io->error, 0);
	if (io->op == DISK_READ && !io->error)
		fill_read(req);
	if (io->op == DISK_FLUSH || io->is_preflush)
		end_flush(req);
	if (req->pile_io)
		land_change(req);
	tell(disk, DISK_STAGE_COMPLETE, io);
	req_free(req);
	io->done(io);
}
