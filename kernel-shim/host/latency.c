// SPDX-License-Identifier: GPL-2.0-only
/*
 * Latency models. Where the figures come from: latency.h.
 *
 * From: disk-io.c, once for each I/O.
 *
 *   command ─► slot (queue depth) ─► overhead ─► media ─► link ─► done
 *
 * What has to wait for what is kept as instants at which a resource is free again;
 * nothing is simulated in between.
 */
#include "latency.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define US 1000ULL
#define MS 1000000ULL
#define NS_PER_S 1000000000ULL
#define PAGE_SECTORS 8u

static const struct latency_model models[] = {
	{ .name = "null", .kind = LATENCY_NULL },
	{ .name = "fixed",
	  .kind = LATENCY_FIXED,
	  .depth = 64,
	  .read_ns = 80 * US,
	  .write_ns = 80 * US,
	  .flush_ns = 80 * US },
	{ .name = "hdd",
	  .kind = LATENCY_HDD,
	  .depth = 1,
	  .overhead_ns = 100 * US,
	  .read_bytes_per_s = 600000000,
	  .write_bytes_per_s = 600000000,
	  .buffer_bytes = 64ULL << 20,
	  .rotation_ns = 8333333,
	  .seek_min_ns = 1 * MS,
	  .seek_avg_ns = 8500 * US,
	  .seek_max_ns = 18 * MS,
	  .seek_write_extra_ns = 200 * US,
	  .sectors_per_track = 2540,
	  .track_cache_tracks = 1 },
	{ .name = "sata",
	  .kind = LATENCY_SSD,
	  .depth = 32,
	  .overhead_ns = 10 * US,
	  .read_ns = 60 * US,
	  .write_ns = 10 * US,
	  .flush_ns = 500 * US,
	  .program_ns = 60 * US,
	  .nr_channels = 8,
	  .read_bytes_per_s = 560000000,
	  .write_bytes_per_s = 530000000,
	  .buffer_bytes = 32ULL << 20 },
	{ .name = "nvme",
	  .kind = LATENCY_SSD,
	  .depth = 1024,
	  .overhead_ns = 5 * US,
	  .read_ns = 46 * US,
	  .write_ns = 10 * US,
	  .flush_ns = 300 * US,
	  .program_ns = 60 * US,
	  .nr_channels = 64,
	  .read_bytes_per_s = 3500000000,
	  .write_bytes_per_s = 3300000000,
	  .buffer_bytes = 64ULL << 20 },
};

#define NR_MODELS (sizeof(models) / sizeof(models[0]))

const struct latency_model *latency_find(const char *name)
{
	for (size_t i = 0; name && i < NR_MODELS; i++) {
		if (!strcmp(models[i].name, name))
			return &models[i];
	}
	return NULL;
}

/* --- parameters by name --- */

enum param_type { PARAM_U32, PARAM_SIZE, PARAM_DURATION };

static const struct param {
	const char *key;
	enum param_type type;
	size_t offset;
} params[] = {
#define P(key, type, field)                                              \
	{                                                                \
		key, PARAM_##type, offsetof(struct latency_model, field) \
	}
	P("depth", U32, depth),
	P("overhead", DURATION, overhead_ns),
	P("read", DURATION, read_ns),
	P("write", DURATION, write_ns),
	P("flush", DURATION, flush_ns),
	P("program", DURATION, program_ns),
	P("channels", U32, nr_channels),
	P("read_speed", SIZE, read_bytes_per_s),
	P("write_speed", SIZE, write_bytes_per_s),
	P("buffer", SIZE, buffer_bytes),
	P("rotation", DURATION, rotation_ns),
	P("seek_min", DURATION, seek_min_ns),
	P("seek_avg", DURATION, seek_avg_ns),
	P("seek_max", DURATION, seek_max_ns),
	P("track", U32, sectors_per_track),
#undef P
};

#define NR_PARAMS (sizeof(params) / sizeof(params[0]))

static const struct param *param_find(const char *key)
{
	for (size_t i = 0; i < NR_PARAMS; i++) {
		if (!strcmp(params[i].key, key))
			return &params[i];
	}
	return NULL;
}

bool latency_has_word(const char *key)
{
	return !strcmp(key, "model") || param_find(key);
}

static bool param_set(struct latency_model *model, const struct param *param, const char *text)
{
	u8 *field = (u8 *)model + param->offset;
	u64 value;

	if (param->type == PARAM_DURATION)
		return word_duration(text, (u64 *)field);
	if (!word_number(text, &value))
		return false;
	if (param->type == PARAM_SIZE) {
		*(u64 *)field = value;
		return true;
	}
	*(u32 *)field = (u32)value;
	return value <= ~0u;
}

static const char *model_error(const struct latency_model *m)
{
	if (m->kind == LATENCY_SSD && (!m->nr_channels || m->nr_channels > LATENCY_CHANNELS_MAX))
		return "channels: 1 to 64";
	if (m->kind == LATENCY_HDD && (!m->rotation_ns || !m->sectors_per_track))
		return "a disk that turns needs rotation and track";
	if (m->kind == LATENCY_HDD &&
	    (m->seek_min_ns > m->seek_avg_ns || m->seek_avg_ns > m->seek_max_ns))
		return "seek_min <= seek_avg <= seek_max";
	return NULL;
}

struct latency_model *latency_create(const struct word *words, size_t nr, char *error,
				     size_t error_bytes)
{
	const struct latency_model *base = &models[0];
	struct latency_model *model;
	const char *text;

	for (size_t i = 0; i < nr; i++) {
		if (strcmp(words[i].key, "model"))
			continue;
		base = latency_find(words[i].value);
		if (base)
			continue;
		snprintf(error, error_bytes,
			 "unknown disk model \"%s\": expected null, fixed, hdd, sata or nvme",
			 words[i].value);
		return NULL;
	}
	model = malloc(sizeof(*model));
	if (!model)
		return NULL;
	*model = *base;
	for (size_t i = 0; i < nr; i++) {
		const struct param *param = param_find(words[i].key);

		if (!strcmp(words[i].key, "model"))
			continue;
		if (param && param_set(model, param, words[i].value))
			continue;
		snprintf(error, error_bytes,
			 param ? "%s: cannot use \"%s\"" : "unknown word \"%s\"", words[i].key,
			 words[i].value);
		free(model);
		return NULL;
	}
	text = model_error(model);
	if (text) {
		snprintf(error, error_bytes, "%s", text);
		free(model);
		return NULL;
	}
	return model;
}

void latency_destroy(struct latency_model *model)
{
	free(model);
}

/* --- arithmetic --- */

static u64 max_u64(u64 a, u64 b)
{
	return a > b ? a : b;
}

static u64 transfer_ns(u64 nr_sectors, u64 bytes_per_s)
{
	return bytes_per_s ? nr_sectors * SECTOR_BYTES * NS_PER_S / bytes_per_s : 0;
}

static u64 square_root(u64 n)
{
	u64 root = 0;

	for (u64 bit = 1ULL << 31; bit; bit >>= 1) {
		if ((root | bit) * (root | bit) <= n)
			root |= bit;
	}
	return root;
}

/* --- slots: at most @depth commands at once --- */

static u64 *slot_of(const struct latency_model *m, struct latency_state *s)
{
	u32 nr_slots = m->depth < 64 ? m->depth : 64;

	s->slot = (s->slot + 1) % nr_slots;
	return &s->slot_free_ns[s->slot];
}

/* --- SSD --- */

/* Occupies the channels of all pages for @page_ns each; when the last is ready. */
static u64 use_channels(const struct latency_model *m, struct latency_state *s, u64 sector,
			u32 nr_sectors, u64 page_ns, u64 start_ns)
{
	u64 page = sector / PAGE_SECTORS;
	u64 end = (sector + nr_sectors + PAGE_SECTORS - 1) / PAGE_SECTORS;
	u64 nr_pages = end - page, ready = start_ns;
	u64 nr_used = nr_pages < m->nr_channels ? nr_pages : m->nr_channels;

	for (u64 i = 0; i < nr_used; i++) {
		u64 *free_ns = &s->channel_free_ns[(page + i) % m->nr_channels];
		u64 share = (nr_pages - i + m->nr_channels - 1) / m->nr_channels;

		*free_ns = max_u64(*free_ns, start_ns) + share * page_ns;
		ready = max_u64(ready, *free_ns);
	}
	return ready;
}

static u64 use_link(struct latency_state *s, u64 from_ns, u64 len_ns)
{
	s->link_free_ns = max_u64(s->link_free_ns, from_ns) + len_ns;
	return s->link_free_ns;
}

/* Programming goes on behind the write; a full buffer lets the write wait for it. */
static u64 ssd_write(const struct latency_model *m, struct latency_state *s,
		     const struct latency_io *io, u64 start_ns)
{
	u64 end = use_link(s, start_ns, transfer_ns(io->nr_sectors, m->write_bytes_per_s));
	u64 nr_pages = (io->nr_sectors + PAGE_SECTORS - 1) / PAGE_SECTORS;
	u64 page_ns = m->program_ns / m->nr_channels;
	u64 buffer_ns = m->buffer_bytes / (PAGE_SECTORS * SECTOR_BYTES) * page_ns;

	s->media_free_ns = max_u64(s->media_free_ns, end) + nr_pages * page_ns;
	end += m->write_ns;
	if (io->is_durable)
		return max_u64(end, s->media_free_ns) + m->program_ns;
	if (s->media_free_ns > end + buffer_ns)
		return s->media_free_ns - buffer_ns;
	return end;
}

static u64 ssd_due(const struct latency_model *m, struct latency_state *s,
		   const struct latency_io *io, u64 start_ns)
{
	switch (io->op) {
	case DISK_READ:
		start_ns = use_channels(m, s, io->sector, io->nr_sectors, m->read_ns, start_ns);
		return use_link(s, start_ns, transfer_ns(io->nr_sectors, m->read_bytes_per_s));
	case DISK_WRITE:
		return ssd_write(m, s, io, start_ns);
	case DISK_FLUSH:
		return max_u64(start_ns, s->media_free_ns) + m->flush_ns;
	default:
		return start_ns + m->write_ns;
	}
}

/* --- disks that turn --- */

static u64 seek_ns(const struct latency_model *m, u64 distance, u64 nr_tracks)
{
	u64 third = max_u64(nr_tracks / 3, 1);

	if (!distance)
		return 0;
	if (distance < third)
		return m->seek_min_ns + (m->seek_avg_ns - m->seek_min_ns) * square_root(distance) /
						square_root(third);
	return m->seek_avg_ns + (m->seek_max_ns - m->seek_avg_ns) * (distance - third) /
					max_u64(nr_tracks - third, 1);
}

/* Seek, wait for the sector to come round, pass over the rest. */
static u64 hdd_media(const struct latency_model *m, struct latency_state *s,
		     const struct latency_io *io, u64 start_ns)
{
	u64 spt = m->sectors_per_track;
	u64 nr_tracks = io->disk_sectors / spt + 1, track = io->sector / spt;
	u64 distance = track > s->head_track ? track - s->head_track : s->head_track - track;
	u64 at = start_ns + seek_ns(m, distance, nr_tracks);
	u64 angle_ns = io->sector % spt * m->rotation_ns / spt;

	if (distance && io->op != DISK_READ)
		at += m->seek_write_extra_ns;
	at += (angle_ns + m->rotation_ns - at % m->rotation_ns) % m->rotation_ns;
	s->head_track = (io->sector + io->nr_sectors) / spt;
	return at + io->nr_sectors * m->rotation_ns / spt;
}

static u64 hdd_read(const struct latency_model *m, struct latency_state *s,
		    const struct latency_io *io, u64 start_ns)
{
	u64 track = io->sector / m->sectors_per_track;
	u64 link_ns = transfer_ns(io->nr_sectors, m->read_bytes_per_s);

	if (io->sector == s->next_sector && io->sector) { /* the media reads ahead all the time */
		s->media_free_ns += io->nr_sectors * m->rotation_ns / m->sectors_per_track;
	} else if (m->track_cache_tracks && s->cached_track == track + 1) {
		return start_ns + link_ns;
	} else {
		s->media_free_ns = hdd_media(m, s, io, max_u64(start_ns, s->media_free_ns));
	}
	s->next_sector = io->sector + io->nr_sectors;
	s->cached_track = (s->next_sector - 1) / m->sectors_per_track + 1;
	return max_u64(start_ns, s->media_free_ns) + link_ns;
}

/*
 * A cached write waits only for room; behind it the disk sorts, so that a write costs
 * the media about a quarter of what it would alone.
 */
static u64 hdd_write(const struct latency_model *m, struct latency_state *s,
		     const struct latency_io *io, u64 start_ns)
{
	u64 end = start_ns + transfer_ns(io->nr_sectors, m->write_bytes_per_s);
	u64 begin = max_u64(start_ns, s->media_free_ns), media_ns, room_ns;

	if (s->cached_track == io->sector / m->sectors_per_track + 1)
		s->cached_track = 0;
	if (io->is_durable) {
		s->media_free_ns = hdd_media(m, s, io, begin);
		return max_u64(end, s->media_free_ns);
	}
	media_ns = hdd_media(m, s, io, begin) - begin;
	s->media_free_ns = begin + max_u64(media_ns / 4, transfer_ns(io->nr_sectors, 156000000));
	room_ns = m->buffer_bytes / (PAGE_SECTORS * SECTOR_BYTES) * (m->rotation_ns / 4);
	if (s->media_free_ns > end + room_ns)
		return s->media_free_ns - room_ns;
	return end;
}

static u64 hdd_due(const struct latency_model *m, struct latency_state *s,
		   const struct latency_io *io, u64 start_ns)
{
	switch (io->op) {
	case DISK_READ:
		return hdd_read(m, s, io, start_ns);
	case DISK_FLUSH:
		return max_u64(start_ns, s->media_free_ns) + m->flush_ns;
	default:
		return hdd_write(m, s, io, start_ns);
	}
}

static u64 fixed_due(const struct latency_model *m, const struct latency_io *io, u64 start_ns)
{
	if (io->op == DISK_READ)
		return start_ns + m->read_ns;
	return start_ns + (io->op == DISK_FLUSH ? m->flush_ns : m->write_ns);
}

u64 latency_due(const struct latency_model *model, struct latency_state *state,
		const struct latency_io *io, u64 now_ns)
{
	u64 *slot_free_ns, start_ns = now_ns, due;

	if (model->kind == LATENCY_NULL)
		return now_ns;
	slot_free_ns = model->depth ? slot_of(model, state) : NULL;
	if (slot_free_ns)
		start_ns = max_u64(now_ns, *slot_free_ns);
	start_ns += model->overhead_ns;
	if (model->kind == LATENCY_SSD)
		due = ssd_due(model, state, io, start_ns);
	else if (model->kind == LATENCY_HDD)
		due = hdd_due(model, state, io, start_ns);
	else
		due = fixed_due(model, io, start_ns);
	if (slot_free_ns)
		*slot_free_ns = due;
	return due;
}
