/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Virtual time: nanoseconds since power-on. It stands still while a task can
 * run and jumps to the next due alarm when none can.
 */
#ifndef SHIM_CLOCK_H
#define SHIM_CLOCK_H

#include "ints.h"

#define CLOCK_HZ 250

/**
 * struct alarm - something due at an instant
 * @fn: called by the scheduler on its own stack when the instant has come (as the
 *	hardware would raise an interrupt): it must not block, and to run kernel
 *	code it hands a function to sched_irq()
 */
struct alarm {
	void (*fn)(struct alarm *alarm);
	u64 due_ns;
	u64 order; /* alarms due at the same instant: the one set first comes first … */
	u32 heap_pos; /* … unless CHOICE_ORDER says otherwise; 0: not set */
};

u64 clock_now_ns(void);
u64 clock_jiffies(void); /* starts at INITIAL_JIFFIES: kernel-semantics F7.21 */
void alarm_set(struct alarm *alarm, u64 due_ns); /* moves it if set already */
bool alarm_cancel(struct alarm *alarm); /* true if it was set */

/* --- for the scheduler and boot.c alone --- */

void clock_reset(u32 hz); /* power on: 0 ns, no alarm */
u64 clock_next_due_ns(void); /* ~0: no alarm is set */
void clock_advance(u64 to_ns); /* forwards only */
void clock_fire(void); /* one alarm that is due at the present instant */

#endif
