/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * `wbsim run SCENARIO` and `wbsim list`.
 */
#ifndef SIM_RUN_COMMAND_H
#define SIM_RUN_COMMAND_H

/* Return: the exit status. @argv[0] is the verb; @program: as the user typed it. */
int run_main(const char *program, int argc, char **argv);
int list_main(int argc, char **argv);

#endif
