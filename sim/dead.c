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
	bool is_exposed;
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

void dead_expose(struct dead_oracle *d, const char *how)
{
	if (d->is_exposed)
		return;
	d->is_exposed = true;
	d->how = how;
	d->request = 0;
}

bool dead_is_exposed(const struct dead_oracle *d)
{
	return d->is_exposed;
}

void dead_revive(struct dead_oracle *d)
{
	d->is_exposed = false;
}

bool dead_request(const struct dead_oracle *d)
{
	return d->is_exposed;
}

bool dead_answer(struct dead_oracle *d, u64 id, bool was_exposed, int error)
{
	if (error == -EIO && !d->is_exposed) {
		dead_expose(d, "answered -EIO");
		d->request = id;
	}
	if (!was_exposed || error == -EIO)
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

	if (!d->is_exposed || stage != DISK_STAGE_SUBMIT || !is_write)
		return true;
	finding_report("dead",
		       "a write (sectors %llu+%u) is submitted to %s below %s, which is "
		       "dead (%s, request %llu)",
		       io->sector, io->nr_sectors, disk_config_of(disk)->name, d->dev, d->how,
		       d->request);
	return false;
}
