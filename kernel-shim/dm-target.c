// SPDX-License-Identifier: GPL-2.0-only
/*
 * The registry of target types.
 *
 * From: modules, at init and exit; dm-table.c, by name.
 */
#include <linux/export.h>
#include <linux/list.h>
#include <linux/string.h>

#include "boot.h"
#include "dm-core.h"
#include "finding.h"

#define DM_MSG_PREFIX "core"

static LIST_HEAD(types);

static struct target_type *find_type(const char *name)
{
	struct target_type *tt;

	list_for_each_entry(tt, &types, list) {
		if (!strcmp(name, tt->name))
			return tt;
	}
	return NULL;
}

struct target_type *dm_get_target_type(const char *name)
{
	struct target_type *tt = find_type(name);

	if (tt)
		tt->nr_users++;
	return tt;
}

void dm_put_target_type(struct target_type *tt)
{
	tt->nr_users--;
}

/* Return: 0, or -EEXIST (F2.20). */
int dm_register_target(struct target_type *tt)
{
	BUG_ON(strlen(tt->name) >= DM_MAX_TYPE_NAME);
	if (find_type(tt->name)) {
		DMERR("%s: '%s' target already registered", __func__, tt->name);
		return -EEXIST;
	}
	tt->nr_users = 0;
	list_add(&tt->list, &types);
	return 0;
}
EXPORT_SYMBOL(dm_register_target);

void dm_unregister_target(struct target_type *tt)
{
	if (find_type(tt->name) != tt) {
		DMCRIT("Unregistering unrecognised target: %s", tt->name);
		BUG();
	}
	if (tt->nr_users) /* the kernel would not let the module go */
		finding_report("target-in-use",
			       "dm_unregister_target(): %lu targets of type %s exist", tt->nr_users,
			       tt->name);
	list_del(&tt->list);
}
EXPORT_SYMBOL(dm_unregister_target);

/* --- the companions that every machine has --- */

extern struct target_type dm_linear_target, dm_error_target, dm_zero_target, dm_delay_target,
	dm_flakey_target, dm_dust_target, dm_log_writes_target;

static struct target_type *const companions[] = {
	&dm_linear_target, &dm_error_target, &dm_zero_target,	    &dm_delay_target,
	&dm_flakey_target, &dm_dust_target,  &dm_log_writes_target,
};

static void types_boot(void)
{
	size_t i;

	INIT_LIST_HEAD(&types);
	for (i = 0; i < ARRAY_SIZE(companions); i++)
		dm_register_target(companions[i]);
}

static void types_census(void)
{
	struct target_type *tt;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(companions); i++)
		dm_unregister_target(companions[i]);
	list_for_each_entry(tt, &types, list)
		finding_report("target-leak", "target type %s was never unregistered", tt->name);
}

SHIM_SUBSYSTEM(dm_target, 50, types_boot, types_census);
