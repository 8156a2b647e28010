// SPDX-License-Identifier: GPL-2.0-only
/*
 * Numbers out of text: the strict kstrto*() and the lenient simple_strto*() (F3.21).
 */
#include <linux/kstrtox.h>

#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/limits.h>

#include "number.h"

static int digit_value(char c)
{
	if (isdigit(c))
		return c - '0';
	if (isalpha(c))
		return tolower(c) - 'a' + 10;
	return INT_MAX;
}

/* "0x" is a prefix only if a hex digit follows. */
static const char *parse_base(const char *s, unsigned int *base)
{
	bool is_hex = s[0] == '0' && tolower(s[1]) == 'x' && isxdigit(s[2]);

	if (!*base)
		*base = is_hex ? 16 : s[0] == '0' ? 8 : 10;
	return *base == 16 && is_hex ? s + 2 : s;
}

const char *number_parse(const char *s, unsigned int base, size_t max_chars, u64 *value,
			 bool *has_overflow)
{
	const char *digits = parse_base(s, &base);
	u64 product;

	if ((size_t)(digits - s) >= max_chars)
		digits = s;
	*value = 0;
	*has_overflow = false;
	for (max_chars -= digits - s; max_chars && digit_value(*digits) < base; max_chars--) {
		*has_overflow |= __builtin_mul_overflow(*value, base, &product);
		*has_overflow |= __builtin_add_overflow(product, digit_value(*digits), value);
		digits++;
	}
	return digits;
}

static int parse_strict(const char *s, unsigned int base, u64 *value)
{
	const char *end;
	bool has_overflow;

	end = number_parse(s, base, SIZE_MAX, value, &has_overflow);
	if (end == s)
		return -EINVAL;
	if (*end == '\n')
		end++;
	if (*end)
		return -EINVAL;
	return has_overflow ? -ERANGE : 0;
}

static int parse_unsigned(const char *s, unsigned int base, u64 max, u64 *value)
{
	int r = parse_strict(*s == '+' ? s + 1 : s, base, value);

	return r ? r : *value > max ? -ERANGE : 0;
}

/* @max: the largest positive number; the smallest is -@max - 1. */
static int parse_signed(const char *s, unsigned int base, u64 max, s64 *value)
{
	bool is_negative = *s == '-';
	u64 magnitude;
	int r = parse_unsigned(is_negative ? s + 1 : s, base, max + is_negative, &magnitude);

	if (is_negative && s[1] == '+')
		return -EINVAL;
	*value = is_negative ? (s64)-magnitude : (s64)magnitude;
	return r;
}

#define UNSIGNED_PARSER(name, type, max)                      \
	int name(const char *s, unsigned int base, type *res) \
	{                                                     \
		u64 value;                                    \
		int r = parse_unsigned(s, base, max, &value); \
                                                              \
		if (!r)                                       \
			*res = (type)value;                   \
		return r;                                     \
	}
#define SIGNED_PARSER(name, type, max)                        \
	int name(const char *s, unsigned int base, type *res) \
	{                                                     \
		s64 value;                                    \
		int r = parse_signed(s, base, max, &value);   \
                                                              \
		if (!r)                                       \
			*res = (type)value;                   \
		return r;                                     \
	}

UNSIGNED_PARSER(kstrtoull, unsigned long long, U64_MAX)
UNSIGNED_PARSER(kstrtoul, unsigned long, ULONG_MAX)
UNSIGNED_PARSER(kstrtouint, unsigned int, UINT_MAX)
UNSIGNED_PARSER(kstrtou16, u16, U16_MAX)
UNSIGNED_PARSER(kstrtou8, u8, U8_MAX)
SIGNED_PARSER(kstrtoll, long long, S64_MAX)
SIGNED_PARSER(kstrtol, long, LONG_MAX)
SIGNED_PARSER(kstrtoint, int, INT_MAX)
SIGNED_PARSER(kstrtos16, s16, S16_MAX)
SIGNED_PARSER(kstrtos8, s8, S8_MAX)

/* The first letters decide: y, t, 1, on; n, f, 0, off. */
int kstrtobool(const char *s, bool *res)
{
	char second;

	if (!s)
		return -EINVAL;
	second = *s ? tolower(s[1]) : '\0';
	switch (tolower(*s)) {
	case 'y':
	case 't':
	case '1':
		*res = true;
		return 0;
	case 'n':
	case 'f':
	case '0':
		*res = false;
		return 0;
	case 'o':
		if (second != 'n' && second != 'f')
			return -EINVAL;
		*res = second == 'n';
		return 0;
	default:
		return -EINVAL;
	}
}

/* --- lenient --- */

unsigned long long simple_strtoull(const char *s, char **end, unsigned int base)
{
	bool has_overflow;
	u64 value;
	const char *stop = number_parse(s, base, INT_MAX, &value, &has_overflow);

	if (end)
		*end = (char *)stop;
	return value;
}

long long simple_strtoll(const char *s, char **end, unsigned int base)
{
	return *s == '-' ? -simple_strtoull(s + 1, end, base) : simple_strtoull(s, end, base);
}

unsigned long simple_strtoul(const char *s, char **end, unsigned int base)
{
	return simple_strtoull(s, end, base);
}

long simple_strtol(const char *s, char **end, unsigned int base)
{
	return simple_strtoll(s, end, base);
}
