// SPDX-License-Identifier: GPL-2.0-only
/*
 * Numbers out of text and text out of numbers: F3.21, F4.2, F3.4.
 */
#include <linux/types.h>
#include <linux/kdev_t.h>
#include <linux/string.h>

#include "conformance.h"

static void kstrtouint_rules(void)
{
	static const struct {
		const char *text;
		int result;
		unsigned int value;
	} rows[] = {
		{ "12", 0, 12 },	   { "12\n", 0, 12 },
		{ "+12", 0, 12 },	   { "12\n\n", -EINVAL },
		{ " 12", -EINVAL },	   { "12 ", -EINVAL },
		{ "", -EINVAL },	   { "\n", -EINVAL },
		{ "-1", -EINVAL },	   { "12x", -EINVAL },
		{ "+", -EINVAL },	   { "4294967295", 0, 4294967295u },
		{ "4294967296", -ERANGE }, { "99999999999999999999", -ERANGE },
	};
	unsigned int value;
	int i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		value = 0;
		CONF_EXPECT_EQ(kstrtouint(rows[i].text, 10, &value), rows[i].result);
		if (!rows[i].result)
			CONF_EXPECT_EQ(value, rows[i].value);
	}
	CONF_EXPECT_EQ(kstrtouint("0x1f", 0, &value), 0);
	CONF_EXPECT_EQ(value, 31);
	CONF_EXPECT_EQ(kstrtouint("017", 0, &value), 0);
	CONF_EXPECT_EQ(value, 15);
	CONF_EXPECT_EQ(kstrtouint("0x", 0, &value), -EINVAL);
	CONF_EXPECT_EQ(kstrtouint("1f", 16, &value), 0);
	CONF_EXPECT_EQ(value, 31);
}

static void kstrto_others(void)
{
	unsigned long long ull;
	long long ll;
	bool flag;
	u8 byte;
	int n;

	CONF_EXPECT_EQ(kstrtoint("-5", 10, &n), 0);
	CONF_EXPECT_EQ(n, -5);
	CONF_EXPECT_EQ(kstrtoint("2147483648", 10, &n), -ERANGE);
	CONF_EXPECT_EQ(kstrtou8("255", 10, &byte), 0);
	CONF_EXPECT_EQ(kstrtou8("256", 10, &byte), -ERANGE);
	CONF_EXPECT_EQ(kstrtoull("18446744073709551615", 10, &ull), 0);
	CONF_EXPECT(ull == ~0ULL);
	CONF_EXPECT_EQ(kstrtoull("18446744073709551616", 10, &ull), -ERANGE);
	CONF_EXPECT_EQ(kstrtoll("-9223372036854775808", 10, &ll), 0);
	CONF_EXPECT_EQ(kstrtobool("y", &flag), 0);
	CONF_EXPECT(flag);
	CONF_EXPECT_EQ(kstrtobool("on", &flag), 0);
	CONF_EXPECT_EQ(kstrtobool("off", &flag), 0);
	CONF_EXPECT(!flag);
	CONF_EXPECT_EQ(kstrtobool("0", &flag), 0);
	CONF_EXPECT_EQ(kstrtobool("maybe", &flag), -EINVAL);
}

/* F3.21: overflow wraps silently, garbage behind the number is told by the %c. */
static void sscanf_rules(void)
{
	unsigned long long ull = 0;
	unsigned int u = 0;
	char c = 0, word[8];
	int n = 0;

	CONF_EXPECT_EQ(sscanf("4294967297", "%u%c", &u, &c), 1);
	CONF_EXPECT_EQ(u, 1);
	CONF_EXPECT_EQ(sscanf("12x", "%u%c", &u, &c), 2);
	CONF_EXPECT_EQ(c, 'x');
	CONF_EXPECT_EQ(sscanf("-1", "%u%c", &u, &c), 0);
	CONF_EXPECT_EQ(sscanf("+1", "%u%c", &u, &c), 0);
	CONF_EXPECT_EQ(sscanf("", "%u%c", &u, &c), 0);
	CONF_EXPECT_EQ(sscanf("x", "%u%c", &u, &c), 0);
	CONF_EXPECT_EQ(sscanf(" 7", "%u%c", &u, &c), 1);
	CONF_EXPECT_EQ(u, 7);
	CONF_EXPECT_EQ(sscanf("12 ", "%u%c", &u, &c), 2);
	CONF_EXPECT_EQ(sscanf("12\n", "%u%c", &u, &c), 2);
	CONF_EXPECT_EQ(sscanf("18446744073709551615", "%llu%c", &ull, &c), 1);
	CONF_EXPECT(ull == ~0ULL);
	CONF_EXPECT_EQ(sscanf("-3", "%d", &n), 1);
	CONF_EXPECT_EQ(n, -3);
	CONF_EXPECT_EQ(sscanf("ff", "%x", &u), 1);
	CONF_EXPECT_EQ(u, 255);
	CONF_EXPECT_EQ(sscanf("8:16 rest", "%u:%u %7s", &u, &n, word), 3);
	CONF_EXPECT_EQ(n, 16);
	CONF_EXPECT(!strcmp(word, "rest"));
	CONF_EXPECT_EQ(sscanf("key=9", "key=%u%c", &u, &c), 1);
	CONF_EXPECT_EQ(sscanf("kex=9", "key=%u%c", &u, &c), 0);
}

static int read_arg(char *text, unsigned int min, unsigned int max, unsigned int *value)
{
	const struct dm_arg arg = { min, max, "out of range" };
	char *argv[] = { text };
	struct dm_arg_set as = { .argc = 1, .argv = argv };
	char *error = "untouched";
	int r = dm_read_arg(&arg, &as, value, &error);

	CONF_EXPECT(!strcmp(error, r ? "out of range" : "untouched"));
	CONF_EXPECT_EQ(as.argc, 0);
	return r;
}

static void dm_read_arg_rules(void)
{
	unsigned int value = 77;

	CONF_EXPECT_EQ(read_arg("10", 1, 10, &value), 0);
	CONF_EXPECT_EQ(value, 10);
	CONF_EXPECT_EQ(read_arg("0", 1, 10, &value), -EINVAL);
	CONF_EXPECT_EQ(read_arg("11", 1, 10, &value), -EINVAL);
	CONF_EXPECT_EQ(read_arg("5x", 1, 10, &value), -EINVAL);
	CONF_EXPECT_EQ(read_arg("-5", 1, 10, &value), -EINVAL);
	CONF_EXPECT_EQ(read_arg("", 0, 10, &value), -EINVAL);
	CONF_EXPECT_EQ(read_arg("4294967297", 0, 10, &value), 0);
	CONF_EXPECT_EQ(value, 1);
}

static void dm_arg_sets(void)
{
	static const struct dm_arg group = { 0, 9, "bad count" }, any = { 0, 9, "bad number" };
	char *argv[] = { "2", "a", "b", "3", "c" };
	struct dm_arg_set as = { .argc = 5, .argv = argv };
	unsigned int value;
	char *error = NULL;

	CONF_EXPECT_EQ(dm_read_arg_group(&group, &as, &value, &error), 0);
	CONF_EXPECT_EQ(value, 2);
	CONF_EXPECT(!strcmp(dm_shift_arg(&as), "a"));
	dm_consume_args(&as, 1);
	CONF_EXPECT_EQ(dm_read_arg_group(&group, &as, &value, &error), -EINVAL);
	CONF_EXPECT(!strcmp(error, "bad count"));
	CONF_EXPECT_EQ(as.argc, 1);
	CONF_EXPECT(!strcmp(dm_shift_arg(&as), "c"));
	CONF_EXPECT(!dm_shift_arg(&as));
	CONF_EXPECT_EQ(dm_read_arg(&any, &as, &value, &error), -EINVAL);
	CONF_EXPECT(!strcmp(error, "bad number"));
}

static void printing(void)
{
	static char *volatile nothing; /* volatile: or the compiler warns of it */
	char buf[16];

	CONF_EXPECT_EQ(snprintf(buf, 4, "%s", "abcdef"), 6);
	CONF_EXPECT(!strcmp(buf, "abc"));
	CONF_EXPECT_EQ(scnprintf(buf, 4, "%s", "abcdef"), 3);
	CONF_EXPECT_EQ(scnprintf(buf, 0, "%s", "abcdef"), 0);
	snprintf(buf, sizeof(buf), "%5d|%-3u|%x", -7, 2, 255);
	CONF_EXPECT(!strcmp(buf, "   -7|2  |ff"));
	snprintf(buf, sizeof(buf), "%#llx %03d", 0x1fULL, 5);
	CONF_EXPECT(!strcmp(buf, "0x1f 005"));
	snprintf(buf, sizeof(buf), "%.2s%c%%", "xyz", '!');
	CONF_EXPECT(!strcmp(buf, "xy!%"));
	snprintf(buf, sizeof(buf), "%s", nothing);
	CONF_EXPECT(!strcmp(buf, "(null)"));
	CONF_EXPECT(!strcmp(format_dev_t(buf, MKDEV(253, 3)), "253:3"));
	CONF_EXPECT_EQ(MAJOR(MKDEV(253, 3)), 253);
	CONF_EXPECT_EQ(MINOR(MKDEV(253, 3)), 3);
}

/* F4.2 */
static void dmemit_truncates(void)
{
	char result[8];
	unsigned int maxlen = sizeof(result), sz = 0;

	DMEMIT("%s", "1234");
	CONF_EXPECT_EQ(sz, 4);
	DMEMIT("%s", "5678");
	CONF_EXPECT_EQ(sz, 7);
	DMEMIT("%s", "9");
	CONF_EXPECT_EQ(sz, 7);
	CONF_EXPECT(!strcmp(result, "1234567"));
}

static void strings(void)
{
	char buf[8], text[] = "  a b,c ", *p = text, *word;

	CONF_EXPECT_EQ(strscpy(buf, "abc", sizeof(buf)), 3);
	CONF_EXPECT_EQ(strscpy(buf, "abcdefghij", sizeof(buf)), -E2BIG);
	CONF_EXPECT(!strcmp(buf, "abcdefg"));
	CONF_EXPECT_EQ(strscpy(buf, "abc", 0), -E2BIG);
	CONF_EXPECT_EQ(strcasecmp("AbC", "aBc"), 0);
	CONF_EXPECT_EQ(strncasecmp("ABx", "abY", 2), 0);
	CONF_EXPECT(strcmp("a", "b") < 0 && strcmp("b", "a") > 0);
	CONF_EXPECT_EQ(strnlen("abc", 2), 2);
	CONF_EXPECT(strchr("abc", 'b') && !strchr("abc", 'x'));
	CONF_EXPECT(strstr("writeboost", "boost"));
	p = strim(p);
	CONF_EXPECT(!strcmp(p, "a b,c"));
	word = strsep(&p, " ,");
	CONF_EXPECT(!strcmp(word, "a"));
	word = strsep(&p, " ,");
	CONF_EXPECT(!strcmp(word, "b") && !strcmp(p, "c"));
	CONF_EXPECT(!strcmp(skip_spaces(" \tx"), "x"));
	CONF_EXPECT(memchr_inv("aaab", 'a', 4) != NULL);
	CONF_EXPECT(!memchr_inv("aaab", 'a', 3));
}

static const struct conf_case cases[] = {
	CONF_CASE(kstrtouint_rules),  CONF_CASE(kstrto_others), CONF_CASE(sscanf_rules),
	CONF_CASE(dm_read_arg_rules), CONF_CASE(dm_arg_sets),	CONF_CASE(printing),
	CONF_CASE(dmemit_truncates),  CONF_CASE(strings),	CONF_END,
};

const struct conf_suite conf_text = { .name = "text", .cases = cases };
