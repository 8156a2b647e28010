// SPDX-License-Identifier: GPL-2.0-only
/*
 * Planted races of known depth, for schedules to find.
 *
 * From: schedule_test.c, as users' tasks.
 * To:   nothing: each READ_ONCE() and WRITE_ONCE() is a scheduling point.
 */
#include <linux/compiler.h>
#include <linux/module.h>
#include <linux/sched.h>

#include "races.h"

#define NR_PADS 6

static int sum, is_open, is_passing, has_met, is_set;
static int pad; /* steps that do not matter */

void races_begin(void)
{
	sum = is_open = is_passing = has_met = is_set = 0;
}

static void pad_out(void)
{
	int i;

	for (i = 0; i < NR_PADS; i++)
		WRITE_ONCE(pad, i);
}

void races_adder(void *arg)
{
	int before;

	pad_out();
	before = READ_ONCE(sum);
	WRITE_ONCE(sum, before + 1);
	pad_out();
}

bool races_addition_lost(void)
{
	return sum < 2;
}

void races_opener(void *arg)
{
	pad_out();
	WRITE_ONCE(is_open, 1);
	WRITE_ONCE(is_open, 0);
	if (READ_ONCE(is_passing))
		has_met = 1;
	pad_out();
}

void races_passer(void *arg)
{
	pad_out();
	if (READ_ONCE(is_open)) {
		WRITE_ONCE(is_passing, 1);
		WRITE_ONCE(is_passing, 0);
	}
	pad_out();
}

bool races_met(void)
{
	return has_met;
}

void races_poller(void *arg)
{
	while (!READ_ONCE(is_set))
		yield();
}

void races_setter(void *arg)
{
	WRITE_ONCE(is_set, 1);
}

static int __init races_init(void)
{
	races_begin();
	return 0;
}

static void __exit races_exit(void)
{
	races_begin();
}

module_init(races_init);
module_exit(races_exit);
MODULE_LICENSE("GPL");
