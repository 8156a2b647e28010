// SPDX-License-Identifier: GPL-2.0-only
/*
 * sscanf(), with the kernel's manners (F3.21): a number that does not fit wraps, '+' is
 * no part of one, blanks in the format match any blanks, %s needs a width only in
 * good code.
 *
 * %d %i %u %x %o %c %s %[...] %n, widths, h hh l ll L z, and * to skip.
 */
#include <linux/sprintf.h>

#include <linux/ctype.h>
#include <linux/limits.h>
#include <linux/string.h>

#include "finding.h"
#include "number.h"

struct conversion {
	bool is_skipped; /* '*' */
	int width; /* -1: none */
	char length; /* 0, 'H' for hh, 'h', 'l', 'L' for ll, 'z' */
	char type;
	const char *set; /* of %[, behind the bracket */
};

static const char *parse_length(const char *fmt, struct conversion *c)
{
	c->length = 0;
	if (!*fmt || !strchr("hlLz", *fmt))
		return fmt;
	c->length = *fmt++;
	if (*fmt == fmt[-1] && (*fmt == 'h' || *fmt == 'l'))
		c->length = *fmt++ == 'h' ? 'H' : 'L';
	return fmt;
}

static const char *parse_conversion(const char *fmt, struct conversion *c)
{
	c->is_skipped = *fmt == '*';
	fmt += c->is_skipped;
	c->width = -1;
	if (isdigit(*fmt))
		for (c->width = 0; isdigit(*fmt); fmt++)
			c->width = c->width * 10 + (*fmt - '0');
	fmt = parse_length(fmt, c);
	c->type = *fmt ? *fmt++ : '\0';
	c->set = fmt;
	if (c->type != '[')
		return fmt;
	fmt += *fmt == '^';
	fmt += *fmt == ']';
	while (*fmt && *fmt != ']')
		fmt++;
	return *fmt ? fmt + 1 : fmt;
}

static void store_number(void *dst, char length, u64 value)
{
	switch (length) {
	case 'H':
		*(u8 *)dst = value;
		break;
	case 'h':
		*(u16 *)dst = value;
		break;
	case 'l':
	case 'z':
		*(unsigned long *)dst = value;
		break;
	case 'L':
		*(u64 *)dst = value;
		break;
	default:
		*(unsigned int *)dst = value;
	}
}

static unsigned int base_of(char type)
{
	switch (type) {
	case 'x':
	case 'X':
		return 16;
	case 'o':
		return 8;
	case 'i':
		return 0;
	default:
		return 10;
	}
}

/* Returns behind the number, NULL if there is none. */
static const char *scan_number(const char *s, const struct conversion *c, void *dst)
{
	bool is_signed = c->type == 'd' || c->type == 'i', is_negative, has_overflow;
	size_t max = c->width < 0 ? INT_MAX : c->width;
	const char *end;
	u64 value;

	s = skip_spaces(s);
	is_negative = is_signed && *s == '-';
	s += is_negative;
	max -= is_negative && max;
	if (!isxdigit(*s) || !max)
		return NULL;
	end = number_parse(s, base_of(c->type), max, &value, &has_overflow);
	if (end == s)
		return NULL;
	if (dst)
		store_number(dst, c->length, is_negative ? -value : value);
	return end;
}

/* As many as there are, and without a NUL. */
static const char *scan_chars(const char *s, const struct conversion *c, char *dst)
{
	int nr = c->width < 0 ? 1 : c->width;

	for (; nr && *s; nr--, s++)
		if (dst)
			*dst++ = *s;
	return s;
}

static bool is_in_set(const struct conversion *c, char ch)
{
	bool is_inverted = *c->set == '^', is_found = false;
	const char *p = c->set + is_inverted, *begin = p;

	if (c->type == 's')
		return !isspace(ch);
	for (; *p && (*p != ']' || p == begin); p++)
		is_found |= *p == ch;
	return is_found != is_inverted;
}

static const char *scan_word(const char *s, const struct conversion *c, char *dst)
{
	int nr = c->width < 0 ? SHRT_MAX : c->width;
	const char *begin;

	if (c->type == 's')
		s = skip_spaces(s);
	for (begin = s; nr && *s && is_in_set(c, *s); nr--, s++)
		if (dst)
			*dst++ = *s;
	if (s == begin && c->type == '[') /* while %s may find nothing but blanks */
		return NULL;
	if (dst)
		*dst = '\0';
	return s;
}

static const char *scan_one(const char *s, const struct conversion *c, void *dst)
{
	switch (c->type) {
	case 'd':
	case 'i':
	case 'u':
	case 'x':
	case 'X':
	case 'o':
		return scan_number(s, c, dst);
	case 'c':
		return scan_chars(s, c, dst);
	case 's':
	case '[':
		return scan_word(s, c, dst);
	default:
		shim_unimplemented("a conversion of sscanf()");
	}
}

int vsscanf(const char *text, const char *fmt, va_list args)
{
	const char *s = text;
	struct conversion c;
	int nr = 0;

	while (*fmt) {
		if (isspace(*fmt)) {
			fmt = skip_spaces(fmt);
			s = skip_spaces(s);
			continue;
		}
		if (*fmt != '%' || fmt[1] == '%') {
			fmt += *fmt == '%';
			if (*s++ != *fmt++)
				return nr;
			continue;
		}
		fmt = parse_conversion(fmt + 1, &c);
		if (c.type == 'n') {
			*va_arg(args, int *) = s - text;
			continue;
		}
		if (!*s)
			return nr;
		s = scan_one(s, &c, c.is_skipped ? NULL : va_arg(args, void *));
		if (!s)
			return nr;
		nr += !c.is_skipped;
	}
	return nr;
}

int sscanf(const char *text, const char *fmt, ...)
{
	va_list args;
	int nr;

	va_start(args, fmt);
	nr = vsscanf(text, fmt, args);
	va_end(args);
	return nr;
}
