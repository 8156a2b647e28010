/* SPDX-License-Identifier: GPL-2.0-only */
/* Kernel-side tasks that sched_test.c starts. */
#ifndef SCHED_CASES_H
#define SCHED_CASES_H

extern char *case_log; /* yielders and mixed tasks append here */

void case_yielder(void *arg);
void case_mixed(void *arg);
void case_sleep_one_second(void *arg);
void case_sleep_five_minutes(void *arg);
void case_sleep_after_wake(void *arg);
void case_sleep_in_irq(void *arg);
void case_sleep_with_state(void *arg);
void case_wait_uninterruptibly(void *arg);
void case_yield_for_ever(void *arg);
void case_poll_for_ever(void *arg);
void case_spin_for_ever(void *arg);
void case_loop_for_ever(void *arg);
void case_null_pointer(void *arg);
void case_stack_overflow(void *arg);

#endif
