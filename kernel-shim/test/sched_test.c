// SPDX-License-Identifier: GPL-2.0-only
/*
 * The scheduler from outside: order, time, interrupts, and what it finds. The kernel
 * side of each case is in kernel/sched_cases.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "asan.h"
#include "choice.h"
#include "clock.h"
#include "event.h"
#include "finding.h"
#include "host/oops.h"
#include "kernel/sched_cases.h"
#include "machine.h"

static struct choice_driver *drv;

static int power_on(void **state)
{
	finding_clear();
	event_begin();
	drv = choice_seeded_create(0);
	choice_begin(drv);
	assert_int_equal(machine_boot(NULL), 0);
	return 0;
}

static int power_off(void **state)
{
	machine_cut();
	choice_driver_destroy(drv);
	choice_begin(NULL);
	finding_clear();
	return 0;
}

static void expect_rule(const char *rule)
{
	assert_non_null(finding_first());
	assert_string_equal(finding_first()->rule, rule);
}

static void test_tasks_take_turns_in_order(void **state)
{
	char log[64] = "";

	case_log = log;
	machine_spawn("a", case_yielder, "a");
	machine_spawn("b", case_yielder, "b");
	assert_int_equal(machine_run(~0ULL), MACHINE_IDLE);
	assert_string_equal(log, "ababab");
}

static void test_time_stands_still_while_a_task_runs(void **state)
{
	machine_call("sleeper", case_sleep_one_second, NULL);
	assert_null(finding_first());
	assert_true(clock_now_ns() >= 1000000000ULL);
	assert_true(clock_now_ns() < 1100000000ULL);
}

static void test_limit_stops_the_clock(void **state)
{
	machine_spawn("sleeper", case_sleep_one_second, NULL);
	assert_int_equal(machine_run(500000000ULL), MACHINE_TIME);
	assert_int_equal(clock_now_ns(), 500000000ULL);
	assert_int_equal(machine_run(~0ULL), MACHINE_IDLE);
}

static void test_wake_up_leaves_no_token(void **state)
{
	/* F7.7: woken while it runs, the task then sleeps for ever: a lost wake-up. */
	machine_spawn("sleeper", case_sleep_after_wake, NULL);
	assert_int_equal(machine_run(~0ULL), MACHINE_FINDING);
	expect_rule("hung-task");
	assert_non_null(strstr(finding_first()->text, "case_sleep_after_wake"));
}

static void test_sleeping_in_interrupt_is_found(void **state)
{
	machine_call("starter", case_sleep_in_irq, NULL);
	machine_run(~0ULL);
	expect_rule("might-sleep");
	assert_string_equal(finding_first()->task, "irq");
	assert_non_null(strstr(finding_first()->stack, "sleepy_irq"));
}

static void test_sleeping_with_a_state_set_is_found(void **state)
{
	machine_call("stater", case_sleep_with_state, NULL);
	expect_rule("might-sleep");
}

static void test_endless_loop_is_found(void **state)
{
	machine_call("loop", case_yield_for_ever, NULL);
	expect_rule("soft-lockup");
}

static void test_endless_poll_is_found(void **state)
{
	assert_int_equal(machine_call("poll", case_poll_for_ever, NULL), MACHINE_FINDING);
	expect_rule("liveness");
	assert_in_range(finding_first()->time_ns, 3600000000000ULL, 3601000000000ULL);
}

static void test_endless_spin_is_found(void **state)
{
	machine_call("spin", case_spin_for_ever, NULL);
	expect_rule("soft-lockup");
}

#ifndef SHIM_HAS_ASAN
static void test_null_pointer_is_a_finding(void **state)
{
	oops_init(); /* CMocka has put its own handler there */
	machine_call("oops", case_null_pointer, NULL);
	expect_rule("oops");
	assert_non_null(strstr(finding_first()->text, "NULL"));
	assert_int_equal(strncmp(finding_first()->stack, "oops_land\ncase_null_pointer", 27), 0);
}

static void test_loop_without_points_is_found(void **state)
{
	machine_call("loop", case_loop_for_ever, NULL);
	expect_rule("soft-lockup");
	assert_int_equal(strncmp(finding_first()->stack, "oops_land\ncase_loop_for_ever", 28), 0);
}

static void test_stack_overflow_is_a_finding(void **state)
{
	oops_init();
	machine_call("deep", case_stack_overflow, NULL);
	expect_rule("oops");
	assert_non_null(strstr(finding_first()->stack, "deeper"));
}
#endif

static void test_two_minute_wait_is_found(void **state)
{
	machine_spawn("waiter", case_wait_uninterruptibly, NULL);
	machine_spawn("ticker", case_sleep_five_minutes, NULL);
	assert_int_equal(machine_run(~0ULL), MACHINE_FINDING);
	expect_rule("hung-task");
	assert_true(finding_first()->time_ns < 240000000000ULL);
}

static void test_jiffies_begin_before_their_wrap(void **state)
{
	/* F7.21 */
	assert_int_equal(clock_jiffies(), (u32)(-300 * CLOCK_HZ));
}

static void run_mix(u64 seed, char digest[EVENT_DIGEST_CHARS])
{
	struct choice_driver *mix = choice_seeded_create(seed);
	char log[64] = "";

	event_begin();
	choice_begin(mix);
	assert_int_equal(machine_boot(NULL), 0);
	case_log = log;
	for (int i = 0; i < 4; i++)
		machine_spawn("mixed", case_mixed, NULL);
	assert_int_equal(machine_run(~0ULL), MACHINE_IDLE);
	event_digest(digest);
	machine_cut();
	choice_driver_destroy(mix);
	choice_begin(NULL);
}

static void test_same_seed_same_digest(void **state)
{
	char a[EVENT_DIGEST_CHARS], b[EVENT_DIGEST_CHARS], last[EVENT_DIGEST_CHARS] = "";
	u32 nr_distinct = 0;

	machine_cut();
	for (u64 seed = 1; seed <= 40; seed++) {
		run_mix(seed, a);
		run_mix(seed, b);
		assert_string_equal(a, b);
		nr_distinct += !!strcmp(a, last);
		strcpy(last, a);
	}
	assert_true(nr_distinct > 20);
}

int main(void)
{
#define CASE(fn) cmocka_unit_test_setup_teardown(fn, power_on, power_off)
	const struct CMUnitTest tests[] = {
		CASE(test_tasks_take_turns_in_order),
		CASE(test_time_stands_still_while_a_task_runs),
		CASE(test_limit_stops_the_clock),
		CASE(test_wake_up_leaves_no_token),
		CASE(test_sleeping_in_interrupt_is_found),
		CASE(test_sleeping_with_a_state_set_is_found),
		CASE(test_endless_loop_is_found),
		CASE(test_endless_poll_is_found),
		CASE(test_endless_spin_is_found),
#ifndef SHIM_HAS_ASAN
		CASE(test_null_pointer_is_a_finding),
		CASE(test_loop_without_points_is_found),
		CASE(test_stack_overflow_is_a_finding),
#endif
		CASE(test_two_minute_wait_is_found),
		CASE(test_jiffies_begin_before_their_wrap),
		CASE(test_same_seed_same_digest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
