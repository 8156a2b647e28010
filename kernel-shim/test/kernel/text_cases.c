// SPDX-License-Identifier: GPL-2.0-only
/*
 * Texts: formats, strings, rates of log lines. More is in conformance/text.c.
 */
#include "memory_cases.h"

#include <linux/blkdev.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/printk.h>
#include <linux/ratelimit.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "machine.h"

static __printf(2, 3) bool prints(const char *wanted, const char *fmt, ...)
{
	char text[128];
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	return len == strlen(wanted) && !strcmp(text, wanted);
}

static void numbers(void *arg)
{
	CASE_EXPECT(prints("-2147483648 4294967295", "%d %u", INT_MIN, UINT_MAX));
	CASE_EXPECT(prints("18446744073709551615", "%llu", ~0ULL));
	CASE_EXPECT(prints("-9223372036854775808", "%lld", S64_MIN));
	CASE_EXPECT(prints("ff FF 0xff 0XFF", "%x %X %#x %#X", 255, 255, 255, 255));
	CASE_EXPECT(prints("017 17", "%#o %o", 15, 15));
	CASE_EXPECT(prints("+5  5 -5", "%+d % d %+d", 5, 5, -5));
	CASE_EXPECT(prints("0005|5   |   5|-005", "%04d|%-4d|%4d|%04d", 5, 5, 5, -5));
	CASE_EXPECT(prints("005|  005|005  ", "%.3d|%5.3d|%-5.3d", 5, 5, 5));
	CASE_EXPECT(prints("0x000000ab", "%#010x", 0xab));
	CASE_EXPECT(prints("44 -1", "%hhu %hd", (unsigned char)300, (short)65535));
	CASE_EXPECT(prints("  7|7  ", "%*d|%*d", 3, 7, -3, 7));
	CASE_EXPECT(prints("7 8 9", "%zu %ld %td", (size_t)7, 8L, (ptrdiff_t)9));
}

static void words_of_text(void *arg)
{
	CASE_EXPECT(prints("   ab|ab   |a", "%5s|%-5s|%.1s", "ab", "ab", "ab"));
	CASE_EXPECT(prints("x%  y", "%c%%%3c", 'x', 'y'));
	CASE_EXPECT(prints("ab", "%.*s", 2, "abc"));
}

static void pointers(void *arg)
{
	static const u8 bytes[] = { 0x0a, 0xff, 0x07 };

	CASE_EXPECT(prints("(____ptrval____)", "%p", arg ? arg : &arg));
	CASE_EXPECT(prints("(null)", "%p", NULL));
	CASE_EXPECT(prints("-ENOMEM", "%pe", ERR_PTR(-ENOMEM)));
	CASE_EXPECT(prints("0a ff 07", "%*ph", 3, bytes));
	CASE_EXPECT(prints("0aff07", "%*phN", 3, bytes));
	CASE_EXPECT(prints("0a:ff:07", "%*phC", 3, bytes));
	CASE_EXPECT(prints("pointers", "%ps", (void *)pointers));
}

static __printf(1, 2) bool wraps(const char *fmt, ...)
{
	struct va_format inner = { .fmt = fmt };
	va_list args;
	bool r;

	va_start(args, fmt);
	inner.va = &args;
	r = prints("<5 ab> 5", "<%pV> %d", &inner, 5);
	va_end(args);
	return r;
}

static void pointers_to_more(void *arg)
{
	static const u8 bytes[] = { 0x0a, 0xff, 0x07 };
	struct gendisk disk = { .disk_name = "sda" };
	struct block_device bdev = { .bd_disk = &disk };

	CASE_EXPECT(wraps("%d %s", 5, "ab"));
	CASE_EXPECT(prints("sda 7", "%pg %d", &bdev, 7));
	CASE_EXPECT(prints("0a-ff-07", "%*phD", 3, bytes));
	CASE_EXPECT(prints("-4000", "%pe", ERR_PTR(-4000)));
	CASE_EXPECT(prints("(null)|(____ptrval____)", "%pe|%pK", NULL, bytes));
	CASE_EXPECT(prints("(____ptrval____)", "%px", bytes));
}

/* Each way to give the arguments writes the same and says what that took. */
static __printf(1, 2) void print_in_all_ways(const char *fmt, ...)
{
	char buf[16], *copy;
	va_list args;

	va_start(args, fmt);
	CASE_EXPECT(vsprintf(buf, fmt, args) == 8 && !strcmp(buf, "a 5 bcde"));
	va_end(args);
	va_start(args, fmt);
	CASE_EXPECT(vscnprintf(buf, 4, fmt, args) == 3 && !strcmp(buf, "a 5"));
	va_end(args);
	va_start(args, fmt);
	copy = kvasprintf(GFP_KERNEL, fmt, args);
	va_end(args);
	CASE_EXPECT(!strcmp(copy, "a 5 bcde") && ksize(copy) >= 9);
	kfree(copy);
}

static void ways_to_print(void *arg)
{
	char buf[16], *copy = kasprintf(GFP_KERNEL, "%s-%03u", "vol", 7);

	CASE_EXPECT(!strcmp(copy, "vol-007"));
	kfree(copy);
	CASE_EXPECT(sprintf(buf, "%x", 48879) == 4 && !strcmp(buf, "beef"));
	CASE_EXPECT(snprintf(NULL, 0, "%d", 12345) == 5);
	print_in_all_ways("%c %d %s", 'a', 5, "bcde");
}

static void lengths(void *arg)
{
	const char *narrow = "%hhd %hu";

	OPTIMIZER_HIDE_VAR(narrow); /* it is the compiler that should not know better */
	CASE_EXPECT(prints("-1 65535", narrow, 255, 65535));
	CASE_EXPECT(prints("-3 -4", "%zd %td", (ssize_t)-3, (ptrdiff_t)-4));
	CASE_EXPECT(prints("18446744073709551615 9", "%lu %i", ~0ul, 9));
}

static void unknown_letter(void *arg)
{
	const char *fmt = "%y";

	OPTIMIZER_HIDE_VAR(fmt);
	prints("", fmt, 1);
}

static void copies(void *arg)
{
	char text[] = "abcdef", *s;
	const char *shared;

	s = kstrdup(text, GFP_KERNEL);
	CASE_EXPECT(s != text && !strcmp(s, text));
	kfree(s);
	s = kstrndup(text, 3, GFP_KERNEL);
	CASE_EXPECT(!strcmp(s, "abc"));
	kfree(s);
	s = kmemdup_nul(text, 2, GFP_KERNEL);
	CASE_EXPECT(!strcmp(s, "ab"));
	kfree(s);
	s = kmemdup(text + 1, 3, GFP_KERNEL);
	CASE_EXPECT(!memcmp(s, "bcd", 3));
	kfree(s);
	shared = kstrdup_const("fixed", GFP_KERNEL);
	CASE_EXPECT(!strcmp(shared, "fixed"));
	kfree_const(shared);
	CASE_EXPECT(!kstrdup(NULL, GFP_KERNEL) && !kstrndup(NULL, 3, GFP_KERNEL));
	CASE_EXPECT(!kstrdup_const(NULL, GFP_KERNEL) && !kmemdup_nul(NULL, 0, GFP_KERNEL));
	CASE_EXPECT(memscan(text, 'c', 6) == text + 2 && memscan(text, 'x', 6) == text + 6);
}

static void unknown_pointer(void *arg)
{
	CASE_EXPECT(prints("", "%pOF", arg));
}

static void strings(void *arg)
{
	static const char *const verbs[] = { "suspend", "resume", NULL };
	char buf[8] = "ab", text[] = "a-b-c";

	CASE_EXPECT(strlcat(buf, "cdefgh", sizeof(buf)) == 8 && !strcmp(buf, "abcdefg"));
	CASE_EXPECT(strlcpy(buf, "123456789", sizeof(buf)) == 9 && !strcmp(buf, "1234567"));
	CASE_EXPECT(strscpy_pad(buf, "1", sizeof(buf)) == 1 && mem_is_zero(buf + 1, 7));
	CASE_EXPECT(*strchrnul("abc", 'x') == '\0' && strnchr("abc", 1, 'b') == NULL);
	CASE_EXPECT(!strcmp(strnstr("seven", "eve", 5), "even") && !strnstr("seven", "eve", 3));
	CASE_EXPECT(match_string(verbs, 3, "resume") == 1);
	CASE_EXPECT(match_string(verbs, 3, "x") == -EINVAL);
	CASE_EXPECT(sysfs_streq("on\n", "on") && !sysfs_streq("on", "off"));
	CASE_EXPECT(*strreplace(text, '-', '+') == '\0' && !strcmp(text, "a+b+c"));
	CASE_EXPECT(!strcmp(kbasename("/dev/mapper/x"), "x") && strstarts("abc", "ab"));
	CASE_EXPECT(str_has_prefix("abc", "ab") == 2 && !str_has_prefix("abc", "b"));
}

/* A text that the compiler does not know, so that it must call. */
static char *T(const char *s)
{
	OPTIMIZER_HIDE_VAR(s);
	return (char *)s;
}

static void plain_strings(void *arg)
{
	char buf[12] = "", *rest = buf, *literal = T("a");

	CASE_EXPECT(*strsep(&literal, ",") == 'a' && !literal);
	CASE_EXPECT(!strcmp(strcpy(buf, T("ab")), "ab") && stpcpy(buf, T("abc")) == buf + 3);
	CASE_EXPECT(!strcmp(strcat(buf, T("def")), "abcdef") && strlen(T("abc")) == 3);
	CASE_EXPECT(!strcmp(strncat(buf, T("ghi"), 2), "abcdefgh") && strnlen(T("abc"), 2) == 2);
	CASE_EXPECT(strncmp(buf, T("abcx"), 3) == 0 && strncmp(buf, T("abcx"), 4) == -1);
	CASE_EXPECT(strcmp(T("ab"), T("a")) == 1 && strcmp(T("\xff"), T("a")) == 1);
	CASE_EXPECT(strcasecmp(T("ABC"), T("abd")) == -1 && !strncasecmp(T("ABC"), T("abd"), 2));
	CASE_EXPECT(strrchr(T("a/b/c"), '/')[1] == 'c' && !strrchr(T("abc"), '/'));
	CASE_EXPECT(*strchr(T("abc"), '\0') == '\0' && !strchr(T("abc"), 'x'));
	CASE_EXPECT(strstr(buf, T("")) == buf && strstr(buf, T("cd")) == buf + 2);
	CASE_EXPECT(!strstr(buf, T("x")) && *strpbrk(T("abc"), T("xcb")) == 'b');
	CASE_EXPECT(strspn(T("0012"), T("0")) == 2 && strcspn(T("a b"), T(" ")) == 1);
	CASE_EXPECT(memchr(T(buf), 'c', 3) == buf + 2 && !memchr(T(buf), 'c', 2));
	CASE_EXPECT(mem_is_zero(strncpy(T(buf), T("x"), sizeof(buf)) + 1, sizeof(buf) - 1));
	strcpy(buf, T("a,,b"));
	CASE_EXPECT(!strcmp(strsep(&rest, ","), "a") && !*strsep(&rest, ","));
	CASE_EXPECT(!strcmp(strsep(&rest, ","), "b") && !rest && !strsep(&rest, ","));
}

/* F3.20: ten in five seconds, of virtual time. */
static void rates(void *arg)
{
	DEFINE_RATELIMIT_STATE(limit, DEFAULT_RATELIMIT_INTERVAL, DEFAULT_RATELIMIT_BURST);
	int i, nr = 0;

	for (i = 0; i < 25; i++)
		nr += __ratelimit(&limit);
	CASE_EXPECT(nr == 10 && limit.missed == 15);
	msleep(6000);
	CASE_EXPECT(__ratelimit(&limit));
}

static char logged[8][96];
static u32 nr_logged;

static void note_line(const char *line, void *ctx)
{
	if (nr_logged < ARRAY_SIZE(logged))
		strscpy(logged[nr_logged++], line, sizeof(logged[0]));
}

static bool was_logged(u32 nth, const char *text)
{
	return nth < nr_logged && strstr(logged[nth], text);
}

/* Sixteen bytes a line, with or without where they are. */
static void dumps(void *arg)
{
	u8 bytes[18] = { 0xde, 0xad, [16] = 0xbe, 0xef };

	nr_logged = 0;
	machine_log_listen(note_line, NULL);
	print_hex_dump(KERN_INFO, "at ", DUMP_PREFIX_OFFSET, 16, 1, bytes, sizeof(bytes), false);
	print_hex_dump(KERN_INFO, "", DUMP_PREFIX_NONE, 16, 1, bytes, 2, false);
	dump_stack();
	machine_log_listen(NULL, NULL);
	CASE_EXPECT(was_logged(0, "at 00000000: de ad 00 00"));
	CASE_EXPECT(was_logged(1, "at 00000010: be ef"));
	CASE_EXPECT(was_logged(2, "de ad") && !was_logged(2, "00000"));
	CASE_EXPECT(was_logged(3, current->comm) && nr_logged == 4);
}

/* One limit for all who ask without one of their own; none for who sets no interval. */
static void rates_of_everybody(void *arg)
{
	struct ratelimit_state none = { .burst = 1 };
	int i, nr = 0;

	for (i = 0; i < 25; i++)
		nr += printk_ratelimit();
	CASE_EXPECT(nr == 10);
	for (i = 0; i < 25; i++)
		CASE_EXPECT(__ratelimit(&none));
}

const struct shim_case text_cases[] = {
	CASE_GOOD(numbers),
	CASE_GOOD(words_of_text),
	CASE_GOOD(pointers),
	CASE_BAD(unknown_pointer, "unimplemented"),
	CASE_GOOD(strings),
	CASE_GOOD(plain_strings),
	CASE_GOOD(rates),
	CASE_GOOD(dumps),
	CASE_GOOD(rates_of_everybody),
	CASE_GOOD(pointers_to_more),
	CASE_GOOD(copies),
	CASE_GOOD(ways_to_print),
	CASE_GOOD(lengths),
	CASE_BAD(unknown_letter, "unimplemented"),
	CASE_END,
};
