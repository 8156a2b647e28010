/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * `wbsim replay LOG`: recorded I/O against a simulated device.
 */
#ifndef SIM_REPLAY_H
#define SIM_REPLAY_H

/**
 * replay_main - the verb
 * @program: for the line to paste
 * @argv: argv[0] is "replay", the rest its arguments
 * Return: the exit status: 0 held, 1 a finding, 2 bad usage or input, 3 the harness failed
 */
int replay_main(const char *program, int argc, char **argv);

#endif
