// SPDX-License-Identifier: GPL-2.0-only
/*
 * Ambient trouble: the harness hears of it.
 *
 * From: disk-trouble.c and kmalloc.c of the shim, when something failed.
 * To:   the world's plan; the judges, which allow errors from then on.
 */
#include "trouble.h"

#include <errno.h>
#include <string.h>

#include "crash.h"
#include "disk-fault.h"
#include "disk.h"
#include "judge.h"
#include "machine.h"
#include "words.h"
#include "world.h"

/* I/O and allocations have no context argument: there is one world at a time. */
static struct world *listening;

static bool has_word(const struct world_fault *fault, const char *key, const char *value)
{
	u32 i;

	for (i = 0; i < fault->nr_words; i++)
		if (!strcmp(fault->words[i][0], key) && !strcmp(fault->words[i][1], value))
			return true;
	return false;
}

/* "Not supported" is an answer of its own to some requests: only a fault allows it to reads. */
static bool has_unsupported_reads(const struct world_plan *plan)
{
	u32 i;

	for (i = 0; i < plan->nr_faults; i++)
		if (has_word(&plan->faults[i], "op", "read") &&
		    has_word(&plan->faults[i], "errno", "EOPNOTSUPP"))
			return true;
	return false;
}

void trouble_allow_errors(struct world *w)
{
	static const char *const errors[] = { "EIO",	"ENOSPC",    "ENODATA", "EREMOTEIO",
					      "ENOMEM", "ETIMEDOUT", "EILSEQ" };
	struct world_plan *plan = world_plan(w);
	struct world_device *dev;
	size_t i;
	int number;

	for (dev = plan->devices; dev < plan->devices + plan->nr_devices; dev++)
		for (i = 0; dev->judge && i < sizeof(errors) / sizeof(errors[0]); i++)
			if (word_errno(errors[i], &number))
				judge_allow(dev->judge, number);
	for (dev = plan->devices; dev < plan->devices + plan->nr_devices; dev++)
		if (dev->judge && has_unsupported_reads(plan))
			judge_allow(dev->judge, EOPNOTSUPP);
}

/* Of an SSD the driver believes nothing that it has not written itself in this life. */
static bool is_ssd(struct world *w, const struct disk *disk)
{
	const struct world_plan *plan = world_plan(w);
	u32 i;

	for (i = 0; i < plan->nr_devices; i++)
		if (plan->devices[i].judge && judge_has_ssd(plan->devices[i].judge, disk))
			return true;
	return false;
}

static void permit_loss(struct world *w)
{
	const struct world_plan *plan = world_plan(w);
	u32 i;

	for (i = 0; plan->began_on_dropped && plan->nr_troubles && i < world_nr_disks(w); i++)
		if (!is_ssd(w, disk_nth(i)))
			disk_permit_loss(disk_nth(i));
}

void trouble_new_life(struct world *w)
{
	u32 i;

	for (i = 0; i < world_nr_disks(w); i++)
		if (!is_ssd(w, disk_nth(i)))
			world_plan(w)->began_on_dropped |= disk_gives_back_dropped(disk_nth(i));
	permit_loss(w);
}

static void hear_disk(struct disk *disk, const struct disk_io *io, int error)
{
	(void)disk;
	(void)io;
	(void)error;
	world_plan(listening)->nr_troubles++;
	permit_loss(listening);
	trouble_allow_errors(listening);
}

static void hear_alloc(const char *site, u64 size_bytes)
{
	(void)site;
	(void)size_bytes;
	world_plan(listening)->nr_troubles++;
	permit_loss(listening);
}

void trouble_listen(struct world *w)
{
	bool is_calm = world_plan(w)->is_calm;

	listening = w;
	disk_trouble_listener = is_calm ? NULL : hear_disk;
	machine_alloc_listener = is_calm ? NULL : hear_alloc;
}

void trouble_ignore(void)
{
	disk_trouble_listener = NULL;
	machine_alloc_listener = NULL;
}

bool trouble_came(struct world *w)
{
	return world_plan(w)->nr_troubles != 0;
}

void trouble_calm(struct world *w)
{
	u32 i;

	world_plan(w)->is_calm = true;
	trouble_ignore();
	for (i = 0; i < world_nr_disks(w); i++)
		disk_trouble_end(disk_nth(i));
}

void trouble_cut(struct world *w)
{
	const struct crash_spec now = { .model = crash_default_model, .bound = 1 };

	crash_cut(w, &now, NULL);
}

void trouble_went_off(struct world *w)
{
	struct world_plan *plan = world_plan(w);
	u32 i;

	if (!trouble_came(w))
		return;
	for (i = 0; i < world_nr_disks(w); i++)
		disk_cut(disk_nth(i), crash_default_model);
	for (i = 0; i < plan->nr_devices; i++)
		if (plan->devices[i].judge)
			judge_cut(plan->devices[i].judge);
}

void trouble_is_over(struct world *w)
{
	struct world_plan *plan = world_plan(w);
	u32 i;

	for (i = 0; i < plan->nr_devices; i++)
		if (plan->devices[i].judge)
			judge_forbid_errors(plan->devices[i].judge);
}
