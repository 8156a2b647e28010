/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * `wbsim audit`: is the machine deterministic, and does each world leave it clean?
 */
#ifndef SIM_AUDIT_H
#define SIM_AUDIT_H

int audit_main(const char *program, int argc, char **argv); /* the exit status */

#endif
