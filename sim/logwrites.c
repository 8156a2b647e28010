// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reader of dm-log-writes logs (Linux, Documentation/admin-guide/device-mapper/
 * log-writes.rst). All integers are little endian; a block is the log's sector size:
 *
 *   [superblock][entry][data ...][entry][data ...] ...
 *
 * A log may have come over a network or from a dying disk: every field is bounded
 * before it is used, and memory is taken only for data that is really there.
 *
 * From: a file, plain or xz.
 * To:   replay.c.
 */
#include "logwrites.h"

#include <endian.h>
#include <errno.h>
#include <lzma.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAGIC 0x6a736677736872ULL
#define VERSION 1u
#define UNIT_BYTES 512u
#define MAX_UNIT_BYTES 4096u
#define MAX_DATA_BYTES (256u << 20) /* of one entry: far beyond any bio */
#define MAX_SECTOR (1ULL << 50)
#define KNOWN_FLAGS 31u
#define CHUNK_BYTES (64u << 10)
#define XZ_MEMORY_BYTES (256u << 20)

struct super_disk {
	u64 magic, version, nr_entries;
	uint32_t sector_bytes;
} __attribute__((packed));

struct entry_disk {
	u64 sector, nr_sectors, flags, data_len;
};

struct logwrites {
	FILE *file;
	char *path;
	lzma_stream xz;
	bool is_xz, is_at_end;
	u8 input[CHUNK_BYTES];

	u64 nr_entries, nr; /* in all, and read so far */
	u32 unit_bytes;
	u8 *data;
	size_t data_room;
	char mark[MAX_UNIT_BYTES];
	char error[512];
};

/* --- the stream --- */

static bool fail(struct logwrites *lw, const char *what)
{
	if (lw->error[0])
		return false;
	if (lw->nr)
		snprintf(lw->error, sizeof(lw->error), "%s: entry %llu: %s", lw->path, lw->nr,
			 what);
	else
		snprintf(lw->error, sizeof(lw->error), "%s: superblock: %s", lw->path, what);
	return false;
}

static bool refill(struct logwrites *lw)
{
	if (lw->xz.avail_in || feof(lw->file))
		return true;
	lw->xz.next_in = lw->input;
	lw->xz.avail_in = fread(lw->input, 1, sizeof(lw->input), lw->file);
	return !ferror(lw->file) || fail(lw, "the file cannot be read");
}

static const char *xz_trouble(lzma_ret ret)
{
	if (ret == LZMA_MEMLIMIT_ERROR)
		return "expected xz data that needs at most 256 MiB of memory";
	return "expected xz data that is intact";
}

/* Up to @nr bytes; fewer only at the end. Return: how many, -1 on failure. */
static s64 read_xz(struct logwrites *lw, u8 *buf, size_t nr)
{
	lzma_ret ret = LZMA_OK;

	lw->xz.next_out = buf;
	lw->xz.avail_out = nr;
	while (lw->xz.avail_out && !lw->is_at_end) {
		if (!refill(lw))
			return -1;
		ret = lzma_code(&lw->xz, feof(lw->file) ? LZMA_FINISH : LZMA_RUN);
		if (ret == LZMA_STREAM_END)
			lw->is_at_end = true;
		else if (ret == LZMA_BUF_ERROR && feof(lw->file))
			lw->is_at_end = true; /* truncated: what is there is still good */
		else if (ret != LZMA_OK && !fail(lw, xz_trouble(ret)))
			return -1;
	}
	return (s64)(nr - lw->xz.avail_out);
}

static s64 read_some(struct logwrites *lw, u8 *buf, size_t nr)
{
	size_t got;

	if (lw->is_xz)
		return read_xz(lw, buf, nr);
	got = fread(buf, 1, nr, lw->file);
	if (ferror(lw->file) && !fail(lw, "the file cannot be read"))
		return -1;
	return (s64)got;
}

static bool read_all(struct logwrites *lw, void *buf, size_t nr, const char *what)
{
	s64 got = read_some(lw, buf, nr);
	char text[128];

	if (got == (s64)nr)
		return true;
	if (got < 0)
		return false;
	snprintf(text, sizeof(text), "expected %zu bytes of %s, the log ends after %lld", nr, what,
		 got);
	return fail(lw, text);
}

/* --- opening --- */

static bool begin_xz(struct logwrites *lw)
{
	static const u8 magic[6] = { 0xfd, '7', 'z', 'X', 'Z', 0 };
	u8 first[sizeof(magic)];
	size_t nr = fread(first, 1, sizeof(first), lw->file);

	rewind(lw->file);
	if (nr != sizeof(first) || memcmp(first, magic, sizeof(magic)))
		return true;
	lw->is_xz = true;
	if (lzma_stream_decoder(&lw->xz, XZ_MEMORY_BYTES, LZMA_CONCATENATED) == LZMA_OK)
		return true;
	return fail(lw, "no memory to decompress");
}

static bool read_super(struct logwrites *lw)
{
	u8 block[MAX_UNIT_BYTES];
	struct super_disk super;
	char text[128];

	if (!read_all(lw, block, UNIT_BYTES, "superblock"))
		return false;
	memcpy(&super, block, sizeof(super));
	lw->nr_entries = le64toh(super.nr_entries);
	lw->unit_bytes = le32toh(super.sector_bytes);
	if (le64toh(super.magic) != MAGIC) {
		snprintf(text, sizeof(text), "expected magic %llx of a dm-log-writes log, not %llx",
			 MAGIC, (u64)le64toh(super.magic));
		return fail(lw, text);
	}
	if (le64toh(super.version) != VERSION) {
		snprintf(text, sizeof(text), "expected version %u, not %llu", VERSION,
			 (u64)le64toh(super.version));
		return fail(lw, text);
	}
	if (lw->unit_bytes < UNIT_BYTES || lw->unit_bytes > MAX_UNIT_BYTES ||
	    lw->unit_bytes & (lw->unit_bytes - 1)) {
		snprintf(text, sizeof(text),
			 "expected a sector size of 512, 1024, 2048 or 4096, not %u",
			 lw->unit_bytes);
		return fail(lw, text);
	}
	return read_all(lw, block, lw->unit_bytes - UNIT_BYTES, "superblock");
}

struct logwrites *logwrites_open(const char *path, char *error, size_t error_bytes)
{
	struct logwrites *lw = calloc(1, sizeof(*lw));

	lw->path = strdup(path);
	lw->xz = (lzma_stream)LZMA_STREAM_INIT;
	lw->file = fopen(path, "rb");
	if (!lw->file)
		snprintf(lw->error, sizeof(lw->error), "%s: expected a readable log: %s", path,
			 strerror(errno));
	else if (begin_xz(lw) && read_super(lw))
		return lw;
	snprintf(error, error_bytes, "%s", lw->error);
	logwrites_close(lw);
	return NULL;
}

void logwrites_close(struct logwrites *lw)
{
	if (!lw)
		return;
	lzma_end(&lw->xz);
	if (lw->file)
		fclose(lw->file);
	free(lw->path);
	free(lw->data);
	free(lw);
}

u64 logwrites_nr_entries(const struct logwrites *lw)
{
	return lw->nr_entries;
}

u32 logwrites_sector_bytes(const struct logwrites *lw)
{
	return lw->unit_bytes;
}

const char *logwrites_error(const struct logwrites *lw)
{
	return lw->error;
}

/* --- entries --- */

static bool check_entry(struct logwrites *lw, const struct entry_disk *e)
{
	u64 max_units = MAX_DATA_BYTES / lw->unit_bytes, max_sector = MAX_SECTOR / lw->unit_bytes;
	char text[160] = "";

	if (e->flags & ~(u64)KNOWN_FLAGS)
		snprintf(text, sizeof(text), "expected flags among %#x, not %#llx", KNOWN_FLAGS,
			 e->flags);
	else if (e->data_len > lw->unit_bytes - sizeof(*e))
		snprintf(text, sizeof(text), "expected a data length of at most %zu, not %llu",
			 lw->unit_bytes - sizeof(*e), e->data_len);
	else if (e->flags & LOGWRITES_MARK && e->nr_sectors)
		snprintf(text, sizeof(text), "expected a mark without sectors, not %llu",
			 e->nr_sectors);
	else if (!(e->flags & LOGWRITES_DISCARD) && e->nr_sectors > max_units)
		snprintf(text, sizeof(text), "expected at most %llu sectors, not %llu", max_units,
			 e->nr_sectors);
	else if (e->sector > max_sector || e->nr_sectors > max_sector)
		snprintf(text, sizeof(text), "expected sectors below %llu, not %llu+%llu",
			 max_sector, e->sector, e->nr_sectors);
	return !text[0] || fail(lw, text);
}

/* Takes memory as the data comes: a length alone costs nothing. */
static bool read_data(struct logwrites *lw, size_t bytes)
{
	size_t at = 0, nr;

	while (at < bytes) {
		nr = bytes - at < CHUNK_BYTES ? bytes - at : CHUNK_BYTES;
		if (at + nr > lw->data_room) {
			lw->data_room = (at + nr) * 2;
			lw->data = realloc(lw->data, lw->data_room);
		}
		if (!read_all(lw, lw->data + at, nr, "data"))
			return false;
		at += nr;
	}
	return true;
}

/* Whatever follows the last entry must at least decompress. */
static int read_rest(struct logwrites *lw)
{
	u8 rest[4096];
	s64 got = 1;

	while (lw->is_xz && got > 0)
		got = read_some(lw, rest, sizeof(rest));
	return got < 0 ? -1 : 0;
}

static bool read_entry(struct logwrites *lw, struct entry_disk *e)
{
	u8 block[MAX_UNIT_BYTES];

	if (!read_all(lw, block, lw->unit_bytes, "header"))
		return false;
	memcpy(e, block, sizeof(*e));
	e->sector = le64toh(e->sector);
	e->nr_sectors = le64toh(e->nr_sectors);
	e->flags = le64toh(e->flags);
	e->data_len = le64toh(e->data_len);
	if (!check_entry(lw, e))
		return false;
	memcpy(lw->mark, block + sizeof(*e), e->data_len);
	lw->mark[e->data_len] = '\0';
	return true;
}

int logwrites_next(struct logwrites *lw, struct logwrites_entry *entry)
{
	u32 scale = lw->unit_bytes / UNIT_BYTES;
	struct entry_disk e;
	bool has_data;

	if (lw->error[0])
		return -1;
	if (lw->nr == lw->nr_entries)
		return read_rest(lw);
	lw->nr++;
	if (!read_entry(lw, &e))
		return -1;
	has_data = !(e.flags & (LOGWRITES_DISCARD | LOGWRITES_MARK)) && e.nr_sectors;
	if (has_data && !read_data(lw, e.nr_sectors * lw->unit_bytes))
		return -1;
	*entry = (struct logwrites_entry){
		.nr = lw->nr,
		.flags = e.flags,
		.sector = e.sector * scale,
		.nr_sectors = e.nr_sectors * scale,
		.data = has_data ? lw->data : NULL,
		.mark = e.flags & LOGWRITES_MARK ? lw->mark : NULL,
	};
	return 1;
}
