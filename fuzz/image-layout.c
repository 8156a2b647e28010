// SPDX-License-Identifier: GPL-2.0-only
/*
 * A cache device as bytes.
 *
 * From: image.c, image-mutate.c, seeds.c.
 * To:   the observer's checksum.
 */
#include "image-layout.h"

#include "observer-segment.h"

u64 image_get(const u8 *at, u32 nr_bytes)
{
	u64 value = 0;

	while (nr_bytes--)
		value = value << 8 | at[nr_bytes];
	return value;
}

void image_put(u8 *at, u32 nr_bytes, u64 value)
{
	for (; nr_bytes--; value >>= 8)
		*at++ = (u8)value;
}

u32 image_order_asked(const u8 *image)
{
	u8 asked = image[IMAGE_SECTOR + RECORD_ASK];

	return asked ? 4 + asked % 4 : 0;
}

u32 image_order(const u8 *image)
{
	u32 order = image[SUPER_ORDER], asked = image_order_asked(image);

	if (order >= 4 && order <= 7)
		return order;
	return asked ? asked : 4;
}

u32 image_nr_slots(u32 order)
{
	return IMAGE_LOG_SECTORS >> order;
}

u8 *image_slot(u8 *image, u32 order, u32 slot)
{
	return image + IMAGE_LOG_AT + ((size_t)slot << order) * IMAGE_SECTOR;
}

struct sums {
	u32 all, metablocks, header;
};

static struct sums sums_of(const u8 *segment, u32 order)
{
	u32 max = (1u << order) / 8 - 1, length = segment[SEGMENT_LENGTH];
	const u8 *metablocks = segment + SEGMENT_METABLOCKS;

	if (length > max)
		length = max;
	return (struct sums){
		.all = segment_crc32c_portable(metablocks, IMAGE_BLOCK - SEGMENT_METABLOCKS +
								   length * IMAGE_BLOCK),
		.metablocks = segment_crc32c_portable(metablocks, length * METABLOCK_BYTES),
		.header = segment_crc32c_portable(segment, SEGMENT_HEADER_CHECKSUM),
	};
}

void image_seal(u8 *segment, u32 order)
{
	struct sums sums = sums_of(segment, order);

	image_put(segment + SEGMENT_CHECKSUM, 4, sums.all);
	image_put(segment + SEGMENT_META_CHECKSUM, 4, sums.metablocks);
	sums = sums_of(segment, order); /* the header's covers these two */
	image_put(segment + SEGMENT_HEADER_CHECKSUM, 4, sums.header);
}

bool image_is_rotten(const u8 *segment, u32 order)
{
	struct sums sums = sums_of(segment, order);

	return image_get(segment + SEGMENT_HEADER_CHECKSUM, 4) == sums.header &&
	       (image_get(segment + SEGMENT_CHECKSUM, 4) != sums.all ||
		image_get(segment + SEGMENT_META_CHECKSUM, 4) != sums.metablocks);
}
