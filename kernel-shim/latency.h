/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How long a disk takes: models with parameters of published devices. All
 * arithmetic is on integers, so that a latency is the same on every host.
 *
 * hdd   7200 rpm desktop disk. Seagate Barracuda 7200.14 product manual (ST1000DM003,
 *       rev. F): 7200 rpm (8.333 ms a turn), average seek 8.5 ms read, 9.5 ms write,
 *       track to track 1.0 / 1.2 ms, sustained 156 MB/s on average (so about 2 540
 *       sectors a track), 64 MB buffer, SATA 6 Gb/s. Seek curve: a + b sqrt(distance)
 *       below a third of the stroke, linear beyond, after Ruemmler and Wilkes, "An
 *       introduction to disk drive modeling", IEEE Computer 27(3), 1994.
 * sata  SATA SSD. Samsung 870 EVO data sheet (rev. 1.1): 560 / 530 MB/s sequential,
 *       random 4 KiB at depth 1: 13 000 / 36 000 IOPS (77 / 28 us), at depth 32:
 *       98 000 / 88 000. NCQ depth 32. 512 MB of DRAM.
 * nvme  NVMe SSD. Samsung 970 EVO Plus data sheet (rev. 2.0): 3 500 / 3 300 MB/s,
 *       depth 1: 19 000 / 60 000 IOPS (53 / 17 us), many threads: 600 000 / 550 000.
 *       Depth 1024 here (64 Ki x 64 Ki in the standard). 1 GB of DRAM.
 *       Programming of 3-bit NAND takes 0.7 ms a page group (Kim et al., "A 512 Gb
 *       3b/cell 64-stacked WL 3D V-NAND", ISSCC 2017); flushes wait for it.
 * fixed Every I/O takes @read_ns, @write_ns or @flush_ns, at most @depth at once:
 *       null_blk with a timer.
 * null  No time at all.
 */
#ifndef SHIM_LATENCY_H
#define SHIM_LATENCY_H

#include "disk.h"
#include "ints.h"
#include "words.h"

enum latency_kind { LATENCY_NULL, LATENCY_FIXED, LATENCY_SSD, LATENCY_HDD, NR_LATENCY_KINDS };

struct latency_model {
	const char *name;
	enum latency_kind kind;
	u32 depth; /* commands served at once; 0: any number */
	u64 overhead_ns; /* of a command, whatever it does */
	u64 read_ns; /* SSD: sensing a page, on its channel; fixed: all of it */
	u64 write_ns; /* SSD: into the device's RAM; fixed: all of it */
	u64 flush_ns; /* beyond what has to be programmed first */
	u64 program_ns; /* SSD: a 4 KiB page, on its channel, when it leaves RAM */
	u32 nr_channels;
	u64 read_bytes_per_s, write_bytes_per_s; /* of the link or the media, 0: no limit */
	u64 buffer_bytes; /* RAM for writes: beyond it they wait for the media */
	/* disks that turn */
	u64 rotation_ns;
	u64 seek_min_ns, seek_avg_ns, seek_max_ns;
	u64 seek_write_extra_ns;
	u32 sectors_per_track;
	u32 track_cache_tracks; /* tracks of read-ahead kept */
};

/* The model of that name, with its published parameters; NULL: unknown. */
const struct latency_model *latency_find(const char *name);

/**
 * latency_create - a model of its own from words
 * @words: model (one of the above; default null), and by their field's name without
 *	the unit: depth, overhead, read, write, flush, program, channels, read_speed,
 *	write_speed, buffer, rotation, seek_min, seek_avg, seek_max, track
 * @error: on failure a text that names the offending word
 * Return: NULL on failure. Undone by latency_destroy().
 */
struct latency_model *latency_create(const struct word *words, size_t nr, char *error,
				     size_t error_bytes);
void latency_destroy(struct latency_model *model);

/* Is @key one that latency_create() knows? */
bool latency_has_word(const char *key);

/* What a disk remembers between two I/Os. Zeroed: fresh. */
#define LATENCY_CHANNELS_MAX 64
struct latency_state {
	u64 channel_free_ns[LATENCY_CHANNELS_MAX];
	u64 link_free_ns;
	u64 media_free_ns;
	u64 slot_free_ns[64]; /* hashed when @depth is larger */
	u32 slot;
	u64 head_track;
	u64 cached_track; /* + 1; 0: none */
	u64 next_sector; /* where the last read ended */
};

struct latency_io {
	enum disk_op op;
	u64 sector;
	u32 nr_sectors;
	bool is_durable; /* FUA, or a disk without volatile cache */
	u64 disk_sectors;
};

/**
 * latency_due - when an I/O that is submitted now completes, at the earliest
 * Return: an instant, not before @now_ns.
 */
u64 latency_due(const struct latency_model *model, struct latency_state *state,
		const struct latency_io *io, u64 now_ns);

#endif
