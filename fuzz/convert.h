/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * An input as a scenario that people can read, and the tape of the very run.
 */
#ifndef FUZZ_CONVERT_H
#define FUZZ_CONVERT_H

#include "ints.h"

/**
 * convert_to_scenario - write @folder/scenario.lua and @folder/tape, and play them
 * Prints what the input and what the scenario come to, and the line that replays it.
 * Return: the status of a command: 1 if both come to the same finding, 0 if both hold,
 * 3 if they differ, 2 for bad usage.
 */
int convert_to_scenario(const u8 *bytes, size_t nr_bytes, const char *folder);

#endif
