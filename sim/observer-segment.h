/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One segment as bytes: is it what docs/format.md says? Knows no disk and no state.
 */
#ifndef SIM_OBSERVER_SEGMENT_H
#define SIM_OBSERVER_SEGMENT_H

#include "ints.h"

/* What the superblock header says of the log. */
struct log_geometry {
	u32 order; /* a segment has 1 << order sectors */
	u64 nr_segments;
	u64 nr_backing_sectors; /* of the HDD itself */
};

struct segment_header {
	u64 id;
	u32 checksum;
	u32 length;
	u64 durable_id; /* what the header says was flushed before */
};

static inline u32 segment_nr_sectors(const struct log_geometry *g)
{
	return 1u << g->order;
}

static inline u32 segment_max_length(const struct log_geometry *g)
{
	return segment_nr_sectors(g) / 8 - 1;
}

static inline u64 segment_slot(const struct log_geometry *g, u64 id)
{
	return (id - 1) % g->nr_segments;
}

/* Sectors that a segment of that length uses. */
static inline u32 segment_extent(u32 length)
{
	return 8 + 8 * length;
}

/* What observer_crc32c() computes, on any processor. */
u32 segment_crc32c_portable(const void *buf, size_t len_bytes);

void segment_parse_header(const void *sector, struct segment_header *header);

/* Metablock @idx of the segment at @bytes. */
void segment_metablock(const void *bytes, u32 idx, u64 *sector, u8 *dirty_bits);

/* Is the first sector alone possible? On failure @text says what is wrong. */
bool segment_check_header(const struct log_geometry *g, u64 slot, const void *sector, char *text,
			  size_t text_bytes);

/* The mark of a header, whose metablocks follow: what recovery believes unread. */
bool segment_check_mark(const void *bytes, char *text, size_t text_bytes);

/* All of it: @bytes holds segment_extent() sectors; the header was checked. */
bool segment_check(const struct log_geometry *g, const void *bytes, char *text, size_t text_bytes);

#endif
