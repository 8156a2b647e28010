/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Cases as tables: kernel code that breaks one rule and must be caught by it, or that
 * keeps all of them. Shared by the kernel side (tables) and the host side (cases_run()).
 */
#ifndef SHIM_TEST_CASES_H
#define SHIM_TEST_CASES_H

/**
 * struct shim_case - one function, run as a user's task in a fresh machine
 * @rule: what must be found, in it or at shutdown; NULL: nothing may be found
 */
struct shim_case {
	const char *name;
	void (*fn)(void *arg);
	const char *rule;
};

#define CASE_GOOD(function)            \
	{                              \
#function, function, 0 \
	}
#define CASE_BAD(function, rule)          \
	{                                 \
#function, function, rule \
	}
#define CASE_END        \
	{               \
		0, 0, 0 \
	}

extern const struct shim_case lock_cases[], lockdep_cases[], wait_cases[], timer_cases[];
extern const struct shim_case workqueue_cases[], kthread_cases[], rcu_cases[], signal_cases[];
extern const struct shim_case wait_lost_cases[];

#ifdef __KERNEL__
#include "finding.h"

/* In a case that keeps the rules: what it saw. */
#define CASE_EXPECT(cond)                                                               \
	do {                                                                            \
		if (!(cond))                                                            \
			finding_report("case", "%s:%d: %s", __func__, __LINE__, #cond); \
	} while (0)
#endif

#endif
