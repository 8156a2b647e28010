// SPDX-License-Identifier: GPL-2.0-only
/*
 * The quiet oracle.
 *
 * From: world.c.
 * To:   finding_report().
 */
#include "quiet.h"

#include "driver.h"
#include "finding.h"
#include "machine.h"

bool quiet_begin(struct quiet *q, const char *dev)
{
	u32 nr_awake = machine_nr_awake(driver_threads);

	q->is_watching = true;
	q->nr_works = machine_nr_works(driver_queues);
	if (!nr_awake)
		return true;
	finding_report("I10", "%s is suspended, and of the driver's threads %u is not parked", dev,
		       nr_awake);
	return false;
}

bool quiet_end(struct quiet *q, const char *dev)
{
	u64 nr_works = machine_nr_works(driver_queues);

	if (!q->is_watching || nr_works == q->nr_works) {
		q->is_watching = false;
		return true;
	}
	q->is_watching = false;
	finding_report("I10", "%s was suspended, and %llu work items of the driver ran meanwhile",
		       dev, nr_works - q->nr_works);
	return false;
}

void quiet_forget(struct quiet *q)
{
	q->is_watching = false;
}
