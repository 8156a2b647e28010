/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The quiet oracle: while a device is suspended, no task of the driver runs. That there is
 * no I/O either is for the observer.
 *
 * From: world.c, after a suspend has succeeded and before the next resume or removal.
 * To:   finding_report(), rule "I10".
 *
 * Verified: each thread of the driver is parked when the suspend has ended; none of its
 *	work items began from there to the resume.
 * Not verified: what runs on behalf of a user (a message, a status); timers; while another
 *	device of the driver is awake, anything, for threads and queues have no device.
 */
#ifndef SIM_QUIET_H
#define SIM_QUIET_H

#include "ints.h"

/* Plain data: it goes with the device back to a power cut. */
struct quiet {
	bool is_watching;
	u64 nr_works;
};

/* Return: false after a finding (in a task, finding_report() does not return). */
bool quiet_begin(struct quiet *q, const char *dev);
bool quiet_end(struct quiet *q, const char *dev);
void quiet_forget(struct quiet *q); /* the power went, or another device woke up */

#endif
