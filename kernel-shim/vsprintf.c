// SPDX-License-Identifier: GPL-2.0-only
/*
 * Text out of values. The pointer extensions are in print-pointer.c.
 */
#include <linux/sprintf.h>

#include <linux/ctype.h>
#include <linux/limits.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "arena.h"
#include "finding.h"
#include "print.h"

/* --- the buffer --- */

void print_char(struct print *out, char c)
{
	if (out->len < out->size)
		out->buf[out->len] = c;
	out->len++;
}

static void print_repeat(struct print *out, char c, int nr)
{
	while (nr-- > 0)
		print_char(out, c);
}

void print_text(struct print *out, const struct print_spec *spec, const char *s)
{
	int len, i;

	if (!s)
		s = "(null)";
	len = strnlen(s, spec->precision < 0 ? INT_MAX : spec->precision);
	if (!spec->is_left)
		print_repeat(out, ' ', spec->width - len);
	for (i = 0; i < len; i++)
		print_char(out, s[i]);
	if (spec->is_left)
		print_repeat(out, ' ', spec->width - len);
}

/* --- numbers --- */

/* Digits of @value, last first; returns how many. */
static int digits_of(u64 value, const struct print_spec *spec, char *digits)
{
	const char *set = spec->is_upper ? "0123456789ABCDEF" : "0123456789abcdef";
	int nr = 0;

	do
		digits[nr++] = set[value % spec->base];
	while (value /= spec->base);
	return nr;
}

static char sign_of(const struct print_spec *spec, bool is_negative)
{
	if (!spec->is_signed)
		return 0;
	return is_negative ? '-' : spec->has_plus ? '+' : spec->has_blank ? ' ' : 0;
}

void print_number(struct print *out, const struct print_spec *spec, u64 value)
{
	bool is_negative = spec->is_signed && (s64)value < 0;
	char digits[24], sign = sign_of(spec, is_negative);
	int nr = digits_of(is_negative ? -value : value, spec, digits);
	int nr_prefix = !spec->has_prefix ? 0 : spec->base == 16 ? 2 : spec->base == 8 ? 1 : 0;
	int nr_digits = max(nr, spec->precision);
	int pad = spec->width - nr_digits - nr_prefix - !!sign;
	bool is_zero_padded = spec->is_zero_padded && !spec->is_left && spec->precision < 0;

	if (!spec->is_left && !is_zero_padded)
		print_repeat(out, ' ', pad);
	if (sign)
		print_char(out, sign);
	if (nr_prefix)
		print_char(out, '0');
	if (nr_prefix == 2)
		print_char(out, spec->is_upper ? 'X' : 'x');
	print_repeat(out, '0', nr_digits - nr + (is_zero_padded ? pad : 0));
	while (nr)
		print_char(out, digits[--nr]);
	if (spec->is_left)
		print_repeat(out, ' ', pad);
}

/* --- the format --- */

static const char *parse_flags(const char *fmt, struct print_spec *spec)
{
	for (;; fmt++) {
		switch (*fmt) {
		case '-':
			spec->is_left = true;
			break;
		case '+':
			spec->has_plus = true;
			break;
		case ' ':
			spec->has_blank = true;
			break;
		case '#':
			spec->has_prefix = true;
			break;
		case '0':
			spec->is_zero_padded = true;
			break;
		default:
			return fmt;
		}
	}
}

static const char *parse_int(const char *fmt, int *value, va_list *args)
{
	if (*fmt == '*') {
		*value = va_arg(*args, int);
		return fmt + 1;
	}
	for (*value = 0; isdigit(*fmt); fmt++)
		*value = *value * 10 + (*fmt - '0');
	return fmt;
}

static const char *parse_length(const char *fmt, struct print_spec *spec)
{
	spec->length = 0;
	if (!*fmt || !strchr("hlLztj", *fmt))
		return fmt;
	spec->length = *fmt++;
	if (*fmt == fmt[-1] && (*fmt == 'h' || *fmt == 'l'))
		spec->length = *fmt++ == 'h' ? 'H' : 'L';
	return fmt;
}

static const char *parse_spec(const char *fmt, struct print_spec *spec, va_list *args)
{
	*spec = (struct print_spec){ .precision = -1, .base = 10 };
	fmt = parse_flags(fmt, spec);
	if (isdigit(*fmt) || *fmt == '*')
		fmt = parse_int(fmt, &spec->width, args);
	if (spec->width < 0) {
		spec->width = -spec->width;
		spec->is_left = true;
	}
	if (*fmt == '.')
		fmt = parse_int(fmt + 1, &spec->precision, args);
	return parse_length(fmt, spec);
}

static u64 take_signed(char length, va_list *args)
{
	switch (length) {
	case 'H':
		return (signed char)va_arg(*args, int);
	case 'h':
		return (short)va_arg(*args, int);
	case 'l':
	case 'z':
	case 't':
		return va_arg(*args, long);
	case 'L':
	case 'j':
		return va_arg(*args, long long);
	default:
		return va_arg(*args, int);
	}
}

static u64 take_unsigned(char length, va_list *args)
{
	switch (length) {
	case 'H':
		return (unsigned char)va_arg(*args, int);
	case 'h':
		return (unsigned short)va_arg(*args, int);
	case 'l':
	case 'z':
	case 't':
		return va_arg(*args, unsigned long);
	case 'L':
	case 'j':
		return va_arg(*args, unsigned long long);
	default:
		return va_arg(*args, unsigned int);
	}
}

static void print_value(struct print *out, struct print_spec *spec, char type, va_list *args)
{
	char one[2] = { 0 };

	switch (type) {
	case 'd':
	case 'i':
		spec->is_signed = true;
		print_number(out, spec, take_signed(spec->length, args));
		return;
	case 'X':
	case 'x':
	case 'o':
	case 'u':
		spec->is_upper = type == 'X';
		spec->base = type == 'o' ? 8 : type == 'u' ? 10 : 16;
		print_number(out, spec, take_unsigned(spec->length, args));
		return;
	case 's':
		print_text(out, spec, va_arg(*args, const char *));
		return;
	case 'c':
		one[0] = va_arg(*args, int);
		print_text(out, spec, one);
		return;
	case '%':
		print_char(out, '%');
		return;
	default:
		shim_unimplemented("a conversion of printf()");
	}
}

void print_format(struct print *out, const char *fmt, va_list *args)
{
	struct print_spec spec;

	while (*fmt) {
		if (*fmt != '%') {
			print_char(out, *fmt++);
			continue;
		}
		fmt = parse_spec(fmt + 1, &spec, args);
		if (*fmt == 'p') {
			fmt = print_pointer(out, &spec, fmt + 1, va_arg(*args, const void *));
			continue;
		}
		print_value(out, &spec, *fmt, args);
		fmt += !!*fmt;
	}
}

/* --- the functions --- */

int vsnprintf(char *buf, size_t size, const char *fmt, va_list args)
{
	struct print out = { .buf = buf, .size = size };
	va_list copy;

	va_copy(copy, args);
	print_format(&out, fmt, &copy);
	va_end(copy);
	if (size)
		buf[min(out.len, size - 1)] = '\0';
	return out.len;
}

int vscnprintf(char *buf, size_t size, const char *fmt, va_list args)
{
	size_t len = vsnprintf(buf, size, fmt, args);

	return size ? min(len, size - 1) : 0;
}

int vsprintf(char *buf, const char *fmt, va_list args)
{
	return vsnprintf(buf, INT_MAX, fmt, args);
}

int snprintf(char *buf, size_t size, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsnprintf(buf, size, fmt, args);
	va_end(args);
	return len;
}

int scnprintf(char *buf, size_t size, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vscnprintf(buf, size, fmt, args);
	va_end(args);
	return len;
}

int sprintf(char *buf, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsnprintf(buf, INT_MAX, fmt, args);
	va_end(args);
	return len;
}

static char *asprintf_at(gfp_t gfp, const char *fmt, va_list args, const void *site)
{
	int len = vsnprintf(NULL, 0, fmt, args);
	char *text = kmalloc_at(len + 1, gfp, site);

	if (text)
		vsnprintf(text, len + 1, fmt, args);
	return text;
}

char *kvasprintf(gfp_t gfp, const char *fmt, va_list args)
{
	return asprintf_at(gfp, fmt, args, CALLER);
}

char *kasprintf(gfp_t gfp, const char *fmt, ...)
{
	va_list args;
	char *text;

	va_start(args, fmt);
	text = asprintf_at(gfp, fmt, args, CALLER);
	va_end(args);
	return text;
}
