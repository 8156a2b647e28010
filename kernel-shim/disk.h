/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Disks. They live outside the machine and outlive power cuts. Each has three
 * piles: durable | cached (completed, volatile) | in flight; what a power cut
 * leaves of the last two is decided sector by sector on the tape.
 *
 *   submit ─► in flight ──complete──► cached ──flush submitted after──► durable
 *                                       └──── FUA ────────────────────────┘
 *
 * Storage is a table of reference-counted 4 KiB pages: copies of a disk share them,
 * a disk of 1 TiB costs what was touched.
 */
#ifndef SHIM_DISK_H
#define SHIM_DISK_H

#include "ints.h"

#define SECTOR_BYTES 512u

enum disk_op { DISK_READ, DISK_WRITE, DISK_FLUSH, DISK_DISCARD, DISK_WRITE_ZEROES };

struct disk;
struct latency_model; /* latency.h: SSD, NVMe, HDD and null models, with their sources */

struct disk_config {
	const char *name; /* "ssd": appears as /dev/ssd; copied */
	u64 nr_sectors;
	u32 logical_block_bytes; /* 512 or 4096: also the atomic unit of a write; 0: 512 */
	u32 physical_block_bytes; /* 0: logical */
	bool is_write_through; /* no volatile cache: completion is durability */
	bool has_no_fua;
	bool has_discard;
	bool is_rotational;
	bool has_garbage; /* where nobody has written; at most DISK_MAX_GARBAGE_SECTORS */
	u32 max_sectors; /* per I/O; 0: 2560 */
	u64 cache_bytes; /* of the volatile cache; oldest writes destage beyond; 0: 64 MiB */
	const struct latency_model *latency; /* NULL: null model */
};

#define DISK_MAX_GARBAGE_SECTORS (256ull << 11)
/* 512 bytes of it; the first 4 KiB of a disk are zeroes all the same. */
void disk_garbage(u64 sector, void *buf);

/* NULL: the configuration is impossible; disk_config_error() says which word is wrong. */
struct disk *disk_create(const struct disk_config *config);
const char *disk_config_error(const struct disk_config *config); /* NULL: it is fine */
void disk_destroy(struct disk *disk);
struct disk *disk_find(const char *name); /* among those created, NULL: none */
struct disk *disk_nth(u32 number); /* in order of creation, NULL beyond */
u32 disk_number(const struct disk *disk);
const struct disk_config *disk_config_of(const struct disk *disk);

struct disk_vec {
	void *base;
	u32 len_bytes;
};

/**
 * struct disk_io - one I/O as the host bus adapter gets it
 * @sector,@nr_sectors: multiples of the logical block; anything else is a finding
 * @vecs: memory; it must not be freed before @done, and must not change while a
 *	write is in flight (checked: rule "I6", for writes marked @is_stable)
 * @done: called by the clock, as an interrupt: see clock.h. Exactly once.
 * @error: 0 or negative errno, valid in @done
 */
struct disk_io {
	enum disk_op op;
	bool is_fua, is_preflush, is_stable;
	bool is_inline; /* may complete inside disk_submit(), if it takes no time */
	u64 sector;
	u32 nr_sectors;
	u32 nr_vecs;
	const struct disk_vec *vecs;
	void (*done)(struct disk_io *io);
	void *priv;
	int error;
	u64 id; /* given at submission; EVENT_SUBMIT and EVENT_COMPLETE carry it */
};

void disk_submit(struct disk *disk, struct disk_io *io);

/* --- power --- */

enum crash_model {
	CRASH_ANY, /* every volatile sector independently: durable version or any later one */
	CRASH_NONE, /* all volatile content is lost */
	CRASH_ALL, /* all of it survives, in-flight I/O included */
	CRASH_PREFIX, /* some prefix in order of submission survives whole */
	CRASH_BOUNDED, /* all but at most k sectors of none or of all (disk_crash_bound) */
	NR_CRASH_MODELS,
};

#define CRASH_MAX_BOUND 64u
extern u32 disk_crash_bound; /* at most CRASH_MAX_BOUND */
extern const char *const crash_model_names[NR_CRASH_MODELS];

/**
 * disk_cut - the power was cut: keep durable content and what CHOICE_SURVIVE saves
 * The dull answer keeps nothing volatile (CRASH_ANY, CRASH_PREFIX, CRASH_BOUNDED).
 * Context: host stack, after machine_cut(). In-flight I/Os never complete.
 */
void disk_cut(struct disk *disk, enum crash_model model);

/* Number of volatile sectors (cached or in flight) whose fate a cut would decide now. */
u64 disk_nr_volatile_sectors(const struct disk *disk);

/* --- history, for cuts at an earlier instant --- */

/* From now on keep what is needed to return to any boundary (event_boundary()) from here on. */
void disk_history_begin(struct disk *disk);
void disk_history_end(struct disk *disk);
/* Make the disk what it was at @boundary: all three piles. Only with the machine off. */
void disk_history_rewind(struct disk *disk, u64 boundary);

/* --- content, for scenarios and observers: no I/O, no time, no event --- */

void disk_peek(const struct disk *disk, u64 sector, u32 nr_sectors, void *buf); /* as read now */
void disk_peek_durable(const struct disk *disk, u64 sector, u32 nr_sectors, void *buf);
/* The same of one sector in place: true until the disk is touched next. NULL: beyond the end. */
const void *disk_durable_sector(const struct disk *disk, u64 sector);
void disk_poke(struct disk *disk, u64 sector, u32 nr_sectors, const void *buf); /* all piles */
u64 disk_nr_touched_pages(const struct disk *disk);

struct disk_image; /* a durable state, shared copy-on-write */
struct disk_image *disk_image_take(const struct disk *disk);
void disk_image_restore(struct disk *disk,
			const struct disk_image *image); /* empties volatile piles */
void disk_image_put(struct disk_image *image);
struct disk_image *disk_image_blank(const struct disk *disk); /* zeroes, of that size */

/* Does a boot find it? It does, unless told otherwise. Only with the machine off. */
void disk_set_there(struct disk *disk, bool is_there);
bool disk_is_there(const struct disk *disk);

/* --- watching and disturbing --- */

enum disk_stage { DISK_STAGE_SUBMIT, DISK_STAGE_COMPLETE };
/* Called at each stage of each I/O, after its event was logged; data is in the vecs. */
void disk_listen(struct disk *disk,
		 void (*fn)(struct disk *disk, enum disk_stage stage, const struct disk_io *io,
			    void *ctx),
		 void *ctx);

/**
 * struct disk_fault - one layer of trouble in front of a disk (disk-fault.h has the kinds)
 * Layers are asked in order of addition.
 */
struct disk_fault;
void disk_fault_push(struct disk *disk, struct disk_fault *fault);
void disk_fault_clear(struct disk *disk); /* removes and destroys all layers */

/*
 * Ambient trouble: while the outside listens, each legal I/O asks CHOICE_TROUBLE whether
 * it fails. An answer is one of disk_trouble_errno(), once, or with all later I/O of that
 * disk (ENOMEM: of the next 300 ms). It ends with disk_trouble_end() and with
 * disk_fault_clear(). @error: negative errno.
 */
extern void (*disk_trouble_listener)(struct disk *disk, const struct disk_io *io, int error);
u32 disk_trouble_nr_answers(enum disk_op op); /* the dull one included */
int disk_trouble_errno(u32 answer); /* negative */
bool disk_trouble_is_for_good(u32 answer);
void disk_trouble_end(struct disk *disk);

struct disk_stats {
	u64 nr_ios[5]; /* by enum disk_op */
	u64 nr_sectors[5];
	u64 nr_errors;
	u64 busy_ns;
};

void disk_stats_get(const struct disk *disk, struct disk_stats *stats);

#endif
