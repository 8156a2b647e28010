/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Sizes and durations as people write them: fio's notation, powers of 1024.
 */
#ifndef SIM_SIZE_H
#define SIM_SIZE_H

#include "ints.h"

/**
 * size_parse - "4k", "1M", "2GiB", "512", "0x1000" to bytes
 * Return: false if @text is anything else or does not fit; @bytes is then as it was.
 */
bool size_parse(const char *text, u64 *bytes);

/**
 * size_parse_range - "4k-64k" to its two ends; a single size is both of them
 */
bool size_parse_range(const char *text, u64 *lowest, u64 *highest);

/**
 * duration_parse - "10us", "1.5ms", "2s", "1m" to nanoseconds; a unit is needed
 */
bool duration_parse(const char *text, u64 *ns);

/* The shortest exact form: 4096 is "4k", 1536 is "1536". Returns @out. */
#define SIZE_CHARS 24
char *size_format(u64 bytes, char out[SIZE_CHARS]);

#endif
