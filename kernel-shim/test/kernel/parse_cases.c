// SPDX-License-Identifier: GPL-2.0-only
/*
 * Values out of texts: strict and lenient numbers, sscanf() (F3.21). What both the shim
 * and the real kernel are asked is in conformance/text.c.
 */
#include "memory_cases.h"

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/limits.h>
#include <linux/moduleparam.h>
#include <linux/string.h>

static void narrow_numbers(void *arg)
{
	unsigned long ul = 7;
	long l = 7;
	u16 u = 7;
	s16 s = 7;
	s8 c = 7;

	CASE_EXPECT(kstrtou16("65535", 10, &u) == 0 && u == U16_MAX);
	CASE_EXPECT(kstrtou16("65536", 10, &u) == -ERANGE && u == U16_MAX);
	CASE_EXPECT(kstrtos16("-32768", 10, &s) == 0 && s == S16_MIN);
	CASE_EXPECT(kstrtos16("32768", 10, &s) == -ERANGE && s == S16_MIN);
	CASE_EXPECT(kstrtos8("-0x80", 0, &c) == 0 && c == S8_MIN);
	CASE_EXPECT(kstrtos8("-129", 10, &c) == -ERANGE && c == S8_MIN);
	CASE_EXPECT(kstrtoul("0777", 0, &ul) == 0 && ul == 0777);
	CASE_EXPECT(kstrtoul("18446744073709551616", 10, &ul) == -ERANGE && ul == 0777);
	CASE_EXPECT(kstrtol("-9223372036854775808", 10, &l) == 0 && l == LONG_MIN);
	CASE_EXPECT(kstrtol("9223372036854775808", 10, &l) == -ERANGE && l == LONG_MIN);
	CASE_EXPECT(kstrtol("-+1", 10, &l) == -EINVAL && l == LONG_MIN);
}

static void truths(void *arg)
{
	static const char *const yes[] = { "y", "Y", "t", "1", "on", "oN" };
	static const char *const no[] = { "n", "N", "f", "0", "of", "OFF" };
	bool is_true = false;
	int i;

	for (i = 0; i < ARRAY_SIZE(yes); i++) {
		CASE_EXPECT(kstrtobool(yes[i], &is_true) == 0 && is_true);
		CASE_EXPECT(kstrtobool(no[i], &is_true) == 0 && !is_true);
	}
	CASE_EXPECT(kstrtobool("", &is_true) == -EINVAL);
	CASE_EXPECT(kstrtobool("o", &is_true) == -EINVAL);
	CASE_EXPECT(kstrtobool("ox", &is_true) == -EINVAL);
	CASE_EXPECT(kstrtobool(NULL, &is_true) == -EINVAL);
}

static void lenient_numbers(void *arg)
{
	char text[] = "-42rest", *end;

	CASE_EXPECT(simple_strtol(text, &end, 10) == -42 && end == text + 3);
	CASE_EXPECT(simple_strtoll(text + 1, &end, 0) == 42 && end == text + 3);
	CASE_EXPECT(simple_strtoul("0x1fg", &end, 0) == 0x1f && *end == 'g');
	CASE_EXPECT(simple_strtoull("0xg", &end, 16) == 0 && *end == 'x');
	CASE_EXPECT(simple_strtoul("18446744073709551617", NULL, 10) == 1);
	CASE_EXPECT(simple_strtol("rest", &end, 10) == 0 && *end == 'r');
}

static void scanned_widths(void *arg)
{
	struct {
		u8 byte, guard;
	} small = { 0, 0x5a };
	unsigned long ul = 0;
	size_t size = 0;
	u16 two = 0;
	u32 a = 0, b = 0;
	int n = 0;

	CASE_EXPECT(sscanf("300 65537 12", "%hhu %hu %lu", &small.byte, &two, &ul) == 3);
	CASE_EXPECT(small.byte == 44 && small.guard == 0x5a && two == 1 && ul == 12);
	CASE_EXPECT(sscanf("1234", "%2u%u", &a, &b) == 2 && a == 12 && b == 34);
	CASE_EXPECT(sscanf("17 0x1F", "%o %i", &a, &n) == 2 && a == 15 && n == 31);
	CASE_EXPECT(sscanf("0x1F", "%X", &a) == 1 && a == 31);
	CASE_EXPECT(sscanf("0x5", "%1x%c", &a, &small.byte) == 2 && !a && small.byte == 'x');
	CASE_EXPECT(sscanf("-017", "%i", &n) == 1 && n == -15);
	CASE_EXPECT(sscanf("99", "%zu", &size) == 1 && size == 99);
	CASE_EXPECT(sscanf("8", "%o", &a) == 0 && sscanf("-", "%d", &n) == 0);
	CASE_EXPECT(sscanf("-5", "%1d", &n) == 0 && n == -15);
}

static void scanned_texts(void *arg)
{
	char word[8] = "", rest[8] = "", chars[4] = "...";
	int at = -1;
	u32 n = 0;

	CASE_EXPECT(sscanf("ab12;x", "%7[ab]%u", word, &n) == 2 && n == 12);
	CASE_EXPECT(!strcmp(word, "ab"));
	CASE_EXPECT(sscanf("key=val", "%7[^=]=%7s", word, rest) == 2);
	CASE_EXPECT(!strcmp(word, "key") && !strcmp(rest, "val"));
	CASE_EXPECT(sscanf("abc", "%7[xyz]", word) == 0);
	CASE_EXPECT(sscanf("abcdef", "%3c", chars) == 1 && !memcmp(chars, "abc", 4));
	CASE_EXPECT(sscanf("xy", "%3c", chars) == 1 && !memcmp(chars, "xyc", 4));
	CASE_EXPECT(sscanf("skip 7", "%*s %u", &n) == 1 && n == 7);
	CASE_EXPECT(sscanf("1 2 3", "%*u %*2c%u", &n) == 1 && n == 3);
	CASE_EXPECT(sscanf("50%", "%u%%%n", &n, &at) == 1 && n == 50 && at == 3);
	CASE_EXPECT(sscanf("longword", "%4s", word) == 1 && !strcmp(word, "long"));
	CASE_EXPECT(sscanf("   ", "%4s", word) == 1 && !*word);
}

static void unknown_conversion(void *arg)
{
	const char *fmt = "%q";

	OPTIMIZER_HIDE_VAR(fmt);
	sscanf("1", fmt, &fmt);
}

static bool keeps(const struct kernel_param_ops *ops, void *arg, const char *good, const char *bad)
{
	struct kernel_param param = { .name = "p", .ops = ops, .arg = arg };
	char line[64];

	if (ops->set(good, &param) || ops->set(bad, &param) != -ERANGE)
		return false;
	ops->get(line, &param);
	return !strncmp(line, good, strlen(good)) && !strcmp(line + strlen(good), "\n");
}

/* A value is kept and echoed; one that does not fit its type is refused. */
static void parameters_of_all_sizes(void *arg)
{
	unsigned long long number = 0;

	CASE_EXPECT(keeps(&param_ops_byte, &number, "255", "256"));
	CASE_EXPECT(keeps(&param_ops_short, &number, "-32768", "32768"));
	CASE_EXPECT(keeps(&param_ops_ushort, &number, "65535", "65536"));
	CASE_EXPECT(keeps(&param_ops_int, &number, "-2147483648", "2147483648"));
	CASE_EXPECT(keeps(&param_ops_uint, &number, "4294967295", "4294967296"));
	CASE_EXPECT(keeps(&param_ops_long, &number, "-9", "9223372036854775808"));
	CASE_EXPECT(keeps(&param_ops_ulong, &number, "7", "18446744073709551616"));
	CASE_EXPECT(
		keeps(&param_ops_ullong, &number, "18446744073709551615", "18446744073709551616"));
}

const struct shim_case parse_cases[] = {
	CASE_GOOD(narrow_numbers),	    CASE_GOOD(truths),
	CASE_GOOD(lenient_numbers),	    CASE_GOOD(scanned_widths),
	CASE_GOOD(scanned_texts),	    CASE_BAD(unknown_conversion, "unimplemented"),
	CASE_GOOD(parameters_of_all_sizes), CASE_END,
};
