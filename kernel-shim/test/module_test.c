// SPDX-License-Identifier: GPL-2.0-only
/* What a boot gives back to a module, and its parameters. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "choice.h"
#include "event.h"
#include "finding.h"
#include "machine.h"
#include "memory.h"
#include "module-load.h"
#include "parameters.h"

#define MODULE "parameters"

static int boot(void **state)
{
	finding_clear();
	event_begin();
	choice_begin(NULL);
	memory_stats_begin();
	return machine_boot(NULL);
}

static int shutdown(void **state)
{
	if (machine_is_on())
		machine_shutdown();
	return finding_first() != NULL;
}

static void assert_values(int answer, int nr_loads)
{
	int values[2];

	parameters_get(values);
	assert_int_equal(values[0], answer);
	assert_int_equal(values[1], nr_loads);
}

static void data_is_fresh_at_each_boot(void **state)
{
	assert_values(42, 1);
	parameters_change();
	assert_values(43, 2);
	machine_cut();
	assert_int_equal(machine_boot(NULL), 0);
	assert_values(42, 1);
}

static void exit_runs_at_shutdown(void **state)
{
	machine_shutdown();
	assert_values(42, 0);
}

static void assert_param(const char *name, const char *value)
{
	char text[32];

	assert_int_equal(module_param_get(MODULE, name, text, sizeof(text)), 0);
	assert_string_equal(text, value);
}

static void parameters_have_names(void **state)
{
	assert_param("answer", "42");
	assert_int_equal(module_param_set(MODULE, "answer", "-3\n"), 0);
	assert_values(-3, 1);
	assert_param("answer", "-3");
	assert_int_equal(module_param_set(MODULE, "bound", "0x10"), 0);
	assert_param("bound", "16");
	assert_int_equal(module_param_set(MODULE, "loud", "on"), 0);
	assert_param("loud", "Y");
}

static void wrong_values_are_refused(void **state)
{
	char text[8];

	assert_true(module_param_set(MODULE, "answer", "many") < 0);
	assert_true(module_param_set(MODULE, "bound", "-1") < 0);
	assert_true(module_param_set(MODULE, "fixed", "6") < 0);
	assert_true(module_param_set(MODULE, "limit", "6") < 0);
	assert_true(module_param_set("stranger", "answer", "6") < 0);
	assert_true(module_param_get(MODULE, "limit", text, sizeof(text)) < 0);
	assert_values(42, 1);
}

static void defaults_hold_for_all_boots(void **state)
{
	assert_int_equal(module_param_default(MODULE, "answer", "6"), 0);
	assert_int_equal(module_param_default(MODULE, "fixed", "9"), 0);
	machine_cut();
	assert_int_equal(machine_boot(NULL), 0);
	assert_values(6, 1);
	assert_param("fixed", "9");
	assert_int_equal(module_param_default(MODULE, "answer", NULL), 0);
	assert_int_equal(module_param_default(MODULE, "fixed", NULL), 0);
	machine_cut();
	assert_int_equal(machine_boot(NULL), 0);
	assert_values(42, 1);
	assert_param("fixed", "5");
	assert_true(module_param_default(MODULE, "answer", "x") < 0);
}

static bool is_first_of_all(const char *site, u64 size_bytes)
{
	return true;
}

extern void *kmalloc(size_t size, unsigned int gfp);

static void one_allocation(void *arg)
{
	*(void **)arg = kmalloc(100, 0);
}

static void allocations_fail_when_asked(void **state)
{
	struct machine_stats stats;
	void *p = &stats;

	memory_stats_begin();
	machine_alloc_fault = is_first_of_all;
	machine_call("test", one_allocation, &p);
	machine_alloc_fault = NULL;
	assert_null(p);
	memory_stats_get(&stats);
	assert_int_equal(stats.nr_allocs, 1);
}

static struct {
	unsigned int nr;
	char last[64];
} heard;

extern int _printk(const char *fmt, ...);

static void hear(const char *line, void *ctx)
{
	heard.nr++;
	strncpy(heard.last, line, sizeof(heard.last) - 1);
}

static void speak(void *arg)
{
	_printk("\0016one\n\0014two %d\n", 2);
}

static void log_lines_are_heard(void **state)
{
	machine_log_listen(hear, NULL);
	machine_call("test", speak, NULL);
	machine_log_listen(NULL, NULL);
	assert_int_equal(heard.nr, 2);
	assert_string_equal(heard.last, "two 2");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(data_is_fresh_at_each_boot, boot, shutdown),
		cmocka_unit_test_setup_teardown(exit_runs_at_shutdown, boot, shutdown),
		cmocka_unit_test_setup_teardown(parameters_have_names, boot, shutdown),
		cmocka_unit_test_setup_teardown(wrong_values_are_refused, boot, shutdown),
		cmocka_unit_test_setup_teardown(defaults_hold_for_all_boots, boot, shutdown),
		cmocka_unit_test_setup_teardown(allocations_fail_when_asked, boot, shutdown),
		cmocka_unit_test_setup_teardown(log_lines_are_heard, boot, shutdown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
