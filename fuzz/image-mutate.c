// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mutations of a cache device that keep checksums right, so that what is behind them is
 * reached.
 *
 * From: the engines.
 * To:   image-layout.c.
 */
#include <string.h>

#include "image-layout.h"
#include "mutate.h"

/* The whole device; what the input does not have is zeroes. */
static u8 image[IMAGE_BYTES];
static u8 other_image[IMAGE_BYTES];

static void unpack(u8 *to, const u8 *bytes, size_t nr_bytes)
{
	if (nr_bytes > IMAGE_BYTES)
		nr_bytes = IMAGE_BYTES;
	memcpy(to, bytes, nr_bytes);
	memset(to + nr_bytes, 0, IMAGE_BYTES - nr_bytes);
}

/* Without the zeroes at the end. */
static size_t pack(u8 *bytes, size_t room)
{
	size_t nr = IMAGE_BYTES;

	while (nr > IMAGE_LOG_AT && !image[nr - 1])
		nr--;
	if (nr > room)
		nr = room;
	memcpy(bytes, image, nr);
	return nr;
}

static u64 draw_odd(struct draw *d)
{
	static const u64 odd[] = {
		0, 1, 1ull << 62, (1ull << 62) + 1, ~0ull, 1ull << 63, 1ull << 32
	};

	return odd[draw(d, sizeof(odd) / sizeof(odd[0]))];
}

static void change_super(struct draw *d)
{
	switch (draw(d, 6)) {
	case 0:
		image[SUPER_ORDER] = 4 + draw(d, 4);
		break;
	case 1:
		image[SUPER_ORDER] = draw(d, 256);
		break;
	case 2:
		image_put(image + SUPER_BACKING, 8, draw(d, 2) ? IMAGE_HDD_SECTORS : draw_odd(d));
		break;
	case 3:
		image_put(image + SUPER_CACHE, 8, draw(d, 2) ? IMAGE_SSD_SECTORS : draw_odd(d));
		break;
	case 4:
		memset(image, 0, IMAGE_SECTOR); /* to be formatted, over the log of another */
		break;
	default:
		image_put(image + SUPER_MAGIC, 4, draw(d, 8) ? IMAGE_MAGIC : draw(d, ~0u));
	}
}

/* Ids that belong to the slot, of some lap. */
static u64 draw_id(struct draw *d, u32 slot, u32 nr_slots)
{
	if (draw(d, 8) == 0)
		return draw_odd(d) + draw(d, 3);
	return slot + 1 + (u64)nr_slots * draw(d, 4);
}

static void change_metablock(u8 *segment, u32 length, struct draw *d)
{
	u8 *mb = segment + SEGMENT_METABLOCKS + draw(d, length + 1) * METABLOCK_BYTES;

	switch (draw(d, 4)) {
	case 0:
		mb[METABLOCK_BITS] = draw(d, 256);
		break;
	case 1:
		mb[METABLOCK_BITS] = draw(d, 2) ? 0xff : 0;
		break;
	case 2:
		image_put(mb, 8, draw(d, 8) ? 8ull * draw(d, IMAGE_HDD_SECTORS / 8) : draw_odd(d));
		break;
	default:
		image_put(mb, 8, draw(d, 80));
	}
}

static void change_segment(struct draw *d)
{
	u32 order = image_order(image), nr_slots = image_nr_slots(order);
	u32 slot = draw(d, nr_slots), max = (1u << order) / 8 - 1;
	u8 *segment = image_slot(image, order, slot);
	u64 id = image_get(segment + SEGMENT_ID, 8);

	switch (draw(d, 7)) {
	case 0:
		image_put(segment + SEGMENT_ID, 8, draw_id(d, slot, nr_slots));
		break;
	case 1:
		segment[SEGMENT_LENGTH] = draw(d, 8) ? draw(d, max + 1) : draw(d, 256);
		break;
	case 2:
		image_put(segment + SEGMENT_DURABLE, 8, draw(d, 4) ? id - draw(d, 4) : draw_odd(d));
		break;
	case 3:
		segment[IMAGE_BLOCK + draw(d, max * IMAGE_BLOCK)] = draw(d, 256);
		break;
	default:
		change_metablock(segment, max < 32 ? max : 31, d);
	}
	if (draw(d, 8))
		image_seal(segment, order);
}

/* The content of one slot in another, with an id that fits there. */
static void copy_segment(struct draw *d)
{
	u32 order = image_order(image), nr_slots = image_nr_slots(order);
	u32 from = draw(d, nr_slots), to = draw(d, nr_slots);
	u8 *segment = image_slot(image, order, to);

	memmove(segment, image_slot(image, order, from), (size_t)IMAGE_SECTOR << order);
	image_put(segment + SEGMENT_ID, 8, draw_id(d, to, nr_slots));
	image_seal(segment, order);
}

static void change_record(struct draw *d)
{
	u8 *record = image + IMAGE_SECTOR;

	switch (draw(d, 4)) {
	case 0:
		record[RECORD_ASK] = draw(d, 2) ? draw(d, 5) : 0;
		break;
	case 1:
		record[RECORD_ACT] = draw(d, 256);
		break;
	default:
		image_put(record + RECORD_ID, 8, draw(d, 8) ? draw(d, 24) : draw_odd(d));
	}
}

size_t image_mutate(u8 *bytes, size_t nr_bytes, size_t room, struct draw *d)
{
	u32 nr = 1 + draw(d, 4);

	if (draw(d, 16) == 0)
		return mutate_bytes(bytes, nr_bytes, room, d);
	unpack(image, bytes, nr_bytes);
	while (nr--) {
		switch (draw(d, 8)) {
		case 0:
			change_super(d);
			break;
		case 1:
			change_record(d);
			break;
		case 2:
			copy_segment(d);
			break;
		default:
			change_segment(d);
		}
	}
	return pack(bytes, room);
}

size_t image_cross(const u8 *a, size_t nr_a, const u8 *b, size_t nr_b, u8 *out, size_t room,
		   struct draw *d)
{
	u32 slot, nr_slots, order;

	unpack(image, a, nr_a);
	unpack(other_image, b, nr_b);
	order = image_order(image);
	nr_slots = image_nr_slots(order);
	if (draw(d, 2))
		memcpy(image + IMAGE_SECTOR, other_image + IMAGE_SECTOR, IMAGE_SECTOR);
	for (slot = 0; slot < nr_slots; slot++)
		if (draw(d, 2))
			memcpy(image_slot(image, order, slot), image_slot(other_image, order, slot),
			       (size_t)IMAGE_SECTOR << order);
	return pack(out, room);
}
