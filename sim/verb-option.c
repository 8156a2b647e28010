// SPDX-License-Identifier: GPL-2.0-only
/*
 * Options of the command line.
 *
 * From: the verbs' option readers.   To: standard error.
 */
#include "verb-option.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool verb_option_bad(const char *verb, const char *option, const char *text, const char *expected)
{
	bool has_text = text && *text;

	fprintf(stderr, "wbsim %s: %s%s%s: expected %s; see wbsim %s --help\n", verb, option,
		has_text ? " " : "", has_text ? text : "", expected, verb);
	return false;
}

bool verb_option_number(const char *verb, const char *option, const char *text, u64 min, u64 max,
			u64 *value)
{
	char expected[96], *end;

	errno = 0;
	*value = strtoull(text, &end, 10);
	if (*text >= '0' && *text <= '9' && !*end && !errno && *value >= min && *value <= max)
		return true;
	snprintf(expected, sizeof(expected), "a number from %llu to %llu", min, max);
	return verb_option_bad(verb, option, text, expected);
}

bool verb_option_number32(const char *verb, const char *option, const char *text, u32 min, u32 max,
			  u32 *value)
{
	u64 wide;

	if (!verb_option_number(verb, option, text, min, max, &wide))
		return false;
	*value = (u32)wide;
	return true;
}

bool verb_option_model(const char *text, enum crash_model *model)
{
	unsigned int i;

	for (i = 0; i < NR_CRASH_MODELS; i++) {
		if (!strcmp(crash_model_names[i], text)) {
			*model = i;
			return true;
		}
	}
	return false;
}
