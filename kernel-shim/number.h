/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Digits out of text, for kstrtox.c and scan.c.
 */
#ifndef SHIM_NUMBER_H
#define SHIM_NUMBER_H

#include <linux/types.h>

/**
 * number_parse - as many digits as there are, at most @max_chars characters
 * @base: 0: by the prefix (0x, 0, none)
 * Return: behind the last digit; @s if there is none. *@value wraps.
 */
const char *number_parse(const char *s, unsigned int base, size_t max_chars, u64 *value,
			 bool *has_overflow);

#endif
