// SPDX-License-Identifier: GPL-2.0-only
/*
 * Strings: what the libc does not have, or not with the kernel's meaning.
 */
#include <linux/string.h>

#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/limits.h>
#include <linux/slab.h>

#include "arena.h"

ssize_t strscpy(char *dst, const char *src, size_t size)
{
	size_t len;

	if (!size || size > INT_MAX)
		return -E2BIG;
	len = strnlen(src, size);
	if (len < size) {
		memcpy(dst, src, len + 1);
		return len;
	}
	memcpy(dst, src, size - 1);
	dst[size - 1] = '\0';
	return -E2BIG;
}

ssize_t strscpy_pad(char *dst, const char *src, size_t size)
{
	ssize_t len = strscpy(dst, src, size);

	if (len >= 0)
		memset(dst + len, 0, size - len);
	return len;
}

size_t strlcpy(char *dst, const char *src, size_t size)
{
	size_t len = strlen(src);

	if (size)
		strscpy(dst, src, size);
	return len;
}

size_t strlcat(char *dst, const char *src, size_t size)
{
	size_t len = strnlen(dst, size);

	return len + strlcpy(dst + len, src, size - len);
}

char *strchrnul(const char *s, int c)
{
	while (*s && *s != (char)c)
		s++;
	return (char *)s;
}

char *strnchr(const char *s, size_t count, int c)
{
	for (; count; count--, s++) {
		if (*s == (char)c)
			return (char *)s;
		if (!*s)
			return NULL;
	}
	return NULL;
}

char *strnstr(const char *s, const char *what, size_t max)
{
	size_t len = strlen(what);

	for (max = strnlen(s, max); max >= len; max--, s++)
		if (!memcmp(s, what, len))
			return (char *)s;
	return NULL;
}

char *skip_spaces(const char *s)
{
	while (isspace(*s))
		s++;
	return (char *)s;
}

char *strim(char *s)
{
	size_t len = strlen(s);

	while (len && isspace(s[len - 1]))
		len--;
	s[len] = '\0';
	return skip_spaces(s);
}

char *strreplace(char *s, char from, char to)
{
	for (; *s; s++)
		if (*s == from)
			*s = to;
	return s;
}

const char *kbasename(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

bool strstarts(const char *s, const char *prefix)
{
	return !strncmp(s, prefix, strlen(prefix));
}

/* Equal but for one newline at the end of either. */
bool sysfs_streq(const char *a, const char *b)
{
	while (*a && *a == *b) {
		a++;
		b++;
	}
	if (*a == '\n' && !a[1])
		a++;
	if (*b == '\n' && !b[1])
		b++;
	return !*a && !*b;
}

int match_string(const char *const *array, size_t nr, const char *s)
{
	size_t i;

	for (i = 0; i < nr && array[i]; i++)
		if (!strcmp(array[i], s))
			return i;
	return -EINVAL;
}

/* --- memory --- */

void *memchr_inv(const void *mem, int byte, size_t len_bytes)
{
	const u8 *p = mem;

	for (; len_bytes; len_bytes--, p++)
		if (*p != (u8)byte)
			return (void *)p;
	return NULL;
}

bool mem_is_zero(const void *mem, size_t len_bytes)
{
	return !memchr_inv(mem, 0, len_bytes);
}

void *memscan(void *mem, int byte, size_t len_bytes)
{
	void *found = memchr(mem, byte, len_bytes);

	return found ? found : (char *)mem + len_bytes;
}

/* --- copies --- */

static char *dup_at(const char *s, size_t len, gfp_t gfp, const void *site)
{
	char *copy = kmalloc_at(len + 1, gfp, site);

	if (copy) {
		memcpy(copy, s, len);
		copy[len] = '\0';
	}
	return copy;
}

char *kstrdup(const char *s, gfp_t gfp)
{
	return s ? dup_at(s, strlen(s), gfp, CALLER) : NULL;
}

/* The kernel shares what lies in its read-only data; here all is copied. */
const char *kstrdup_const(const char *s, gfp_t gfp)
{
	return s ? dup_at(s, strlen(s), gfp, CALLER) : NULL;
}

void kfree_const(const void *p)
{
	kfree_at(p, CALLER);
}

char *kstrndup(const char *s, size_t max, gfp_t gfp)
{
	return s ? dup_at(s, strnlen(s, max), gfp, CALLER) : NULL;
}

char *kmemdup_nul(const char *s, size_t len_bytes, gfp_t gfp)
{
	return s ? dup_at(s, len_bytes, gfp, CALLER) : NULL;
}

void *kmemdup(const void *src, size_t len_bytes, gfp_t gfp)
{
	void *copy = kmalloc_at(len_bytes, gfp, CALLER);

	return copy ? memcpy(copy, src, len_bytes) : NULL;
}
