// SPDX-License-Identifier: GPL-2.0-only
/*
 * Running suites, counting assertions, printing KTAP; and the module.
 *
 * From: control.c, on a message.
 * To:   the suites' tables.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/module.h>
#include <linux/spinlock.h>

#include "conformance.h"

struct conf_totals conf_totals;

static const struct conf_suite *const suites[] = {
	&conf_wait,   &conf_completion, &conf_timer, &conf_workqueue, &conf_kthread,
	&conf_memory, &conf_containers, &conf_bits,  &conf_text,      &conf_maths,
	&conf_bio,    &conf_chain,	&conf_block, &conf_dm_io,
};

/* Assertions may be made in a timer or an end_io: the line waits here for its case. */
static DEFINE_SPINLOCK(failure_lock);
static char failure[256];

static void note_failure(const char *text, const char *file, int line)
{
	const char *name = strrchr(file, '/');
	unsigned long flags;

	spin_lock_irqsave(&failure_lock, flags);
	conf_totals.nr_failed++;
	if (!failure[0])
		snprintf(failure, sizeof(failure), "%s:%d: %s", name ? name + 1 : file, line, text);
	spin_unlock_irqrestore(&failure_lock, flags);
}

static void count_assert(void)
{
	unsigned long flags;

	spin_lock_irqsave(&failure_lock, flags);
	conf_totals.nr_asserts++;
	spin_unlock_irqrestore(&failure_lock, flags);
}

void conf_expect(bool holds, const char *text, const char *file, int line)
{
	count_assert();
	if (!holds)
		note_failure(text, file, line);
}

void conf_expect_eq(s64 a, s64 b, const char *text, const char *file, int line)
{
	char buf[160];

	count_assert();
	if (a == b)
		return;
	snprintf(buf, sizeof(buf), "%s: %lld, %lld", text, (long long)a, (long long)b);
	note_failure(buf, file, line);
}

static void run_case(const struct conf_case *c, unsigned int number)
{
	unsigned int failed_before = conf_totals.nr_failed;
	unsigned int asserts_before = conf_totals.nr_asserts;

	failure[0] = '\0';
	c->fn();
	conf_totals.nr_cases++;
	if (conf_totals.nr_failed != failed_before)
		pr_info("KTAP     # %s\n", failure);
	pr_info("KTAP     %sok %u %s # %u assertions\n",
		conf_totals.nr_failed == failed_before ? "" : "not ", number, c->name,
		conf_totals.nr_asserts - asserts_before);
}

static int run_suite(const struct conf_suite *suite)
{
	const struct conf_case *c;
	unsigned int number = 0;

	memset(&conf_totals, 0, sizeof(conf_totals));
	pr_info("KTAP     # Subtest: %s\n", suite->name);
	for (c = suite->cases; c->name; c++)
		run_case(c, ++number);
	pr_info("KTAP     1..%u\n", number);
	pr_info("KTAP %sok %s\n", conf_totals.nr_failed ? "not " : "", suite->name);
	return conf_totals.nr_failed;
}

int conformance_run(const char *name)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(suites); i++)
		if (!strcmp(suites[i]->name, name))
			return run_suite(suites[i]);
	return -ENOENT;
}

static int __init conformance_init(void)
{
	int r = dm_register_target(&conf_control_target);

	if (r)
		return r;
	r = dm_register_target(&conf_recorder_target);
	if (r)
		dm_unregister_target(&conf_control_target);
	return r;
}

static void __exit conformance_exit(void)
{
	dm_unregister_target(&conf_recorder_target);
	dm_unregister_target(&conf_control_target);
}

module_init(conformance_init);
module_exit(conformance_exit);

MODULE_DESCRIPTION("conformance of a kernel, or of what stands for one");
MODULE_LICENSE("GPL");
