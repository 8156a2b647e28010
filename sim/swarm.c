// SPDX-License-Identifier: GPL-2.0-only
/*
 * Classes of a swarm.
 *
 * From: faults and the words enabled() and fired(), during a run.
 * To:   commands that run many seeds, which count.
 */
#include "swarm.h"

#include <stdio.h>
#include <string.h>

#include "disk-fault.h"
#include "disk.h"

static char names[SWARM_MAX_CLASSES][SWARM_NAME_BYTES];
static u32 nr_names;
static struct swarm_marks marks; /* there is one world at a time */

void swarm_begin(void)
{
	memset(&marks, 0, sizeof(marks));
	disk_fault_listener = swarm_fire_fault;
}

/* The bit of @class; 0: there is no room. */
static u64 bit_of(const char *class)
{
	u32 i;

	for (i = 0; i < nr_names; i++)
		if (!strcmp(names[i], class))
			return 1ull << i;
	if (nr_names == SWARM_MAX_CLASSES || strlen(class) >= SWARM_NAME_BYTES)
		return 0;
	strcpy(names[nr_names], class);
	return 1ull << nr_names++;
}

bool swarm_enable(const char *class)
{
	u64 bit = bit_of(class);

	marks.enabled |= bit;
	return bit != 0;
}

bool swarm_fire(const char *class)
{
	u64 bit = bit_of(class);

	marks.enabled |= bit;
	marks.fired |= bit;
	return bit != 0;
}

static void note_fault(const struct disk *disk, const char *effect, bool (*note)(const char *))
{
	char class[SWARM_NAME_BYTES];

	snprintf(class, sizeof(class), "%s %s", disk_config_of(disk)->name, effect);
	note(class);
}

void swarm_enable_fault(const struct disk *disk, const char *effect)
{
	note_fault(disk, effect, swarm_enable);
}

void swarm_fire_fault(const struct disk *disk, const char *effect)
{
	note_fault(disk, effect, swarm_fire);
}

struct swarm_marks swarm_marks(void)
{
	return marks;
}

const char *swarm_class_name(u32 number)
{
	return number < nr_names ? names[number] : NULL;
}

int swarm_class_number(const char *class)
{
	u64 bit = bit_of(class);

	return bit ? __builtin_ctzll(bit) : -1;
}

/* --- many runs --- */

void swarm_tally_add(struct swarm_tally *to, const struct swarm_tally *from)
{
	u32 i;

	to->nr_runs += from->nr_runs;
	for (i = 0; i < nr_names; i++) {
		to->nr_enabled[i] += from->nr_enabled[i];
		to->nr_fired[i] += from->nr_fired[i];
	}
}

void swarm_count(struct swarm_tally *tally, const struct swarm_marks *m)
{
	u32 i;

	tally->nr_runs++;
	for (i = 0; i < nr_names; i++) {
		tally->nr_enabled[i] += m->enabled >> i & 1;
		tally->nr_fired[i] += m->fired >> i & 1;
	}
}

const char *swarm_silent(const struct swarm_tally *tally)
{
	u32 i;

	for (i = 0; i < nr_names; i++)
		if (tally->nr_enabled[i] >= SWARM_MIN_RUNS && !tally->nr_fired[i])
			return names[i];
	return NULL;
}

/* The next name after @before in their order; SWARM_MAX_CLASSES: none. */
static u32 next_by_name(const char *before)
{
	u32 best = SWARM_MAX_CLASSES, i;

	for (i = 0; i < nr_names; i++)
		if (strcmp(names[i], before) > 0 &&
		    (best == SWARM_MAX_CLASSES || strcmp(names[i], names[best]) < 0))
			best = i;
	return best;
}

void swarm_print(FILE *file, const struct swarm_tally *tally)
{
	const char *before = "";
	u32 i;

	while ((i = next_by_name(before)) != SWARM_MAX_CLASSES) {
		before = names[i];
		if (tally->nr_enabled[i])
			fprintf(file, "  class %-26s enabled in %llu runs, fired in %llu%s\n",
				names[i], tally->nr_enabled[i], tally->nr_fired[i],
				tally->nr_fired[i] ? "" : ": never");
	}
}
