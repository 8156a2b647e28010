/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Strings and memory. memcpy(), memmove(), memset() and memcmp() are the libc's; what
 * else has a namesake there is linked under a name of its own, so that no result
 * depends on the libc of the host. The compiler's builtins stay.
 */
#ifndef _LINUX_STRING_H
#define _LINUX_STRING_H

#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/gfp_types.h>
#include <linux/stdarg.h>
#include <linux/types.h>

#define __LIBC_NAMESAKE(name) __asm__("kernel_" #name)

void *memcpy(void *dst, const void *src, size_t len_bytes);
void *memmove(void *dst, const void *src, size_t len_bytes);
void *memset(void *dst, int byte, size_t len_bytes);
int memcmp(const void *a, const void *b, size_t len_bytes);
void *memchr(const void *mem, int byte, size_t len_bytes) __LIBC_NAMESAKE(memchr);
size_t strlen(const char *s) __LIBC_NAMESAKE(strlen);
size_t strnlen(const char *s, size_t max) __LIBC_NAMESAKE(strnlen);
int strcmp(const char *a, const char *b) __LIBC_NAMESAKE(strcmp);
int strncmp(const char *a, const char *b, size_t max) __LIBC_NAMESAKE(strncmp);
int strcasecmp(const char *a, const char *b) __LIBC_NAMESAKE(strcasecmp);
int strncasecmp(const char *a, const char *b, size_t max) __LIBC_NAMESAKE(strncasecmp);
char *strcpy(char *dst, const char *src) __LIBC_NAMESAKE(strcpy);
char *strncpy(char *dst, const char *src, size_t count) __LIBC_NAMESAKE(strncpy);
char *stpcpy(char *dst, const char *src) __LIBC_NAMESAKE(stpcpy);
char *strcat(char *dst, const char *src) __LIBC_NAMESAKE(strcat);
char *strncat(char *dst, const char *src, size_t count) __LIBC_NAMESAKE(strncat);
char *strchr(const char *s, int c) __LIBC_NAMESAKE(strchr);
char *strrchr(const char *s, int c) __LIBC_NAMESAKE(strrchr);
char *strstr(const char *s, const char *what) __LIBC_NAMESAKE(strstr);
size_t strspn(const char *s, const char *accept) __LIBC_NAMESAKE(strspn);
size_t strcspn(const char *s, const char *reject) __LIBC_NAMESAKE(strcspn);
char *strpbrk(const char *s, const char *accept) __LIBC_NAMESAKE(strpbrk);
char *strsep(char **s, const char *delimiters) __LIBC_NAMESAKE(strsep);

size_t strlcpy(char *dst, const char *src, size_t size) __LIBC_NAMESAKE(strlcpy);
size_t strlcat(char *dst, const char *src, size_t size) __LIBC_NAMESAKE(strlcat);
char *strchrnul(const char *s, int c) __LIBC_NAMESAKE(strchrnul);

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
