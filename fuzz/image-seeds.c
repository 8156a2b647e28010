// SPDX-License-Identifier: GPL-2.0-only
/*
 * The named inputs of the target image: cache devices of a few segments.
 *
 * From: seeds.c.
 * To:   image-layout.c.
 */
#include "image-seeds.h"

#include <string.h>

#include "image-layout.h"

static u8 image[IMAGE_BYTES];

static void format(u32 order)
{
	image_put(image + SUPER_MAGIC, 4, IMAGE_MAGIC);
	image[SUPER_ORDER] = order;
	image_put(image + SUPER_BACKING, 8, IMAGE_HDD_SECTORS);
	image_put(image + SUPER_CACHE, 8, IMAGE_SSD_SECTORS);
	image[IMAGE_SECTOR + RECORD_ACT] = 1;
}

static u8 *segment_of(u64 id)
{
	u32 order = image_order(image);

	return image_slot(image, order, (id - 1) % image_nr_slots(order));
}

/* One more block at the end of segment @id; its content is @fill all over. */
static void add_block(u64 id, u64 sector, u8 bits, u8 fill)
{
	u8 *segment = segment_of(id), *mb;
	u32 at;

	if (image_get(segment + SEGMENT_ID, 8) != id)
		memset(segment, 0, (size_t)IMAGE_SECTOR << image_order(image));
	at = segment[SEGMENT_LENGTH]++;
	mb = segment + SEGMENT_METABLOCKS + at * METABLOCK_BYTES;
	image_put(segment + SEGMENT_ID, 8, id);
	image_put(mb, 8, sector);
	mb[METABLOCK_BITS] = bits;
	memset(segment + IMAGE_BLOCK * (1 + at), fill, IMAGE_BLOCK);
	image_seal(segment, image_order(image));
}

static void set_durable(u64 id, u64 durable_id)
{
	image_put(segment_of(id) + SEGMENT_DURABLE, 8, durable_id);
	image_seal(segment_of(id), image_order(image));
}

static void set_record(u64 id)
{
	image_put(image + IMAGE_SECTOR + RECORD_ID, 8, id);
}

static void zeroed(void)
{
}

static void formatted(void)
{
	format(4);
}

static void one_segment(void)
{
	format(4);
	add_block(1, 8, 0xff, 'A');
}

static void unbroken_run(void)
{
	format(4);
	add_block(1, 0, 0xff, 'A');
	add_block(2, 8, 0xff, 'B');
	add_block(3, 0, 0xff, 'C');
	set_durable(3, 2);
}

static void newest_lap_wins(void)
{
	u64 id;

	format(5);
	for (id = 1; id <= 6; id++) {
		add_block(id, 8 * (id % 3), 0xff, 'A' + id);
		add_block(id, 32, 0x0f, 'a' + id);
	}
	set_record(2);
}

static void gap_in_the_run(void)
{
	format(4);
	add_block(1, 0, 0xff, 'A');
	add_block(3, 0, 0xff, 'C');
}

static void torn_segment(void)
{
	format(4);
	add_block(1, 0, 0xff, 'A');
	add_block(2, 0, 0xff, 'B');
	segment_of(2)[IMAGE_BLOCK + 1000] ^= 1;
}

static void parts_of_blocks(void)
{
	format(6);
	add_block(1, 0, 0x0f, 'A');
	add_block(1, 8, 0x81, 'B');
	add_block(2, 0, 0xf0, 'C');
	add_block(2, 8, 0x00, 'D');
}

static void clean_block(void)
{
	format(5);
	add_block(1, 16, 0, 'A');
	add_block(1, 24, 0xff, 'B');
}

static void sector_beyond_the_end(void)
{
	format(4);
	add_block(1, IMAGE_HDD_SECTORS, 0xff, 'A');
}

static void sector_not_aligned(void)
{
	format(4);
	add_block(1, 4, 0xff, 'A');
}

static void length_too_large(void)
{
	format(4);
	add_block(1, 0, 0xff, 'A');
	segment_of(1)[SEGMENT_LENGTH] = 200;
}

static void record_ahead_of_the_log(void)
{
	format(4);
	add_block(1, 0, 0xff, 'A');
	add_block(2, 8, 0xff, 'B');
	set_record(9);
}

static void foreign_magic(void)
{
	format(4);
	image[SUPER_MAGIC] ^= 1;
	add_block(1, 0, 0xff, 'A');
}

static void order_of_another(void)
{
	format(4);
	image[SUPER_ORDER] = 200;
}

static void default_order(void)
{
	format(0);
}

static void order_that_is_asked_for(void)
{
	format(5);
	image[IMAGE_SECTOR + RECORD_ASK] = 1;
	add_block(1, 0, 0xff, 'A');
}

static void zeroed_and_order_asked_for(void)
{
	image[IMAGE_SECTOR + RECORD_ASK] = 4;
}

static void id_in_a_wrong_slot(void)
{
	format(4);
	add_block(1, 0, 0xff, 'A');
	image_put(segment_of(1) + SEGMENT_ID, 8, 4);
	image_seal(segment_of(1), 4);
}

static void largest_segments(void)
{
	u32 i;

	format(7);
	for (i = 0; i < 7; i++)
		add_block(1, 8 * i, 0xff, 'A' + i);
}

static const struct {
	const char *name;
	void (*build)(void);
} seeds[] = {
	{ "zeroed", zeroed },
	{ "formatted", formatted },
	{ "one_segment", one_segment },
	{ "unbroken_run", unbroken_run },
	{ "newest_lap_wins", newest_lap_wins },
	{ "gap_in_the_run", gap_in_the_run },
	{ "torn_segment", torn_segment },
	{ "parts_of_blocks", parts_of_blocks },
	{ "clean_block", clean_block },
	{ "sector_beyond_the_end", sector_beyond_the_end },
	{ "sector_not_aligned", sector_not_aligned },
	{ "length_too_large", length_too_large },
	{ "record_ahead_of_the_log", record_ahead_of_the_log },
	{ "foreign_magic", foreign_magic },
	{ "order_of_another", order_of_another },
	{ "default_order", default_order },
	{ "order_that_is_asked_for", order_that_is_asked_for },
	{ "zeroed_and_order_asked_for", zeroed_and_order_asked_for },
	{ "id_in_a_wrong_slot", id_in_a_wrong_slot },
	{ "largest_segments", largest_segments },
};

const u8 *image_seed(u32 nr, const char **name, size_t *nr_bytes)
{
	size_t used = IMAGE_BYTES;

	if (nr >= sizeof(seeds) / sizeof(seeds[0]))
		return NULL;
	memset(image, 0, sizeof(image));
	seeds[nr].build();
	while (used > IMAGE_LOG_AT && !image[used - 1])
		used--;
	*name = seeds[nr].name;
	*nr_bytes = used;
	return image;
}
