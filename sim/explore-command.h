/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * `wbsim explore` and `wbsim merge`.
 */
#ifndef SIM_EXPLORE_COMMAND_H
#define SIM_EXPLORE_COMMAND_H

int explore_main(const char *program, int argc, char **argv);
int merge_main(int argc, char **argv);

#endif
