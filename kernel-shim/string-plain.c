// SPDX-License-Identifier: GPL-2.0-only
/*
 * Strings as every C library has them. The work is in static functions: of one by its
 * own name the compiler knows what it does and might put another in its place.
 */
#include <linux/string.h>

#include <linux/ctype.h>
#include <linux/limits.h>

void *memchr(const void *mem, int byte, size_t len_bytes)
{
	const u8 *p = mem;

	for (; len_bytes; len_bytes--, p++)
		if (*p == (u8)byte)
			return (void *)p;
	return NULL;
}

static size_t length(const char *s, size_t max)
{
	size_t len = 0;

	while (len < max && s[len])
		len++;
	return len;
}

size_t strlen(const char *s)
{
	return length(s, SIZE_MAX);
}

size_t strnlen(const char *s, size_t max)
{
	return length(s, max);
}

/* --- comparing: -1, 0 or 1 --- */

static int order(int a, int b)
{
	return a < b ? -1 : a > b;
}

static int compare(const char *a, const char *b, size_t max)
{
	for (; max; max--, a++, b++)
		if (*a != *b || !*a)
			return order((u8)*a, (u8)*b);
	return 0;
}

int strcmp(const char *a, const char *b)
{
	return compare(a, b, SIZE_MAX);
}

int strncmp(const char *a, const char *b, size_t max)
{
	return compare(a, b, max);
}

static int compare_letters(const char *a, const char *b, size_t max)
{
	for (; max; max--, a++, b++)
		if (tolower(*a) != tolower(*b) || !*a)
			return order(tolower((u8)*a), tolower((u8)*b));
	return 0;
}

int strcasecmp(const char *a, const char *b)
{
	return compare_letters(a, b, SIZE_MAX);
}

int strncasecmp(const char *a, const char *b, size_t max)
{
	return compare_letters(a, b, max);
}

/* --- copying --- */

static char *copy(char *dst, const char *src)
{
	while ((*dst = *src++))
		dst++;
	return dst;
}

char *stpcpy(char *dst, const char *src)
{
	return copy(dst, src);
}

char *strcpy(char *dst, const char *src)
{
	copy(dst, src);
	return dst;
}

/* Not terminated if it is full; filled with zeros if it is not. */
char *strncpy(char *dst, const char *src, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		dst[i] = *src;
		src += !!*src;
	}
	return dst;
}

char *strcat(char *dst, const char *src)
{
	copy(dst + length(dst, SIZE_MAX), src);
	return dst;
}

char *strncat(char *dst, const char *src, size_t count)
{
	char *end = dst + length(dst, SIZE_MAX);

	while (count-- && *src)
		*end++ = *src++;
	*end = '\0';
	return dst;
}

/* --- searching --- */

static char *find(const char *s, int c)
{
	for (; *s != (char)c; s++)
		if (!*s)
			return NULL;
	return (char *)s;
}

char *strchr(const char *s, int c)
{
	return find(s, c);
}

char *strrchr(const char *s, int c)
{
	const char *last = NULL;

	do
		if (*s == (char)c)
			last = s;
	while (*s++);
	return (char *)last;
}

char *strstr(const char *s, const char *what)
{
	size_t len = length(what, SIZE_MAX);

	for (; compare(s, what, len); s++)
		if (!*s)
			return NULL;
	return (char *)s;
}

size_t strspn(const char *s, const char *accept)
{
	size_t len = 0;

	while (s[len] && find(accept, s[len]))
		len++;
	return len;
}

static char *find_any(const char *s, const char *which)
{
	while (*s && !find(which, *s))
		s++;
	return (char *)s;
}

size_t strcspn(const char *s, const char *reject)
{
	return find_any(s, reject) - s;
}

char *strpbrk(const char *s, const char *accept)
{
	s = find_any(s, accept);
	return *s ? (char *)s : NULL;
}

char *strsep(char **s, const char *delimiters)
{
	char *begin = *s, *end;

	if (!begin)
		return NULL;
	end = find_any(begin, delimiters);
	*s = NULL;
	if (*end) {
		*end = '\0';
		*s = end + 1;
	}
	return begin;
}
