// SPDX-License-Identifier: GPL-2.0-only
/*
 * Conversions of time. F7.20: up where a wait must not be short, down where time passed
 * is reported; 0 stays 0; what is negative as an int is for ever.
 */
#include <linux/jiffies.h>

#include <linux/time64.h>
#include <linux/timer.h>

#define MSECS_OF_JIFFY (MSEC_PER_SEC / HZ)
#define USECS_OF_JIFFY (USEC_PER_SEC / HZ)

unsigned long msecs_to_jiffies(unsigned int m)
{
	if ((int)m < 0)
		return MAX_JIFFY_OFFSET;
	return ((unsigned long)m + MSECS_OF_JIFFY - 1) / MSECS_OF_JIFFY;
}

unsigned long usecs_to_jiffies(unsigned int u)
{
	if (u > jiffies_to_usecs(MAX_JIFFY_OFFSET))
		return MAX_JIFFY_OFFSET;
	return ((unsigned long)u + USECS_OF_JIFFY - 1) / USECS_OF_JIFFY;
}

u64 nsecs_to_jiffies64(u64 n)
{
	return n / TICK_NSEC;
}

unsigned long nsecs_to_jiffies(u64 n)
{
	return nsecs_to_jiffies64(n);
}

unsigned int jiffies_to_msecs(unsigned long j)
{
	return MSECS_OF_JIFFY * j;
}

unsigned int jiffies_to_usecs(unsigned long j)
{
	return USECS_OF_JIFFY * j;
}

u64 jiffies64_to_nsecs(u64 j)
{
	return j * TICK_NSEC;
}

u64 jiffies64_to_msecs(u64 j)
{
	return j * MSECS_OF_JIFFY;
}

/* To a whole second, so that timers that may be late fire together; never into the past. */
static unsigned long round_to_second(unsigned long j, bool is_up)
{
	unsigned long rest = j % HZ;
	unsigned long rounded = rest < HZ / 4 && !is_up ? j - rest : j - rest + HZ;

	return time_is_after_jiffies(rounded) ? rounded : j;
}

unsigned long round_jiffies(unsigned long j)
{
	return round_to_second(j, false);
}

unsigned long round_jiffies_up(unsigned long j)
{
	return round_to_second(j, true);
}

unsigned long round_jiffies_relative(unsigned long j)
{
	unsigned long now = jiffies;

	return round_to_second(j + now, false) - now;
}
