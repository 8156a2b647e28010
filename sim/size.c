// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sizes and durations as people write them.
 *
 * From: the script's arguments and the command line.
 * To:   plain bytes and nanoseconds.
 */
#include "size.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static bool digit_of(char c, unsigned int base, unsigned int *digit)
{
	if (c >= '0' && c <= '9')
		*digit = c - '0';
	else if (base == 16 && c >= 'a' && c <= 'f')
		*digit = c - 'a' + 10;
	else if (base == 16 && c >= 'A' && c <= 'F')
		*digit = c - 'A' + 10;
	else
		return false;
	return true;
}

/* Returns what follows the number, NULL if there is none or it does not fit. */
static const char *number_parse(const char *text, u64 *value)
{
	unsigned int base = 10, digit;
	u64 v = 0;
	const char *begin;

	if (text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
		base = 16;
		text += 2;
	}
	begin = text;
	for (; digit_of(*text, base, &digit); text++) {
		if (v > (UINT64_MAX - digit) / base)
			return NULL;
		v = v * base + digit;
	}
	*value = v;
	return text == begin ? NULL : text;
}

bool size_parse(const char *text, u64 *bytes)
{
	static const char prefixes[] = "kmgtp";
	const char *prefix;
	unsigned int shift = 0;
	u64 v;

	text = number_parse(text, &v);
	if (!text)
		return false;
	prefix = *text ? strchr(prefixes, *text | 0x20) : NULL;
	if (prefix) {
		shift = 10 * (prefix - prefixes + 1);
		text++;
		if (!strcasecmp(text, "b") || !strcasecmp(text, "i") || !strcasecmp(text, "ib"))
			text = "";
	}
	if (*text || v > UINT64_MAX >> shift)
		return false;
	*bytes = v << shift;
	return true;
}

bool size_parse_range(const char *text, u64 *lowest, u64 *highest)
{
	const char *dash = strchr(text, '-');
	char first[SIZE_CHARS];
	u64 a, b;

	if (!dash) {
		if (!size_parse(text, lowest))
			return false;
		*highest = *lowest;
		return true;
	}
	if ((size_t)(dash - text) >= sizeof(first))
		return false;
	memcpy(first, text, dash - text);
	first[dash - text] = '\0';
	if (!size_parse(first, &a) || !size_parse(dash + 1, &b) || a > b)
		return false;
	*lowest = a;
	*highest = b;
	return true;
}

static u64 duration_unit(const char *text)
{
	static const struct {
		const char *name;
		u64 ns;
	} units[] = {
		{ "ns", 1 },
		{ "us", 1000 },
		{ "ms", 1000 * 1000 },
		{ "s", 1000 * 1000 * 1000 },
		{ "m", 60ull * 1000 * 1000 * 1000 },
		{ "h", 3600ull * 1000 * 1000 * 1000 },
	};
	size_t i;

	for (i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (!strcmp(text, units[i].name))
			return units[i].ns;
	return 0;
}

bool duration_parse(const char *text, u64 *ns)
{
	u64 whole, part = 0, scale = 1, unit;
	unsigned int digit;

	text = number_parse(text, &whole);
	if (!text)
		return false;
	if (*text == '.') {
		for (text++; digit_of(*text, 10, &digit) && scale < 1000000000; text++) {
			part = part * 10 + digit;
			scale *= 10;
		}
	}
	unit = duration_unit(text);
	if (!unit || whole > UINT64_MAX / unit / 2)
		return false;
	*ns = whole * unit + part * unit / scale;
	return true;
}

char *size_format(u64 bytes, char out[SIZE_CHARS])
{
	static const char *const units[] = { "", "k", "M", "G", "T", "P" };
	size_t i = 0;

	while (i < 5 && bytes && bytes % 1024 == 0) {
		bytes /= 1024;
		i++;
	}
	snprintf(out, SIZE_CHARS, "%llu%s", (unsigned long long)bytes, units[i]);
	return out;
}
