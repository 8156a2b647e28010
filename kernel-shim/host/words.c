// SPDX-License-Identifier: GPL-2.0-only
/*
 * Words into numbers, durations, flags and errnos.
 *
 * From: latency.c, disk-fault.c and the scenario language.
 */
#include "words.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct unit {
	const char *name;
	u64 factor;
};

static const struct unit size_units[] = {
	{ "", 1 },	     { "k", 1ULL << 10 }, { "K", 1ULL << 10 },
	{ "m", 1ULL << 20 }, { "M", 1ULL << 20 }, { "g", 1ULL << 30 },
	{ "G", 1ULL << 30 }, { "t", 1ULL << 40 }, { "T", 1ULL << 40 },
};

static const struct unit time_units[] = {
	{ "ns", 1 },
	{ "us", 1000 },
	{ "ms", 1000000 },
	{ "s", 1000000000 },
};

static bool number_with_unit(const char *text, const struct unit *units, size_t nr, u64 *value)
{
	char *end;
	u64 number;

	if (!text || !isdigit((unsigned char)text[0]))
		return false;
	errno = 0;
	number = strtoull(text, &end, 10);
	if (errno)
		return false;
	for (size_t i = 0; i < nr; i++) {
		if (strcmp(end, units[i].name))
			continue;
		if (number > ~0ULL / units[i].factor)
			return false;
		*value = number * units[i].factor;
		return true;
	}
	return false;
}

bool word_number(const char *text, u64 *value)
{
	return number_with_unit(text, size_units, sizeof(size_units) / sizeof(size_units[0]),
				value);
}

bool word_duration(const char *text, u64 *value_ns)
{
	if (text && !strcmp(text, "0")) {
		*value_ns = 0;
		return true;
	}
	return number_with_unit(text, time_units, sizeof(time_units) / sizeof(time_units[0]),
				value_ns);
}

bool word_flag(const char *text, bool *value)
{
	static const char *const words[] = { "false", "true", "0", "1", "no", "yes" };

	for (size_t i = 0; text && i < 6; i++) {
		if (!strcmp(text, words[i])) {
			*value = i & 1;
			return true;
		}
	}
	return false;
}

/* What a block layer returns, and the few others that a target might. */
static const struct {
	const char *name;
	int value;
} errnos[] = {
	{ "EPERM", EPERM },	      { "ENOENT", ENOENT },
	{ "EINTR", EINTR },	      { "EIO", EIO },
	{ "ENXIO", ENXIO },	      { "EAGAIN", EAGAIN },
	{ "ENOMEM", ENOMEM },	      { "EACCES", EACCES },
	{ "EBUSY", EBUSY },	      { "EEXIST", EEXIST },
	{ "ENODEV", ENODEV },	      { "EINVAL", EINVAL },
	{ "ENOSPC", ENOSPC },	      { "EROFS", EROFS },
	{ "ENODATA", ENODATA },	      { "ERANGE", ERANGE },
	{ "ENOLINK", ENOLINK },	      { "EILSEQ", EILSEQ },
	{ "EOPNOTSUPP", EOPNOTSUPP }, { "ENOTSUPP", EOPNOTSUPP },
	{ "ETIMEDOUT", ETIMEDOUT },   { "EREMOTEIO", EREMOTEIO },
	{ "EBADE", EBADE },	      { "EOVERFLOW", EOVERFLOW },
	{ "EREMCHG", EREMCHG },	      { "ETIME", ETIME },
	{ "ENOSYS", ENOSYS },
};

bool word_errno(const char *text, int *value)
{
	u64 number;

	for (size_t i = 0; text && i < sizeof(errnos) / sizeof(errnos[0]); i++) {
		if (!strcmp(text, errnos[i].name)) {
			*value = errnos[i].value;
			return true;
		}
	}
	if (!word_number(text, &number) || !number || number > 133)
		return false;
	*value = (int)number;
	return true;
}

const char *errno_word(int error)
{
	if (error < 0)
		error = -error;
	for (size_t i = 0; i < sizeof(errnos) / sizeof(errnos[0]); i++) {
		if (errnos[i].value == error)
			return errnos[i].name;
	}
	return "E?";
}
