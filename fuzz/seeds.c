// SPDX-License-Identifier: GPL-2.0-only
/*
 * The named inputs of fuzz/corpus/: what the scenarios of the same kind do, as steps.
 *
 * From: the command line: fuzz-seeds FOLDER.
 * To:   FOLDER/TARGET/NAME, from where an engine begins.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "image-seeds.h"
#include "input.h"

enum {
	W,
	R,
	F,
	WAIT,
	SLEEP,
	CUT,
	REBOOT,
	SUSPEND,
	MSG,
	DISCARD,
	ZERO,
	FAULT,
	HEAL,
	RELOAD,
	STATUS
};

#define ALONE 1
#define FUA 2
#define PREFLUSH 4
#define PREFIX 1 /* of a cut */
#define LATE 4 /* of a fault */
#define S(op, flags, a, b, c)                      \
	{                                          \
		(op) | (flags) << 4, (a), (b), (c) \
	}
#define SECTORS(n) (128 + (n)-1) /* a range that is no whole block */
#define MAX_STEPS 12
/* Entries of the part ambient: after NR I/Os that are well; after NR allocations that are. */
#define IO_FAILS(nr) 0 << 3, (nr)
#define ALL_IO_FAILS(nr) 1 << 3, (nr)
#define ALLOC_FAILS(nr) 1, (nr)
#define NONE      \
	{         \
		0 \
	}
#define BYTES(...)                                                               \
	{                                                                        \
		(const u8[]){ __VA_ARGS__ }, sizeof((const u8[]){ __VA_ARGS__ }) \
	}

struct seed {
	const char *target, *name;
	u8 head[5];
	u8 nr_steps;
	u8 steps[MAX_STEPS][INPUT_STEP_BYTES];
	struct input_bytes schedule, survivors, ambient;
};

static const struct seed seeds[] = {
	/* --- crash_recovery --- */
	{ "crash_recovery",
	  "flush_covers_what_came_before",
	  { 0 },
	  5,
	  { S(W, 0, 0, 0, 0), S(W, 0, 8, 0, 0), S(F, 0, 0, 0, 0), S(W, 0, 0, 0, 0),
	    S(CUT, 0, 3, 0, 0x55) },
	  NONE,
	  NONE },
	{ "crash_recovery",
	  "fua_survives_alone",
	  { 0 },
	  3,
	  { S(W, 0, 0, 0, 0), S(W, FUA, 16, 0, 0), S(CUT, 0, 0, 0, 0) },
	  NONE,
	  NONE },
	{ "crash_recovery",
	  "preflush_is_a_barrier",
	  { 1 },
	  4,
	  { S(W, 0, 0, 0, 0), S(W, PREFLUSH, 16, 0, 0), S(W, ALONE, 24, 0, 0),
	    S(CUT, PREFIX, 1, 0, 0) },
	  NONE,
	  NONE },
	{ "crash_recovery",
	  "log_wraps_around",
	  { 12 },
	  9,
	  { S(MSG, 0, 1, 0, 0), S(W, 0, 0, 0, 0), S(W, 0, 8, 0, 0), S(W, 0, 16, 0, 0),
	    S(F, 0, 0, 0, 0), S(W, 0, 24, 0, 0), S(W, 0, 0, 0, 0), S(F, 0, 0, 0, 0),
	    S(CUT, 0, 0, 0, 0) },
	  NONE,
	  NONE },
	{ "crash_recovery",
	  "part_of_a_block_merges",
	  { 1 },
	  5,
	  { S(W, 0, 0, 0, 0), S(F, 0, 0, 0, 0), S(W, 0, 2, SECTORS(3), 0), S(R, 0, 0, 0, 0),
	    S(CUT, 0, 0, 0, 0xff) },
	  NONE,
	  NONE },
	{ "crash_recovery",
	  "torn_segment",
	  { 2 },
	  4,
	  { S(W, 0, 0, 3, 0), S(W, 0, 32, 3, 0), S(F, ALONE, 0, 0, 0), S(CUT, 0, 4, 0, 0xa5) },
	  NONE,
	  BYTES(1, 0, 1, 0, 1, 0, 0, 1) },
	{ "crash_recovery",
	  "recovery_cut_again",
	  { 0 },
	  6,
	  { S(W, 0, 0, 0, 0), S(F, 0, 0, 0, 0), S(W, 0, 8, 0, 0), S(CUT, 0, 2, 0, 0x0f),
	    S(R, 0, 0, 0, 0), S(CUT, 0, 6, 0, 0x33) },
	  NONE,
	  NONE },
	{ "crash_recovery",
	  "suspend_persists",
	  { 0 },
	  4,
	  { S(W, 0, 0, 0, 0), S(W, 0, 8, 0, 0), S(SUSPEND, 0, 0, 0, 0), S(CUT, 0, 0, 0, 0) },
	  NONE,
	  NONE },
	{ "crash_recovery",
	  "discard_then_cut",
	  { 0, 0, 3 },
	  5,
	  { S(W, 0, 0, 1, 0), S(F, 0, 0, 0, 0), S(DISCARD, 0, 0, 0, 0), S(F, 0, 0, 0, 0),
	    S(CUT, 0, 2, 0, 0x11) },
	  NONE,
	  NONE },
	{ "crash_recovery",
	  "zeroes_are_a_write",
	  { 0 },
	  5,
	  { S(W, 0, 0, 0, 0), S(F, 0, 0, 0, 0), S(ZERO, 0, 0, 0, 0), S(F, 0, 0, 0, 0),
	    S(CUT, 0, 1, 0, 0) },
	  NONE,
	  NONE },
	{ "crash_recovery",
	  "writeback_under_way",
	  { 0, 0, 0, 1 },
	  6,
	  { S(W, 0, 0, 0, 0), S(W, 0, 8, 0, 0), S(W, 0, 16, 0, 0), S(F, 0, 0, 0, 0),
	    S(SLEEP, 0, 5, 0, 0), S(CUT, 0, 9, 0, 0x3c) },
	  NONE,
	  NONE },
	{ "crash_recovery",
	  "new_table_and_reboot",
	  { 4 },
	  5,
	  { S(W, 0, 0, 0, 0), S(RELOAD, 0, 0, 0, 0), S(W, 0, 8, 0, 0), S(REBOOT, 0, 0, 0, 0),
	    S(R, 0, 0, 1, 0) },
	  NONE,
	  NONE },
	{ "crash_recovery",
	  "streams_go_past",
	  { 0, 0, 0, 0, 4 },
	  4,
	  { S(W, 0, 0, 3, 0), S(F, 0, 0, 0, 0), S(W, 0, 0, 1, 0), S(CUT, 0, 0, 0, 0) },
	  NONE,
	  NONE },
	{ "crash_recovery",
	  "read_cache_stays_clean",
	  { 1, 0, 0, 0, 3 },
	  6,
	  { S(R, 0, 0, 0, 0), S(R, 0, 16, 0, 0), S(W, 0, 0, 0, 0), S(F, 0, 0, 0, 0),
	    S(SLEEP, 0, 5, 0, 0), S(CUT, 0, 0, 0, 0) },
	  NONE,
	  NONE },
	{ "crash_recovery",
	  "many_at_once",
	  { 1, 1 },
	  7,
	  { S(W, ALONE, 0, 0, 0), S(W, ALONE, 8, 0, 0), S(F, ALONE, 0, 0, 0), S(W, ALONE, 0, 0, 0),
	    S(F, ALONE, 0, 0, 0), S(WAIT, 0, 0, 0, 0), S(CUT, 0, 5, 0, 0x69) },
	  BYTES(0, 4, 1, 2, 0, 9),
	  NONE },
	{ "crash_recovery",
	  "large_disk_blocks",
	  { 0x61 },
	  5,
	  { S(W, 0, 0, 1, 0), S(F, 0, 0, 0, 0), S(W, 0, 8, 0, 0), S(W, FUA, 24, 0, 0),
	    S(CUT, 0, 1, 0, 0xf0) },
	  NONE,
	  NONE },
	{ "crash_recovery",
	  "io_fails_then_cut",
	  { 0 },
	  6,
	  { S(W, 0, 0, 0, 0), S(F, 0, 0, 0, 0), S(W, 0, 8, 0, 0), S(F, 0, 0, 0, 0),
	    S(R, 0, 0, 0, 0), S(CUT, 0, 2, 0, 0x55) },
	  NONE,
	  NONE,
	  BYTES(IO_FAILS(4)) },
	{ "crash_recovery",
	  "recovery_fails_and_is_tried_again",
	  { 0 },
	  5,
	  { S(W, 0, 0, 0, 0), S(F, 0, 0, 0, 0), S(CUT, 0, 0, 0, 0), S(R, 0, 0, 0, 0),
	    S(R, 0, 8, 0, 0) },
	  NONE,
	  NONE,
	  BYTES(IO_FAILS(12)) },
	/* --- dead_state --- */
	{ "dead_state",
	  "ssd_write_fails",
	  { 0 },
	  5,
	  { S(W, 0, 0, 0, 0), S(F, 0, 0, 0, 0), S(FAULT, 0, 0, 0, 0), S(W, 0, 8, 0, 0),
	    S(F, 0, 0, 0, 0) },
	  NONE,
	  NONE },
	{ "dead_state",
	  "ssd_read_fails",
	  { 0 },
	  5,
	  { S(W, 0, 0, 0, 0), S(F, 0, 0, 0, 0), S(FAULT, 0, 2, 0, 0), S(R, 0, 0, 0, 0),
	    S(W, 0, 8, 0, 0) },
	  NONE,
	  NONE },
	{ "dead_state",
	  "hdd_write_fails_in_writeback",
	  { 0, 0, 0, 1 },
	  6,
	  { S(W, 0, 0, 0, 0), S(W, 0, 8, 0, 0), S(F, 0, 0, 0, 0), S(FAULT, 0, 1, 0, 0),
	    S(MSG, 0, 14, 0, 0), S(W, 0, 16, 0, 0) },
	  NONE,
	  NONE },
	{ "dead_state",
	  "flush_fails",
	  { 0 },
	  5,
	  { S(W, 0, 0, 0, 0), S(FAULT, 0, 4, 0, 0), S(F, 0, 0, 0, 0), S(F, 0, 0, 0, 0),
	    S(W, FUA, 8, 0, 0) },
	  NONE,
	  NONE },
	{ "dead_state",
	  "new_table_brings_it_back",
	  { 0 },
	  7,
	  { S(W, 0, 0, 0, 0), S(F, 0, 0, 0, 0), S(FAULT, 0, 0, 0, 0), S(W, 0, 8, 0, 0),
	    S(F, 0, 0, 0, 0), S(RELOAD, 0, 0, 0, 0), S(W, 0, 16, 0, 0) },
	  NONE,
	  NONE },
	{ "dead_state",
	  "no_memory_waits",
	  { 0 },
	  6,
	  { S(FAULT, 0, 0, 0, 2), S(FAULT, 0, 1, 1, 2), S(W, 0, 0, 0, 0), S(F, 0, 0, 0, 0),
	    S(W, 0, 8, 0, 0), S(MSG, 0, 14, 0, 0) },
	  NONE,
	  NONE },
	{ "dead_state",
	  "discard_not_supported",
	  { 0, 0, 3 },
	  4,
	  { S(W, 0, 0, 0, 0), S(FAULT, 0, 1, 0, 3), S(DISCARD, 0, 0, 0, 0), S(F, 0, 0, 0, 0) },
	  NONE,
	  NONE },
	{ "dead_state",
	  "log_is_full",
	  { 12 },
	  8,
	  { S(FAULT, 0, 1, 0, 0), S(W, ALONE, 0, 0, 0), S(W, ALONE, 8, 0, 0), S(W, ALONE, 16, 0, 0),
	    S(W, ALONE, 24, 0, 0), S(F, ALONE, 0, 0, 0), S(WAIT, 0, 0, 0, 0),
	    S(STATUS, 0, 0, 0, 0) },
	  NONE,
	  NONE },
	{ "dead_state",
	  "dead_then_cut",
	  { 0 },
	  6,
	  { S(W, FUA, 0, 0, 0), S(FAULT, 0, 0, 0, 0), S(W, 0, 8, 0, 0), S(F, 0, 0, 0, 0),
	    S(CUT, 0, 2, 0, 0x55), S(R, 0, 0, 1, 0) },
	  NONE,
	  NONE },
	{ "dead_state",
	  "dead_through_suspend",
	  { 0 },
	  6,
	  { S(W, 0, 0, 0, 0), S(FAULT, 0, 6, 0, 0), S(W, 0, 8, 0, 0), S(SUSPEND, 0, 0, 0, 0),
	    S(W, 0, 16, 0, 0), S(STATUS, 0, 0, 0, 0) },
	  NONE,
	  NONE },
	{ "dead_state",
	  "allocation_fails",
	  { 1, 0, 0, 0, 3 },
	  6,
	  { S(HEAL, 0, 2, 0, 0), S(W, ALONE, 0, 0, 0), S(R, ALONE, 16, 0, 0), S(F, ALONE, 0, 0, 0),
	    S(HEAL, 0, 0, 0, 0), S(R, 0, 0, 0, 0) },
	  NONE,
	  NONE },
	{ "dead_state",
	  "slow_disk_then_error",
	  { 0, 2 },
	  5,
	  { S(FAULT, LATE, 0, 0, 2), S(FAULT, 0, 6, 3, 0), S(W, ALONE, 0, 0, 0),
	    S(F, ALONE, 0, 0, 0), S(WAIT, 0, 0, 0, 0) },
	  NONE,
	  NONE },
	{ "dead_state",
	  "backing_disk_fails_for_good",
	  { 0 },
	  5,
	  { S(W, 0, 0, 0, 0), S(F, 0, 0, 0, 0), S(W, 0, 8, 0, 0), S(CUT, 0, 0, 0, 0),
	    S(R, 0, 0, 1, 0) },
	  NONE,
	  NONE,
	  BYTES(ALL_IO_FAILS(6)) },
	/* --- schedule --- */
	{ "schedule",
	  "allocations_fail_under_load",
	  { 1, 0, 0, 0, 3 },
	  6,
	  { S(W, ALONE, 0, 0, 0), S(R, ALONE, 0, 0, 0), S(W, ALONE, 8, 0, 0), S(R, ALONE, 16, 0, 0),
	    S(WAIT, 0, 0, 0, 0), S(R, 0, 0, 1, 0) },
	  BYTES(0, 12, 9, 2),
	  NONE,
	  BYTES(ALLOC_FAILS(2), ALLOC_FAILS(3)) },
	{ "schedule",
	  "two_writers_one_block",
	  { 1 },
	  4,
	  { S(W, ALONE, 0, 0, 0), S(W, ALONE, 4, SECTORS(4), 0), S(R, ALONE, 0, 0, 0),
	    S(WAIT, 0, 0, 0, 0) },
	  BYTES(0, 3, 8, 5, 1, 1),
	  NONE },
	{ "schedule",
	  "barriers_of_two_tasks",
	  { 1 },
	  6,
	  { S(W, ALONE, 0, 0, 0), S(F, ALONE, 0, 0, 0), S(W, ALONE, 8, 0, 0), S(F, ALONE, 0, 0, 0),
	    S(W, ALONE | FUA, 16, 0, 0), S(WAIT, 0, 0, 0, 0) },
	  BYTES(0, 7, 2, 1, 1, 3),
	  NONE },
	{ "schedule",
	  "writeback_and_overwrite",
	  { 12, 0, 0, 1 },
	  8,
	  { S(W, 0, 0, 0, 0), S(W, 0, 8, 0, 0), S(MSG, 0, 1, 0, 0), S(W, ALONE, 0, 0, 0),
	    S(W, ALONE, 16, 0, 0), S(R, ALONE, 8, 0, 0), S(W, ALONE, 24, 0, 0),
	    S(WAIT, 0, 0, 0, 0) },
	  BYTES(0, 16, 0, 9, 3, 1),
	  NONE },
	{ "schedule",
	  "read_cache_races_with_write",
	  { 1, 0, 0, 0, 3 },
	  6,
	  { S(R, ALONE, 0, 0, 0), S(W, ALONE, 0, 0, 0), S(R, ALONE, 8, 0, 0), S(W, ALONE, 8, 0, 0),
	    S(WAIT, 0, 0, 0, 0), S(R, 0, 0, 1, 0) },
	  BYTES(0, 12, 9, 2),
	  NONE },
	{ "schedule",
	  "suspend_under_load",
	  { 1 },
	  6,
	  { S(W, ALONE, 0, 1, 0), S(R, ALONE, 0, 0, 0), S(SUSPEND, 0, 0, 0, 0),
	    S(W, ALONE, 8, 0, 0), S(RELOAD, 0, 0, 0, 0), S(WAIT, 0, 0, 0, 0) },
	  BYTES(0, 24, 0, 5),
	  NONE },
	{ "schedule",
	  "one_buffer",
	  { 0, 0, 0, 4 },
	  6,
	  { S(W, ALONE, 0, 0, 0), S(W, ALONE, 8, 0, 0), S(W, ALONE, 16, 0, 0),
	    S(W, ALONE, 24, 0, 0), S(R, ALONE, 0, 0, 0), S(WAIT, 0, 0, 0, 0) },
	  BYTES(0, 9, 1, 2),
	  NONE },
	{ "schedule",
	  "drop_caches_under_load",
	  { 4, 0, 0, 1 },
	  6,
	  { S(W, 0, 0, 0, 0), S(W, ALONE, 8, 0, 0), S(MSG, 0, 14, 0, 0), S(W, ALONE, 16, 0, 0),
	    S(DISCARD, ALONE, 0, 0, 0), S(WAIT, 0, 0, 0, 0) },
	  BYTES(0, 17, 3, 1),
	  NONE },
};

#define PATH_BYTES 4096

static bool write_bytes(const char *folder, const char *target, const char *name, const u8 *bytes,
			size_t nr)
{
	char path[PATH_BYTES];
	FILE *out;

	snprintf(path, sizeof(path), "%s/%s", folder, target);
	mkdir(path, 0777);
	snprintf(path, sizeof(path), "%s/%s/%s", folder, target, name);
	out = fopen(path, "wb");
	if (!out || fwrite(bytes, 1, nr, out) != nr || fclose(out)) {
		fprintf(stderr, "fuzz-seeds: %s: %s\n", path, strerror(errno));
		return false;
	}
	return true;
}

static bool write_seed(const struct seed *seed, const char *folder)
{
	struct input_bytes parts[NR_INPUT_PARTS] = { { NULL, 0 } };
	u8 bytes[INPUT_MAX_BYTES];
	size_t nr;

	parts[INPUT_HEAD] = (struct input_bytes){ seed->head, sizeof(seed->head) };
	parts[INPUT_STEPS] =
		(struct input_bytes){ seed->steps[0], seed->nr_steps * INPUT_STEP_BYTES };
	parts[INPUT_SCHEDULE] = seed->schedule;
	parts[INPUT_SURVIVORS] = seed->survivors;
	parts[INPUT_AMBIENT] = seed->ambient;
	nr = input_join(parts, bytes, sizeof(bytes));
	return write_bytes(folder, seed->target, seed->name, bytes, nr);
}

int main(int argc, char **argv)
{
	const char *name;
	const u8 *bytes;
	size_t i, nr;

	if (argc != 2 || argv[1][0] == '-') {
		fprintf(stderr, "usage: fuzz-seeds FOLDER: writes FOLDER/TARGET/NAME\n");
		return 2;
	}
	mkdir(argv[1], 0777);
	for (i = 0; i < sizeof(seeds) / sizeof(seeds[0]); i++)
		if (!write_seed(&seeds[i], argv[1]))
			return 2;
	for (i = 0; (bytes = image_seed(i, &name, &nr)); i++)
		if (!write_bytes(argv[1], "image", name, bytes, nr))
			return 2;
	return 0;
}
