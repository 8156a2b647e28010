/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Conformance: one source, two worlds. Compiled by kbuild it is a module of a real
 * kernel; compiled against kernel-shim/include it is a module of the shim. The same
 * assertions must hold in both, and where they do not, the shim is wrong.
 *
 * A suite is a table of cases, a case is a function that counts assertions. Suites
 * run inside a message to the "conformance" target (control.c), in process context.
 */
#ifndef CONFORMANCE_H
#define CONFORMANCE_H

#include <linux/blkdev.h>
#include <linux/delay.h>
#include <linux/device-mapper.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/types.h>

struct conf_case {
	const char *name;
	void (*fn)(void);
};

struct conf_suite {
	const char *name;
	const struct conf_case *cases; /* ends with a NULL name */
};

#define CONF_CASE(function)                       \
	{                                         \
		.name = #function, .fn = function \
	}
#define CONF_END             \
	{                    \
		.name = NULL \
	}

extern const struct conf_suite conf_wait, conf_completion, conf_timer, conf_workqueue;
extern const struct conf_suite conf_kthread, conf_memory, conf_containers, conf_bits;
extern const struct conf_suite conf_text, conf_maths, conf_bio, conf_chain, conf_block;
extern const struct conf_suite conf_dm_io;

/* Totals since the last conformance_run(). */
struct conf_totals {
	unsigned int nr_cases, nr_asserts, nr_failed;
};

extern struct conf_totals conf_totals;

/* The device under the "conformance" target that runs the suite. */
extern struct block_device *conf_bdev;

/**
 * conformance_run - run one suite and print KTAP to the kernel log
 * @suite: its name
 * Context: process, may sleep. One at a time.
 * Return: number of failed assertions, or -ENOENT.
 */
int conformance_run(const char *suite);

void conf_expect(bool holds, const char *text, const char *file, int line);

#define CONF_EXPECT(cond) conf_expect(!!(cond), #cond, __FILE__, __LINE__)
#define CONF_EXPECT_EQ(a, b) conf_expect_eq((s64)(a), (s64)(b), #a " == " #b, __FILE__, __LINE__)
void conf_expect_eq(s64 a, s64 b, const char *text, const char *file, int line);

/* Wait, for at most ten seconds, until something is true; an assertion of its own. */
#define CONF_UNTIL(cond)                                                   \
	do {                                                               \
		unsigned int conf_ms_ = 0;                                 \
                                                                           \
		while (!(cond) && conf_ms_++ < 2500)                       \
			msleep(1);                                         \
		conf_expect(!!(cond), "until " #cond, __FILE__, __LINE__); \
	} while (0)

/* Long enough for anybody who could run to have run. */
static inline void conf_settle(void)
{
	msleep(50);
}

/* What the recorder target saw: a text that conf_record() appends to. */
__printf(1, 2) void conf_record(const char *fmt, ...);
size_t conf_record_take(char *out, size_t len_bytes); /* returns its length, empties it */

extern struct task_struct *conf_submitter; /* who is in submit_bio(), or NULL */

extern struct target_type conf_control_target, conf_recorder_target;

#endif
