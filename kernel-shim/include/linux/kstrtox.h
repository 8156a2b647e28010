/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Strict numbers: the whole text, one trailing newline and a leading '+' allowed,
 * -EINVAL otherwise, -ERANGE if it does not fit (F3.21).
 */
#ifndef _LINUX_KSTRTOX_H
#define _LINUX_KSTRTOX_H

#include <linux/compiler.h>
#include <linux/types.h>

int __must_check kstrtoull(const char *s, unsigned int base, unsigned long long *res);
int __must_check kstrtoll(const char *s, unsigned int base, long long *res);
int __must_check kstrtoul(const char *s, unsigned int base, unsigned long *res);
int __must_check kstrtol(const char *s, unsigned int base, long *res);
int __must_check kstrtouint(const char *s, unsigned int base, unsigned int *res);
int __must_check kstrtoint(const char *s, unsigned int base, int *res);
int __must_check kstrtou16(const char *s, unsigned int base, u16 *res);
int __must_check kstrtos16(const char *s, unsigned int base, s16 *res);
int __must_check kstrtou8(const char *s, unsigned int base, u8 *res);
int __must_check kstrtos8(const char *s, unsigned int base, s8 *res);
int __must_check kstrtobool(const char *s, bool *res);

#define kstrtou64(s, base, res) kstrtoull((s), (base), (res))
#define kstrtos64(s, base, res) kstrtoll((s), (base), (res))
#define kstrtou32(s, base, res) kstrtouint((s), (base), (res))
#define kstrtos32(s, base, res) kstrtoint((s), (base), (res))

/* Lenient: stop at the first character that is no digit, wrap silently. */
unsigned long long simple_strtoull(const char *s, char **end, unsigned int base);
unsigned long simple_strtoul(const char *s, char **end, unsigned int base);
long simple_strtol(const char *s, char **end, unsigned int base);
long long simple_strtoll(const char *s, char **end, unsigned int base);

#endif
