// SPDX-License-Identifier: GPL-2.0-only
/*
 * The format of a segment, checked field by field.
 *
 * From: observer.c, with what is written or was found.
 * To:   a text that names what is wrong.
 */
#include "observer-segment.h"

#include <endian.h>
#include <stdio.h>
#include <string.h>

#include "core/format.h"
#include "observer.h"

/* --- CRC-32C, eight bytes a step --- */

#define POLYNOMIAL 0x82f63b78u

static u32 crc_tables[8][256];

static void make_tables(void)
{
	u32 i, k;

	for (i = 0; i < 256; i++) {
		crc_tables[0][i] = i;
		for (k = 0; k < 8; k++)
			crc_tables[0][i] = crc_tables[0][i] >> 1 ^
					   (crc_tables[0][i] & 1 ? POLYNOMIAL : 0);
	}
	for (i = 0; i < 256; i++)
		for (k = 1; k < 8; k++)
			crc_tables[k][i] = crc_tables[k - 1][i] >> 8 ^
					   crc_tables[0][crc_tables[k - 1][i] & 0xff];
}

static u32 crc_portable(u32 crc, const u8 *bytes, size_t len_bytes)
{
	u64 word;
	u32 k;

	if (!crc_tables[0][1])
		make_tables();
	for (; len_bytes >= 8; len_bytes -= 8, bytes += 8) {
		memcpy(&word, bytes, 8);
		word = le64toh(word) ^ crc;
		for (crc = 0, k = 0; k < 8; k++)
			crc ^= crc_tables[7 - k][word >> 8 * k & 0xff];
	}
	while (len_bytes--)
		crc = crc >> 8 ^ crc_tables[0][(crc ^ *bytes++) & 0xff];
	return crc;
}

#ifdef __x86_64__
/*
 * The same numbers, faster: an instruction takes three cycles and one can be begun in each,
 * so three lanes run side by side. A lane's result is moved past the lanes behind it as if
 * zeroes followed: linear, hence a table lookup per byte.
 */
#define LANE_BYTES 1024u

static u32 past_lane[4][256];

__attribute__((target("sse4.2"))) static u32 crc_lane(u32 crc, const u8 *bytes, size_t len_bytes)
{
	u64 wide = crc, word;

	for (; len_bytes >= 8; len_bytes -= 8, bytes += 8) {
		memcpy(&word, bytes, 8);
		wide = __builtin_ia32_crc32di(wide, word);
	}
	crc = (u32)wide;
	while (len_bytes--)
		crc = __builtin_ia32_crc32qi(crc, *bytes++);
	return crc;
}

static void make_past_lane(void)
{
	static const u8 zeroes[LANE_BYTES];
	u32 k, i;

	for (k = 0; k < 4; k++)
		for (i = 1; i < 256; i++)
			past_lane[k][i] = crc_lane(i << 8 * k, zeroes, LANE_BYTES);
}

static u32 move_past_lane(u32 crc)
{
	return past_lane[0][crc & 0xff] ^ past_lane[1][crc >> 8 & 0xff] ^
	       past_lane[2][crc >> 16 & 0xff] ^ past_lane[3][crc >> 24];
}

__attribute__((target("sse4.2"))) static u32 crc_three_lanes(u32 crc, const u8 *bytes)
{
	u64 a = crc, b = 0, c = 0, words[3];
	u32 i;

	for (i = 0; i < LANE_BYTES; i += 8) {
		memcpy(&words[0], bytes + i, 8);
		memcpy(&words[1], bytes + LANE_BYTES + i, 8);
		memcpy(&words[2], bytes + 2 * LANE_BYTES + i, 8);
		a = __builtin_ia32_crc32di(a, words[0]);
		b = __builtin_ia32_crc32di(b, words[1]);
		c = __builtin_ia32_crc32di(c, words[2]);
	}
	return move_past_lane(move_past_lane((u32)a) ^ (u32)b) ^ (u32)c;
}

static u32 crc_sse42(u32 crc, const u8 *bytes, size_t len_bytes)
{
	if (!past_lane[0][1])
		make_past_lane();
	for (; len_bytes >= 3 * LANE_BYTES; len_bytes -= 3 * LANE_BYTES, bytes += 3 * LANE_BYTES)
		crc = crc_three_lanes(crc, bytes);
	return crc_lane(crc, bytes, len_bytes);
}

static bool has_sse42(void)
{
	return __builtin_cpu_supports("sse4.2");
}
#else
static u32 crc_sse42(u32 crc, const u8 *bytes, size_t len_bytes)
{
	return crc_portable(crc, bytes, len_bytes);
}

static bool has_sse42(void)
{
	return false;
}
#endif

u32 segment_crc32c_portable(const void *buf, size_t len_bytes)
{
	return ~crc_portable(~0u, buf, len_bytes);
}

u32 observer_crc32c(const void *buf, size_t len_bytes)
{
	return has_sse42() ? ~crc_sse42(~0u, buf, len_bytes) :
			     segment_crc32c_portable(buf, len_bytes);
}

/* --- fields --- */

void segment_parse_header(const void *sector, struct segment_header *header)
{
	struct wb_segment_disk disk;

	memcpy(&disk, sector, WB_SECTOR_BYTES);
	header->id = le64toh(disk.id);
	header->checksum = le32toh(disk.checksum);
	header->length = disk.length;
	header->durable_id = le64toh(disk.durable_id);
}

static const u8 *metablock_at(const void *bytes, u32 idx)
{
	return (const u8 *)bytes + WB_SECTOR_BYTES + idx * sizeof(struct wb_metablock_disk);
}

void segment_metablock(const void *bytes, u32 idx, u64 *sector, u8 *dirty_bits)
{
	struct wb_metablock_disk mb;

	memcpy(&mb, metablock_at(bytes, idx), sizeof(mb));
	*sector = le64toh(mb.sector);
	*dirty_bits = mb.dirty_bits;
}

static bool is_zero(const u8 *bytes, size_t nr)
{
	while (nr--)
		if (*bytes++)
			return false;
	return true;
}

static bool is_padding_zero(const void *sector)
{
	struct wb_segment_disk disk;

	memcpy(&disk, sector, WB_SECTOR_BYTES);
	return is_zero(disk.padding, sizeof(disk.padding)) && is_zero(disk.zero, sizeof(disk.zero));
}

bool segment_check_header(const struct log_geometry *g, u64 slot, const void *sector, char *text,
			  size_t text_bytes)
{
	struct segment_header header;

	segment_parse_header(sector, &header);
	if (!header.id || header.id > WB_ID_MAX || segment_slot(g, header.id) != slot)
		snprintf(text, text_bytes, "id %llu cannot be in slot %llu of %llu", header.id,
			 slot, g->nr_segments);
	else if (header.length > segment_max_length(g))
		snprintf(text, text_bytes, "length %u is more than %u", header.length,
			 segment_max_length(g));
	else if (!is_padding_zero(sector))
		snprintf(text, text_bytes, "the header's padding is not zero");
	else
		return true;
	return false;
}

static bool check_metablock(const struct log_geometry *g, const void *bytes, u32 idx, char *text,
			    size_t text_bytes)
{
	const size_t used = offsetof(struct wb_metablock_disk, padding);
	u64 sector;
	u8 dirty;
	u32 nr_used;

	segment_metablock(bytes, idx, &sector, &dirty);
	nr_used = dirty ? 32 - (u32)__builtin_clz(dirty) : 1;
	if (sector % WB_BLOCK_SECTORS)
		snprintf(text, text_bytes, "metablock %u: sector %llu is not aligned", idx, sector);
	else if (sector >= g->nr_backing_sectors || nr_used > g->nr_backing_sectors - sector)
		snprintf(text, text_bytes, "metablock %u: sector %llu is beyond the backing device",
			 idx, sector);
	else if (!is_zero(metablock_at(bytes, idx) + used, sizeof(struct wb_metablock_disk) - used))
		snprintf(text, text_bytes, "metablock %u: the padding is not zero", idx);
	else
		return true;
	return false;
}

bool segment_check(const struct log_geometry *g, const void *bytes, char *text, size_t text_bytes)
{
	struct segment_header header;
	u32 i, checksum;

	segment_parse_header(bytes, &header);
	checksum = observer_crc32c((const u8 *)bytes + WB_SECTOR_BYTES,
				   segment_extent(header.length) * (size_t)WB_SECTOR_BYTES -
					   WB_SECTOR_BYTES);
	if (checksum != header.checksum) {
		snprintf(text, text_bytes, "checksum is %08x, expected %08x", header.checksum,
			 checksum);
		return false;
	}
	for (i = 0; i < header.length; i++)
		if (!check_metablock(g, bytes, i, text, text_bytes))
			return false;
	return true;
}

/* A mark may be missing, as in segments of dm-writeboost 2.2: then it is zeroes. */
bool segment_check_mark(const void *bytes, char *text, size_t text_bytes)
{
	const size_t begin = offsetof(struct wb_segment_disk, durable_id);
	const size_t end = offsetof(struct wb_segment_disk, header_checksum);
	struct wb_segment_disk disk;
	u32 metablocks, header;

	memcpy(&disk, bytes, WB_SECTOR_BYTES);
	if (is_zero((const u8 *)bytes + begin, end + sizeof(disk.header_checksum) - begin))
		return true;
	metablocks = observer_crc32c(metablock_at(bytes, 0),
				     disk.length * sizeof(struct wb_metablock_disk));
	header = observer_crc32c(bytes, end);
	if (le32toh(disk.metablock_checksum) != metablocks)
		snprintf(text, text_bytes, "the mark has %08x for the metablocks, expected %08x",
			 le32toh(disk.metablock_checksum), metablocks);
	else if (le32toh(disk.header_checksum) != header)
		snprintf(text, text_bytes, "the mark has %08x for the header, expected %08x",
			 le32toh(disk.header_checksum), header);
	else
		return true;
	return false;
}
