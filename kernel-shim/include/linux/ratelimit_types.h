/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_RATELIMIT_TYPES_H
#define _LINUX_RATELIMIT_TYPES_H

#include <linux/param.h>
#include <linux/types.h>

#define DEFAULT_RATELIMIT_INTERVAL (5 * HZ)
#define DEFAULT_RATELIMIT_BURST 10

struct ratelimit_state {
	int interval; /* jiffies */
	int burst;
	int printed;
	int missed;
	unsigned long begin;
	bool has_begun;
};

#define RATELIMIT_STATE_INIT(name, interval_init, burst_init)       \
	{                                                           \
		.interval = (interval_init), .burst = (burst_init), \
	}
#define DEFINE_RATELIMIT_STATE(name, interval_init, burst_init) \
	struct ratelimit_state name = RATELIMIT_STATE_INIT(name, interval_init, burst_init)

/* 1: go on. 0: @burst in this interval have passed already. */
int ___ratelimit(struct ratelimit_state *rs, const char *func);
#define __ratelimit(state) ___ratelimit((state), __func__)

#endif
