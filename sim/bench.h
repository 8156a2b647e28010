/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * `wbsim bench`: speed and memory, as a table and as build/bench.json.
 */
#ifndef SIM_BENCH_H
#define SIM_BENCH_H

int bench_main(const char *program, int argc, char **argv);

#endif
