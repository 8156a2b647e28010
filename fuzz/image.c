// SPDX-License-Identifier: GPL-2.0-only
/*
 * Any bytes as cache device: recovery ends; nothing is read or written out of bounds; no
 * data is invented: what the device then holds is what the backing device had, or what a
 * segment of the image has for that very sector, and it is the same after another boot;
 * what was written and flushed since stays. A device that is refused is not changed, and one
 * that another made, or for other disks, or with another order than is asked for, is refused.
 *
 * From: engine.c.
 * To:   disk.c, where the image is put; dmsetup, which makes a device of it.
 * Claims: C1 C2 C5 C6 C11, I1.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "disk.h"
#include "finding.h"
#include "image-layout.h"
#include "machine.h"
#include "payload.h"
#include "play.h"
#include "request.h"
#include "target.h"
#include "user.h"
#include "words.h"
#include "world.h"

#define TICK_NS 20000000000ull
#define DEVICE "wb"
#define HDD_BYTES (IMAGE_HDD_SECTORS * IMAGE_SECTOR)
#define WRITE_ID 1000 /* of payloads; the backing device's have others */

static struct world *world;
static u8 image[IMAGE_BYTES], after[IMAGE_BYTES];
static u8 backing[HDD_BYTES];
static u8 first[HDD_BYTES], again[HDD_BYTES];

static void prepare(void)
{
	if (world)
		return;
	world = world_create();
	payload_fill(backing, IMAGE_HDD_SECTORS, 1, 0, 1);
}

static struct world *the_world(void)
{
	return world;
}

/* --- disks --- */

static void add_disk(const char *name, u64 nr_sectors)
{
	struct disk_config config = { .name = name, .nr_sectors = nr_sectors };

	if (world_add_disk(world, &config, NULL))
		exit(3);
}

static void put_image(const u8 *bytes, size_t nr_bytes)
{
	struct disk *ssd;

	if (nr_bytes > IMAGE_BYTES)
		nr_bytes = IMAGE_BYTES;
	memcpy(image, bytes, nr_bytes);
	memset(image + nr_bytes, 0, IMAGE_BYTES - nr_bytes);
	add_disk("ssd", IMAGE_SSD_SECTORS);
	add_disk("hdd", IMAGE_HDD_SECTORS);
	ssd = disk_find("ssd");
	disk_poke(ssd, 0, 1, image);
	disk_poke(ssd, IMAGE_RECORD_SECTOR, 1, image + IMAGE_SECTOR);
	disk_poke(ssd, IMAGE_LOG_SECTOR, IMAGE_LOG_SECTORS, image + IMAGE_LOG_AT);
	disk_poke(disk_find("hdd"), 0, IMAGE_HDD_SECTORS, backing);
}

static bool is_unchanged(void)
{
	struct disk *ssd = disk_find("ssd");

	disk_peek(ssd, 0, 1, after);
	disk_peek(ssd, IMAGE_RECORD_SECTOR, 1, after + IMAGE_SECTOR);
	disk_peek(ssd, IMAGE_LOG_SECTOR, IMAGE_LOG_SECTORS, after + IMAGE_LOG_AT);
	return !memcmp(image, after, IMAGE_BYTES);
}

/* --- the device --- */

static void create(void *arg)
{
	char table[96] = "0 64 writeboost /dev/hdd /dev/ssd";

	if (image_order_asked(image))
		snprintf(table, sizeof(table),
			 "0 64 writeboost /dev/hdd /dev/ssd 2 segment_size_order %u",
			 image_order_asked(image));
	*(int *)arg = dmsetup_create(DEVICE, table, false);
}

static int activate(void)
{
	int error = -EIO;

	if (world_power_on(world))
		machine_call("dmsetup", create, &error);
	return error;
}

static bool is_done;

static void request_done(struct request *req)
{
	(void)req;
	is_done = true;
	machine_wake();
}

static bool request(enum user_op op, u64 sector, u32 nr_sectors, void *buf)
{
	struct request req = { .done = request_done };
	enum machine_stop stop;

	req.io = (struct user_io){
		.dev = DEVICE, .op = op, .sector = sector, .nr_sectors = nr_sectors, .buf = buf
	};
	is_done = false;
	request_submit(world, NULL, &req);
	while (!is_done && !finding_first()) {
		stop = machine_run(clock_now_ns() + TICK_NS);
		if (!is_done && stop != MACHINE_WOKEN)
			world_report_hang(world, "a request");
	}
	if (is_done && req.io.error)
		finding_report("image-io", "a request on the recovered device ended with %s",
			       errno_word(req.io.error));
	return !finding_first();
}

static void cut(void)
{
	world_epoch_end(world);
	machine_cut();
	world_went_off(world);
	disk_cut(disk_find("ssd"), CRASH_NONE);
	disk_cut(disk_find("hdd"), CRASH_NONE);
}

/* --- was it right to take it? --- */

static bool is_foreign(const char *field, u64 value, u64 wanted)
{
	if (value == wanted)
		return false;
	finding_report("image-taken", "%s %llu, expected %llu: this device is to be refused", field,
		       value, wanted);
	return true;
}

/* That asks for formatting. */
static bool is_zeroed(void)
{
	u32 i;

	for (i = 0; i < IMAGE_SECTOR && !image[i]; i++)
		;
	return i == IMAGE_SECTOR;
}

static bool check_taken(void)
{
	u64 backing_sectors = image_get(image + SUPER_BACKING, 8);
	u64 cache_sectors = image_get(image + SUPER_CACHE, 8);
	u32 order = image[SUPER_ORDER] ? image[SUPER_ORDER] : 10;

	if (is_zeroed())
		return true;
	if (is_foreign("magic", image_get(image + SUPER_MAGIC, 4), IMAGE_MAGIC) ||
	    (image_order_asked(image) && is_foreign("order", order, image_order_asked(image))))
		return false;
	if (backing_sectors && is_foreign("backing sectors", backing_sectors, IMAGE_HDD_SECTORS))
		return false;
	return !cache_sectors || !is_foreign("cache sectors", cache_sectors, IMAGE_SSD_SECTORS);
}

/* --- is it what somebody wrote? --- */

/* Does a segment of the image have these bytes for that sector, as dirty ones? */
static bool is_in_segment(const u8 *segment, u32 order, u64 sector, const u8 *bytes)
{
	u32 max = (1u << order) / 8 - 1, i;
	u32 length = segment[SEGMENT_LENGTH] < max ? segment[SEGMENT_LENGTH] : max;

	for (i = 0; i < length; i++) {
		const u8 *mb = segment + SEGMENT_METABLOCKS + i * METABLOCK_BYTES;
		const u8 *block = segment + IMAGE_BLOCK * (1 + i);

		if (image_get(mb, 8) == (sector & ~7ull) &&
		    mb[METABLOCK_BITS] >> (sector & 7) & 1 &&
		    !memcmp(block + (sector & 7) * IMAGE_SECTOR, bytes, IMAGE_SECTOR))
			return true;
	}
	return false;
}

static bool is_known(u64 sector, const u8 *bytes)
{
	u32 order = image_order(image), slot;

	if (!memcmp(bytes, backing + sector * IMAGE_SECTOR, IMAGE_SECTOR))
		return true;
	for (slot = 0; slot < image_nr_slots(order); slot++)
		if (is_in_segment(image_slot(image, order, slot), order, sector, bytes))
			return true;
	return false;
}

static bool check_known(const u8 *content)
{
	char text[PAYLOAD_TEXT_BYTES];
	u64 sector;

	for (sector = 0; sector < IMAGE_HDD_SECTORS; sector++) {
		const u8 *bytes = content + sector * IMAGE_SECTOR;

		if (is_known(sector, bytes))
			continue;
		payload_describe(bytes, text);
		finding_report("image-invented",
			       "sector %llu holds what neither the backing device nor any segment "
			       "has for it: %s",
			       sector, text);
		return false;
	}
	return true;
}

static u32 nr_claims(const u8 *segment, u32 order, u64 block)
{
	u32 max = (1u << order) / 8 - 1, i, nr = 0;
	u32 length = segment[SEGMENT_LENGTH] < max ? segment[SEGMENT_LENGTH] : max;

	for (i = 0; i < length; i++)
		nr += image_get(segment + SEGMENT_METABLOCKS + i * METABLOCK_BYTES, 8) == block;
	return nr;
}

/*
 * The driver merges: a newer copy of a block has all that is dirty in an older one. In a
 * forged log it may have less, and then which of the two a sector shows depends on what was
 * written back meanwhile.
 */
static bool is_claimed_twice(u64 sector)
{
	u32 order = image_order(image), slot, nr = 0;

	for (slot = 0; slot < image_nr_slots(order); slot++)
		nr += nr_claims(image_slot(image, order, slot), order, sector & ~7ull);
	return nr > 1;
}

static bool check_same(const u8 *was, const u8 *is, const char *when)
{
	char text[2][PAYLOAD_TEXT_BYTES];
	u64 sector;

	for (sector = 0; sector < IMAGE_HDD_SECTORS; sector++) {
		if (!memcmp(was + sector * IMAGE_SECTOR, is + sector * IMAGE_SECTOR,
			    IMAGE_SECTOR) ||
		    is_claimed_twice(sector))
			continue;
		payload_describe(was + sector * IMAGE_SECTOR, text[0]);
		payload_describe(is + sector * IMAGE_SECTOR, text[1]);
		finding_report("image-changed", "%s sector %llu holds %s; before: %s", when, sector,
			       text[1], text[0]);
		return false;
	}
	return true;
}

/* --- a run --- */

/* One block, as the input says; what is acknowledged as flushed must stay. */
static bool write_some(void)
{
	u8 act = image[IMAGE_SECTOR + RECORD_ACT];
	u32 nr = act & 3, i;

	for (i = 0; i < nr; i++) {
		u64 sector = 8 * ((act >> 2) + i) % IMAGE_HDD_SECTORS;
		u8 *block = first + sector * IMAGE_SECTOR;

		payload_fill(block, 8, WRITE_ID + i, sector, 2);
		if (!request(USER_WRITE, sector, 8, block) || !request(USER_FLUSH, 0, 0, NULL))
			return false;
	}
	return true;
}

/*
 * Ids grow by one, so no log of ours comes near the greatest that recovery accepts. A forged
 * one may be accepted just below it, and be refused once it has grown.
 */
static bool has_ids_of_ours(void)
{
	u32 order = image_order(image), slot;
	u64 max = image_get(image + IMAGE_SECTOR + RECORD_ID, 8);

	for (slot = 0; slot < image_nr_slots(order); slot++)
		max |= image_get(image_slot(image, order, slot) + SEGMENT_ID, 8);
	return max < 1ull << 61;
}

/*
 * A header that says that the segment is whole, and data that say that it is not: the disk
 * has changed it on its own, and what becomes of the log is promised to nobody.
 */
static bool has_rot(void)
{
	u32 order = image_order(image), slot;

	for (slot = 0; slot < image_nr_slots(order); slot++)
		if (image_is_rotten(image_slot(image, order, slot), order))
			return true;
	return false;
}

static bool recover_again(const char *when)
{
	int error;

	cut();
	error = activate();
	if (!finding_first() && error)
		finding_report("recovery", "%s the device is refused with %s: %s", when,
			       errno_word(error), dmsetup_last_error());
	return !finding_first() && request(USER_READ, 0, IMAGE_HDD_SECTORS, again) &&
	       check_same(first, again, when);
}

static bool run(const u8 *bytes, size_t nr_bytes)
{
	int error;

	world_begin(world, false);
	choice_begin(NULL);
	put_image(bytes, nr_bytes);
	error = activate();
	if (finding_first())
		return false;
	if (error) {
		if (!is_unchanged())
			finding_report("image-refused", "refused with %s, but changed",
				       errno_word(error));
		return !finding_first();
	}
	if (!check_taken() || !request(USER_READ, 0, IMAGE_HDD_SECTORS, first) ||
	    !check_known(first))
		return false;
	if (is_zeroed() && !write_some()) /* the log begins anew, whatever the record says */
		return false;
	return has_rot() || !has_ids_of_ours() ||
	       (recover_again("after a power cut") && write_some() &&
		recover_again("after a write, a flush and a power cut"));
}

const struct target target = { .name = "image",
			       .mutate = image_mutate,
			       .cross = image_cross,
			       .prepare = prepare,
			       .run = run,
			       .world = the_world };
