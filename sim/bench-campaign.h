/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a second process is worth.
 */
#ifndef SIM_BENCH_CAMPAIGN_H
#define SIM_BENCH_CAMPAIGN_H

/* How much faster two processes explore the crash states of one run than one does. */
double bench_two_processes(void);

#endif
