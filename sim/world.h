/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The world of one run: disks, devices on them, their judges, power.
 *
 * An *epoch* goes from one power-on to the next. Each has an event log of its own,
 * so boundaries count from 0 in it; the digest of a run is a hash over the digests
 * of its epochs. All that a script has declared (struct world_plan) is plain data:
 * copying it back is how a run returns to a power cut.
 */
#ifndef SIM_WORLD_H
#define SIM_WORLD_H

#include "choice.h"
#include "disk.h"
#include "event.h"
#include "ints.h"
#include "machine.h"
#include "quiet.h"
#include "user.h"

struct judge;
struct latency_model;
struct world;

#define WORLD_MAX_DISKS 8
#define WORLD_MAX_DEVICES 8
#define WORLD_MAX_FAULTS 16
#define WORLD_MAX_LABELS 32
#define WORLD_NAME_BYTES 32
#define WORLD_TABLE_BYTES 1024

#define WORLD_DEVICE "wb" /* the name of the standard device */

struct world_device {
	char name[WORLD_NAME_BYTES];
	char table[WORLD_TABLE_BYTES]; /* the live one: what is made again after a cut */
	char next_table[WORLD_TABLE_BYTES]; /* loaded and not yet resumed, or "" */
	bool is_wanted; /* created by the script and not removed */
	bool is_live; /* exists in the machine */
	bool is_suspended;
	u32 nr_open; /* by the script */
	bool was_up; /* creating it once succeeded: failing now is a broken promise */
	struct quiet quiet; /* while it is suspended */
	struct judge *judge;
	u64 judged_from; /* boundary of this epoch at which its history begins */
};

/* Words for disk_fault_create(), kept because a boot pushes the faults afresh. */
#define WORLD_MAX_WORDS 12
struct world_fault {
	u32 disk, nr_words;
	char words[WORLD_MAX_WORDS][2][24];
};

struct world_label {
	char name[WORLD_NAME_BYTES];
	u64 boundary;
};

/* What the script has asked for; nothing in it is owned. */
struct world_plan {
	struct world_device devices[WORLD_MAX_DEVICES];
	u32 nr_devices;
	struct world_fault faults[WORLD_MAX_FAULTS];
	u32 nr_faults;
	struct world_label labels[WORLD_MAX_LABELS]; /* of this epoch */
	u32 nr_labels;
	s64 nth_alloc_fails; /* counts down to the one that fails; 0: none */
	u64 ios_before[WORLD_MAX_DISKS][5]; /* when the power came on */
	u32 nr_wide_cuts; /* so far, of those that might have been anywhere */
	bool has_no_readback, has_no_removal;
	u32 away_disks; /* by number: the next boot does not find them */
	bool was_poked; /* a disk was changed behind the driver's back */
	u32 nr_troubles; /* ambient ones that came: see trouble.h */
	bool is_calm; /* none come any more */
	bool has_ended_early; /* a task of the script did, because of them */
	bool began_on_dropped; /* a device did, over an HDD that failed a flush: see trouble.h */
};

/* For the verdict; since world_begin(). */
struct world_counts {
	u64 nr_requests[NR_USER_OPS];
	u64 nr_boots, nr_cuts;
	u64 virtual_ns; /* of the epochs that ended */
	u64 exposure_ns; /* the highest seen: see judge_exposure_ns() */
};

struct world *world_create(void);
void world_destroy(struct world *w);
struct world_plan *world_plan(struct world *w);
struct world_counts *world_counts(struct world *w);

/* A new run from nothing. @keeps_history: cuts may go back in time. */
void world_begin(struct world *w, bool keeps_history);
/* Drops machine, judges and disks. */
void world_end(struct world *w);
bool world_keeps_history(const struct world *w);
void world_keep_history(struct world *w, bool keeps_history); /* from the next power-on on */
/* Each power-on begins a history of all disks; they nest under an explorer. */
u32 world_nr_histories(const struct world *w);
void world_end_histories(struct world *w, u32 nr_left);
/* Those below belong to a crash point and stay. */
u32 world_base_histories(const struct world *w);
void world_set_base_histories(struct world *w, u32 nr);

/* --- disks --- */

/* A text is what is wrong; NULL: nothing. The text lives until the next call. */

/*
 * Only before the first power-on. @latency, if any, belongs to the world from here on.
 */
const char *world_add_disk(struct world *w, struct disk_config *config,
			   struct latency_model *latency);
u32 world_nr_disks(const struct world *w);
void world_fix_disks(struct world *w); /* as they are now, or the default ones */
u64 world_nr_ios(struct world *w, const struct disk *disk, enum disk_op op); /* of this boot */
void world_disk_was_poked(struct world *w); /* observers learn the disks anew */
/* In force from now on, also after power cuts, when it starts afresh. */
const char *world_add_fault(struct world *w, const struct world_fault *fault);
void world_clear_faults(struct world *w, const struct disk *disk);

/* --- devices --- */

struct world_device *world_device(struct world *w, const char *name);
/* Finds or makes a place for it; NULL: no room. */
struct world_device *world_add_device(struct world *w, const char *name);
/* The judge for @table, if the device has none yet. */
void world_set_judge(struct world *w, struct world_device *dev, const char *table);
/* A table of its own comes: the dead state ends. */
void world_revive(struct world_device *dev);
/* It was removed, or its table replaced. */
void world_device_gone(struct world_device *dev);
/* The standard table on the disks that there are; disks are added if there are none. */
/* The disks "ssd" and "hdd", unless they are there. */
void world_add_default_disks(struct world *w, u64 ssd_sectors);
/* The @nth allocation from now on that may fail does; 0: none. */
void world_fail_alloc(struct world *w, u64 nth);
const char *world_standard_table(struct world *w, char *table, size_t bytes);

/*
 * Called in the machine: a suspend of @dev has succeeded; a resume or a removal, which may
 * fail, is about to begin. Nothing of the driver may move in between.
 */
void world_fell_asleep(struct world *w, struct world_device *dev);
void world_wakes_up(struct world *w, struct world_device *dev);
void world_is_woken(struct world *w); /* another device comes into being */

/* --- power --- */

/* Power on if it is off. Return: false after a finding. */
bool world_power_on(struct world *w);
/*
 * Power on, and create each wanted device that is not there; without any device the
 * standard one is made. Return: @name's device; NULL after a finding, or if there is
 * no such device (then there is no finding).
 */
struct world_device *world_raise(struct world *w, const char *name);
/* Called in the machine: @dev came into being with @table. */
void world_device_created(struct world *w, struct world_device *dev, const char *table);

/* The epoch ends: its digest enters that of the run. The machine may still be on. */
void world_epoch_end(struct world *w);
/* Removes all devices; a failure is a finding. Return: false after one. */
bool world_remove_devices(struct world *w);
/* An orderly end of this boot: devices removed, module_exit, census. */
bool world_shutdown(struct world *w);
/* No device is live any more: called by crash.c after machine_cut(). */
void world_went_off(struct world *w);

/* --- marks, digest, trouble --- */

/* "@name happened at @boundary": cut "anywhere after the NAME" looks here. */
void world_mark(struct world *w, const char *name, u64 boundary);
bool world_marked(const struct world *w, const char *name, u64 *boundary);
void world_digest(const struct world *w, char out[EVENT_DIGEST_CHARS]);
void world_report_hang(struct world *w, const char *word);
bool world_tick(struct world *w); /* is any request too old? False: a finding */

/* The hash of the epochs that ended: part of a checkpoint. */
struct world_chain {
	u64 low, high;
};

struct world_chain world_chain(const struct world *w);
void world_set_chain(struct world *w, struct world_chain chain);

/* The kernel log of the run, for log_count() and --log; NULL ctx: nobody listens. */
u64 world_log_count(const struct world *w, const char *text);
void world_log_listen(struct world *w, void (*fn)(const char *line, void *ctx), void *ctx);
size_t world_log_bytes(const struct world *w);
void world_log_cut_to(struct world *w, size_t bytes);

#endif
