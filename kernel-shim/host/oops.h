/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A bad memory access in a task is a finding, as it would be an oops in the kernel; and
 * so is a loop that never comes to a scheduling point.
 */
#ifndef SHIM_OOPS_H
#define SHIM_OOPS_H

/* Takes the signals over. Under AddressSanitizer its own report comes first. */
void oops_init(void);

/* From now on a loop is found, after a few seconds of processor time. At each boot: cheap. */
void oops_watch(void);

#endif
