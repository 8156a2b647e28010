/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The ioctls of the device mapper, as functions. Context: process; 0 or a negative errno.
 */
#ifndef SHIM_DM_IOCTL_H
#define SHIM_DM_IOCTL_H

#include <linux/types.h>

#include "dm-core.h"

/* A line of a table; @params is written to. */
struct dm_line {
	sector_t begin, len;
	char *type, *params;
};

struct mapped_device *dm_ioctl_get(const char *name); /* NULL: unknown */
void dm_ioctl_put(struct mapped_device *md);

int dm_dev_create(const char *name);
int dm_table_load(const char *name, const struct dm_line *lines, u32 nr_lines, bool is_readonly);
int dm_table_clear(const char *name);
int dm_dev_suspend(const char *name, unsigned int flags);
int dm_dev_resume(const char *name, unsigned int flags);
int dm_dev_remove(const char *name, bool is_deferred);
int dm_target_msg(struct mapped_device *md, sector_t sector, char *text, char *buf,
		  unsigned int maxlen);
int dm_table_status(const char *name, status_type_t type, unsigned int flags, bool is_inactive,
		    char *out, size_t out_bytes);
int dm_dev_info(const char *name, struct dmsetup_info *info);
int dm_dev_wait(const char *name, u32 event_nr);

#endif
