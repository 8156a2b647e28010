/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Inside of printf: vsprintf.c and print-pointer.c.
 */
#ifndef SHIM_PRINT_H
#define SHIM_PRINT_H

#include <linux/stdarg.h>
#include <linux/types.h>

struct print {
	char *buf;
	size_t size;
	size_t len; /* may exceed the size */
};

struct print_spec {
	bool is_left, has_plus, has_blank, has_prefix, is_zero_padded, is_signed, is_upper;
	char length; /* 0, 'H' for hh, 'h', 'l', 'L' for ll, 'z', 't', 'j' */
	int width;
	int precision; /* -1: none */
	unsigned int base;
};

void print_char(struct print *out, char c);
void print_text(struct print *out, const struct print_spec *spec, const char *s);
void print_number(struct print *out, const struct print_spec *spec, u64 value);
void print_format(struct print *out, const char *fmt, va_list *args);

/* %p with what follows at @ext; returns behind it. */
const char *print_pointer(struct print *out, const struct print_spec *spec, const char *ext,
			  const void *p);

#endif
