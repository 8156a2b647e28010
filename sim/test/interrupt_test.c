// SPDX-License-Identifier: GPL-2.0-only
/*
 * ^C raises a flag, and waits where something has to be whole.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "interrupt.h"

static int begin(void **state)
{
	(void)state;
	interrupt_catch();
	interrupt_came = 0;
	return 0;
}

static void a_signal_raises_the_flag(void **state)
{
	(void)state;
	raise(SIGINT);
	assert_int_equal(interrupt_came, 1);
}

static void what_came_before_is_held_back(void **state)
{
	(void)state;
	raise(SIGTERM);
	interrupt_hold();
	assert_int_equal(interrupt_came, 0);
	interrupt_release();
	assert_int_equal(interrupt_came, 1);
}

static void what_comes_meanwhile_waits(void **state)
{
	(void)state;
	interrupt_hold();
	raise(SIGINT);
	assert_int_equal(interrupt_came, 0);
	interrupt_release();
	assert_int_equal(interrupt_came, 1);
}

static void nothing_comes_of_nothing(void **state)
{
	(void)state;
	interrupt_hold();
	interrupt_release();
	assert_int_equal(interrupt_came, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_signal_raises_the_flag, begin),
		cmocka_unit_test_setup(what_came_before_is_held_back, begin),
		cmocka_unit_test_setup(what_comes_meanwhile_waits, begin),
		cmocka_unit_test_setup(nothing_comes_of_nothing, begin),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
