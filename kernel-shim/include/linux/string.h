/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Strings and memory. Names that the libc has with the same meaning are the libc's
 * (and the compiler's builtins); the others are in string.c.
 */
#ifndef _LINUX_STRING_H
#define _LINUX_STRING_H

#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/gfp_types.h>
#include <linux/stdarg.h>
#include <linux/types.h>

void *memcpy(void *dst, const void *src, size_t len_bytes);
void *memmove(void *dst, const void *src, size_t len_bytes);
void *memset(void *dst, int byte, size_t len_bytes);
int memcmp(const void *a, const void *b, size_t len_bytes);
void *memchr(const void *mem, int byte, size_t len_bytes);
size_t strlen(const char *s);
size_t strnlen(const char *s, size_t max);
int strcmp(const char *a, const char *b);
int strncmp(const char *a, const char *b, size_t max);
int strcasecmp(const char *a, const char *b);
int strncasecmp(const char *a, const char *b, size_t max);
char *strcpy(char *dst, const char *src);
char *strncpy(char *dst, const char *src, size_t count);
char *stpcpy(char *dst, const char *src);
char *strcat(char *dst, const char *src);
char *strncat(char *dst, const char *src, size_t count);
char *strchr(const char *s, int c);
char *strrchr(const char *s, int c);
char *strstr(const char *s, const char *what);
size_t strspn(const char *s, const char *accept);
size_t strcspn(const char *s, const char *reject);
char *strpbrk(const char *s, const char *accept);
char *strsep(char **s, const char *delimiters);

/* Some libcs have these, so they have names of their own here. */
#define strlcpy kernel_strlcpy
#define strlcat kernel_strlcat
#define strchrnul kernel_strchrnul
size_t strlcpy(char *dst, const char *src, size_t size);
size_t strlcat(char *dst, const char *src, size_t size);
char *strchrnul(const char *s, int c);

/* Return: characters copied, or -E2BIG if truncated (terminated unless @size is 0). */
ssize_t strscpy(char *dst, const char *src, size_t size);
ssize_t strscpy_pad(char *dst, const char *src, size_t size);
char *strnchr(const char *s, size_t count, int c);
char *strnstr(const char *s, const char *what, size_t max);
char *skip_spaces(const char *s);
char *strim(char *s); /* both ends; cuts @s in place */
void *memchr_inv(const void *mem, int byte, size_t len_bytes);
void *memscan(void *mem, int byte, size_t len_bytes);
bool sysfs_streq(const char *a, const char *b);
int match_string(const char *const *array, size_t nr, const char *s);
char *strreplace(char *s, char from, char to);
const char *kbasename(const char *path);
bool strstarts(const char *s, const char *prefix);
bool mem_is_zero(const void *mem, size_t len_bytes);

char *kstrdup(const char *s, gfp_t gfp);
const char *kstrdup_const(const char *s, gfp_t gfp);
void kfree_const(const void *p);
char *kstrndup(const char *s, size_t max, gfp_t gfp);
void *kmemdup(const void *src, size_t len_bytes, gfp_t gfp);
char *kmemdup_nul(const char *s, size_t len_bytes, gfp_t gfp);
void *kvmemdup(const void *src, size_t len_bytes, gfp_t gfp);

static inline char *strstrip(char *s)
{
	return strim(s);
}

static inline void memzero_explicit(void *mem, size_t len_bytes)
{
	memset(mem, 0, len_bytes);
	barrier_data(mem);
}

static inline void *memset32(u32 *dst, u32 value, size_t nr)
{
	while (nr--)
		*dst++ = value;
	return dst;
}

static inline void *memset64(u64 *dst, u64 value, size_t nr)
{
	while (nr--)
		*dst++ = value;
	return dst;
}

static inline size_t str_has_prefix(const char *s, const char *prefix)
{
	size_t len = strlen(prefix);

	return strncmp(s, prefix, len) == 0 ? len : 0;
}

#define memset_after(obj, v, member)                                   \
	memset((u8 *)(obj) + offsetofend(typeof(*(obj)), member), (v), \
	       sizeof(*(obj)) - offsetofend(typeof(*(obj)), member))
#define memset_startat(obj, v, member)                              \
	memset((u8 *)(obj) + offsetof(typeof(*(obj)), member), (v), \
	       sizeof(*(obj)) - offsetof(typeof(*(obj)), member))

#endif
