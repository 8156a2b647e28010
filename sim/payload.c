// SPDX-License-Identifier: GPL-2.0-only
/*
 * Contents of sectors. A line is eight words; line n of a sector is line 0 plus n times
 * a constant in every word but the three that name the writer, so filling is additions
 * and stores.
 *
 * From: payload_fill()'s callers.
 * To:   buffers; text.
 */
#include "payload.h"

#include <stdio.h>
#include <string.h>
#include <xxhash.h>

#include "payload-avx2.h"

#define LINE_WORDS 8u
#define LINE_BYTES 64u
#define SECTOR_LINES (PAYLOAD_SECTOR_BYTES / LINE_BYTES)

#define MAGIC 0x7762a75e00000000ULL /* its last three bits are the number of the line */
#define STEP 0x9e3779b97f4a7c15ULL

/* What every 64-bit machine has registers for. */
typedef u64 pair __attribute__((vector_size(16)));

static u64 mixed(u64 x)
{
	x ^= x >> 31;
	x *= 0x7fb5d329728ea185ULL;
	x ^= x >> 27;
	x *= 0x81dadef4bc2dd44dULL;
	return x ^ x >> 33;
}

static u64 check_word(u64 write_id, u64 sector, u64 tag_offset)
{
	return mixed(write_id + STEP * (sector + STEP * tag_offset));
}

/* In registers from end to end: this runs for every sector that is written. */
static void sector_fill(u64 *words, u64 write_id, u64 sector, u64 tag_offset)
{
	const u64 check = check_word(write_id, sector, tag_offset);
	const pair number_step = { 1, 0 }, check_step = { STEP * 4, STEP * 4 };
	const pair names = { sector, tag_offset };
	pair number = { MAGIC, write_id };
	pair checks = { check, check + STEP }, more = { check + STEP * 2, check + STEP * 3 };
	u32 n;

	for (n = 0; n < SECTOR_LINES; n++) {
		memcpy(words, &number, sizeof(pair));
		memcpy(words + 2, &names, sizeof(pair));
		memcpy(words + 4, &checks, sizeof(pair));
		memcpy(words + 6, &more, sizeof(pair));
		words += LINE_WORDS;
		number += number_step;
		checks += check_step;
		more += check_step;
	}
}

void payload_fill(void *buf, u32 nr_sectors, u64 write_id, u64 sector, u64 tag)
{
	u64 *words = buf;
	u32 i;

	for (i = 0; i < nr_sectors; i++) {
		sector_fill(words, write_id, sector, tag << 16 | (i & 0xffff));
		words += PAYLOAD_SECTOR_BYTES / sizeof(*words);
	}
}

u64 payload_hash(const void *buf)
{
#ifdef __x86_64__
	if (payload_has_avx2 && __builtin_cpu_supports("avx2"))
		return payload_hash_avx2(buf);
#endif
	return XXH3_64bits(buf, PAYLOAD_SECTOR_BYTES);
}

void payload_hash_sectors(u64 *hashes, const void *buf, u32 nr_sectors)
{
	const char *sectors = buf;
	u32 i;

	for (i = 0; i < nr_sectors; i++)
		hashes[i] = payload_hash(sectors + (size_t)i * PAYLOAD_SECTOR_BYTES);
}

/* Is this line @n of a sector, whoever wrote it? */
static bool line_is_whole(const u64 *line, u32 n)
{
	u64 check = check_word(line[1], line[2], line[3]) + STEP * 4 * n;
	u32 i;

	for (i = 0; i < 4; i++)
		if (line[4 + i] != check + STEP * i)
			return false;
	return line[0] == MAGIC + n;
}

static bool is_zeroes(const u64 *words)
{
	u64 any = 0;
	u32 i;

	for (i = 0; i < PAYLOAD_SECTOR_BYTES / 8; i++)
		any |= words[i];
	return !any;
}

static void take_name(struct payload_info *info, const u64 *line)
{
	info->write_id = line[1];
	info->offset_sectors = line[3] & 0xffff;
	info->sector = line[2] + info->offset_sectors;
	info->tag = line[3] >> 16;
}

/* The first byte that does not go on as the first line promises. */
static u32 intact_bytes(const u64 *words)
{
	u64 expected[PAYLOAD_SECTOR_BYTES / 8];
	const u8 *a = (const u8 *)words, *b = (const u8 *)expected;
	u32 i;

	sector_fill(expected, words[1], words[2], words[3]);
	if (!memcmp(a, b, PAYLOAD_SECTOR_BYTES))
		return PAYLOAD_SECTOR_BYTES;
	for (i = 0; a[i] == b[i]; i++)
		;
	return i;
}

void payload_inspect(const void *buf, struct payload_info *info)
{
	u64 words[PAYLOAD_SECTOR_BYTES / 8];

	memcpy(words, buf, sizeof(words));
	memset(info, 0, sizeof(*info));
	if (!line_is_whole(words, 0)) {
		info->kind = is_zeroes(words) ? PAYLOAD_ZEROES : PAYLOAD_FOREIGN;
		return;
	}
	take_name(info, words);
	info->torn_bytes = intact_bytes(words);
	info->kind = info->torn_bytes == PAYLOAD_SECTOR_BYTES ? PAYLOAD_INTACT : PAYLOAD_TORN;
	if (info->kind == PAYLOAD_INTACT)
		info->torn_bytes = 0;
}

/* What follows the tear, if a whole line of it is there. */
static void describe_rest(const u64 *words, u32 torn_bytes, char *text, size_t room)
{
	u32 n = (torn_bytes + LINE_BYTES - 1) / LINE_BYTES;
	struct payload_info rest;

	if (n < SECTOR_LINES && line_is_whole(words + n * LINE_WORDS, n)) {
		take_name(&rest, words + n * LINE_WORDS);
		snprintf(text, room, "then write %llu of sector %llu", rest.write_id, rest.sector);
	} else {
		snprintf(text, room, "then foreign data");
	}
}

void payload_describe(const void *buf, char text[PAYLOAD_TEXT_BYTES])
{
	u64 words[PAYLOAD_SECTOR_BYTES / 8];
	struct payload_info info;
	char name[96], rest[80];

	payload_inspect(buf, &info);
	snprintf(name, sizeof(name), "write %llu of sector %llu (offset +%u)", info.write_id,
		 info.sector, info.offset_sectors);
	switch (info.kind) {
	case PAYLOAD_INTACT:
		snprintf(text, PAYLOAD_TEXT_BYTES, "%s, intact", name);
		break;
	case PAYLOAD_TORN:
		memcpy(words, buf, sizeof(words));
		describe_rest(words, info.torn_bytes, rest, sizeof(rest));
		snprintf(text, PAYLOAD_TEXT_BYTES, "%s, torn at byte %u: %s", name, info.torn_bytes,
			 rest);
		break;
	case PAYLOAD_ZEROES:
		snprintf(text, PAYLOAD_TEXT_BYTES, "zeroes");
		break;
	default:
		snprintf(text, PAYLOAD_TEXT_BYTES, "foreign data (hash %016llx)",
			 payload_hash(buf));
	}
}
