// SPDX-License-Identifier: GPL-2.0-only
/*
 * A module with data and parameters: each boot must give them back what insmod loads.
 */
#include <linux/module.h>

#include "parameters.h"

static int answer = 42;
static unsigned int limit = 7;
static bool is_loud;
static unsigned long fixed = 5;
static int nr_loads; /* .bss */

module_param(answer, int, 0644);
module_param_named(bound, limit, uint, S_IRUGO | S_IWUSR);
module_param_named(loud, is_loud, bool, 0644);
module_param(fixed, ulong, 0444);
MODULE_PARM_DESC(answer, "what the question was for");

void parameters_change(void)
{
	answer++;
	nr_loads++;
}

void parameters_get(int values[2])
{
	values[0] = answer;
	values[1] = nr_loads;
}

static int __init parameters_init(void)
{
	nr_loads++;
	return 0;
}

static void __exit parameters_exit(void)
{
	nr_loads--;
}

module_init(parameters_init);
module_exit(parameters_exit);
MODULE_LICENSE("GPL");
