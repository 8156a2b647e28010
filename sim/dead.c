// SPDX-License-Identifier: GPL-2.0-only
/*
 * The dead-state oracle.
 *
 * From: judge.c.
 * To:   finding_report().
 */
#include "dead.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "finding.h"

struct dead_oracle {
	char dev[32];
	u32 life;
	u32 nr_ended_dead; /* the number of the last life that was suspect at its end, plus one */
	bool is_exposed;
	bool has_failed_io; /* in this life */
	u64 request; /* whose answer showed it; 0: @how says */
	const char *how;
};

struct dead_oracle *dead_create(const char *dev_name)
{
	struct dead_oracle *d = calloc(1, sizeof(*d));

	snprintf(d->dev, sizeof(d->dev), "%s", dev_name);
	return d;
}

void dead_destroy(struct dead_oracle *d)
{
	free(d);
}

static void expose(struct dead_oracle *d, const char *how)
{
	if (d->is_exposed)
		return;
	d->is_exposed = true;
	d->how = how;
	d->request = 0;
}

bool dead_status(struct dead_oracle *d, u32 at_question, bool is_dead, bool sees_disks)
{
	if (at_question >> 1 != d->life)
		return true;
	if (is_dead && sees_disks && !dead_is_suspect(d)) {
		finding_report("dead", "status of %s says dead, and no disk below has failed",
			       d->dev);
		return false;
	}
	if (!is_dead && at_question & 1) {
		finding_report("dead", "status of %s says live, and it is dead (%s, request %llu)",
			       d->dev, d->how, d->request);
		return false;
	}
	if (is_dead)
		expose(d, "its status says dead");
	return true;
}

bool dead_is_exposed(const struct dead_oracle *d)
{
	return d->is_exposed;
}

bool dead_is_suspect(const struct dead_oracle *d)
{
	return d->is_exposed || d->has_failed_io;
}

void dead_next_life(struct dead_oracle *d)
{
	if (dead_is_suspect(d))
		d->nr_ended_dead = d->life + 1;
	d->life++;
	d->is_exposed = false;
	d->has_failed_io = false;
}

u32 dead_request(const struct dead_oracle *d)
{
	return d->life << 1 | d->is_exposed;
}

bool dead_excuses(const struct dead_oracle *d, u32 at_submission)
{
	return d->is_exposed || at_submission & 1 || at_submission >> 1 < d->nr_ended_dead;
}

bool dead_answer(struct dead_oracle *d, u64 id, u32 at_submission, int error)
{
	if (at_submission >> 1 != d->life)
		return true;
	if (error == -EIO && !d->is_exposed) {
		expose(d, "answered -EIO");
		d->request = id;
	}
	if (!(at_submission & 1) || error == -EIO)
		return true;
	finding_report("dead",
		       "request %llu to %s ended with errno %d, expected -EIO: the device "
		       "is dead (%s, request %llu)",
		       id, d->dev, -error, d->how, d->request);
	return false;
}

bool dead_disk_event(struct dead_oracle *d, const struct disk *disk, enum disk_stage stage,
		     const struct disk_io *io)
{
	bool is_write = io->op == DISK_WRITE || io->op == DISK_DISCARD ||
			io->op == DISK_WRITE_ZEROES;

	/* -ENOMEM is tried again, an unsupported discard is no error. */
	if (stage == DISK_STAGE_COMPLETE && io->error && io->error != -ENOMEM &&
	    io->error != -EOPNOTSUPP)
		d->has_failed_io = true;
	if (!d->is_exposed || stage != DISK_STAGE_SUBMIT || !is_write)
		return true;
	finding_report("dead",
		       "a write (sectors %llu+%u) is submitted to %s below %s, which is "
		       "dead (%s, request %llu)",
		       io->sector, io->nr_sectors, disk_config_of(disk)->name, d->dev, d->how,
		       d->request);
	return false;
}
