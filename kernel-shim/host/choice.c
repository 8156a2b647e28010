// SPDX-License-Identifier: GPL-2.0-only
/*
 * The tape: asks the driver, records what is not dull.
 *
 * From: every choose() in the shim and the harness.
 * To:   a driver (choice-drivers.c), the record, the event log.
 */
#include "choice.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "event.h"

/* The slow half is entered now and then even if all is dull: it finds endless loops. */
#define MAX_DULL_RUN (1ULL << 24)

struct choice_track choice_tracks[NR_CHOICE_KINDS];

static struct choice_driver *driver;
static struct choice_entry *record;
static size_t nr_recorded, record_room;

static const char *const kind_names[NR_CHOICE_KINDS] = {
#define X(id, name) [CHOICE_##id] = name,
	CHOICE_KINDS(X)
#undef X
};

const char *choice_kind_name(enum choice_kind kind)
{
	return kind < NR_CHOICE_KINDS ? kind_names[kind] : "?";
}

int choice_kind_of(const char *name)
{
	for (int i = 0; i < NR_CHOICE_KINDS; i++)
		if (!strcmp(kind_names[i], name))
			return i;
	return -1;
}

void choice_begin(struct choice_driver *drv)
{
	memset(choice_tracks, 0, sizeof(choice_tracks));
	driver = drv;
	nr_recorded = 0;
}

static void record_add(enum choice_kind kind, u64 idx, u32 n, u32 value)
{
	if (nr_recorded == record_room) {
		record_room = record_room ? 2 * record_room : 1024;
		record = realloc(record, record_room * sizeof(*record));
		if (!record) {
			perror("wbsim: no memory for the tape");
			exit(3);
		}
	}
	record[nr_recorded++] =
		(struct choice_entry){ .kind = kind, .idx = idx, .n = n, .value = value };
}

/**
 * choice_ask - the slow half of choose(): the driver has to answer
 * Context: any.
 * Return: 0 … @n - 1. Without a driver everything is dull.
 */
u32 choice_ask(enum choice_kind kind, u32 n)
{
	struct choice_track *t = &choice_tracks[kind];
	u64 idx = t->idx++;
	u64 nr_dull = 0;
	u32 value;

	if (!driver) {
		t->nr_dull = MAX_DULL_RUN;
		return 0;
	}
	value = driver->answer(driver, kind, idx, n, &nr_dull);
	t->nr_dull = nr_dull < MAX_DULL_RUN ? nr_dull : MAX_DULL_RUN;
	if (n <= 1)
		value = 0;
	else if (value >= n)
		value %= n;
	if (value) {
		record_add(kind, idx, n, value);
		event_log(EVENT_CHOICE, kind, idx, n, value);
	}
	return value;
}

size_t choice_record(const struct choice_entry **entries)
{
	*entries = record;
	return nr_recorded;
}
