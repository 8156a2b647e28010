// SPDX-License-Identifier: GPL-2.0-only
/*
 * Virtual time and the heap of alarms.
 *
 * From: disks, timers, sleeping tasks set alarms; sched.c advances and fires.
 * To:   the alarms' functions.
 *
 * A binary heap by (instant, order of setting); position 0 is not used, so that 0
 * can mean "not set".
 */
#include "clock.h"

#include <stdio.h>
#include <stdlib.h>

#include "choice.h"
#include "event.h"

static u64 now_ns;
static u64 tick_ns = 1000000000ULL / CLOCK_HZ;
static u64 initial_jiffies;
static u64 next_order;

static struct alarm **heap;
static u32 nr_heap, heap_room;

u64 clock_now_ns(void)
{
	return now_ns;
}

u64 clock_jiffies(void)
{
	return initial_jiffies + now_ns / tick_ns;
}

void clock_reset(u32 hz)
{
	if (!hz)
		hz = CLOCK_HZ;
	tick_ns = 1000000000ULL / hz;
	/* F7.21: five minutes before the low 32 bits wrap. */
	initial_jiffies = (u32)(-300 * (s32)hz);
	now_ns = 0;
	next_order = 0;
	while (nr_heap)
		heap[nr_heap--]->heap_pos = 0;
}

u64 clock_next_due_ns(void)
{
	return nr_heap ? heap[1]->due_ns : ~0ULL;
}

void clock_advance(u64 to_ns)
{
	if (to_ns <= now_ns)
		return;
	now_ns = to_ns;
	event_log(EVENT_TIME, 0, now_ns, 0, 0);
}

static bool is_before(const struct alarm *a, const struct alarm *b)
{
	return a->due_ns != b->due_ns ? a->due_ns < b->due_ns : a->order < b->order;
}

static void heap_put(struct alarm *alarm, u32 pos)
{
	heap[pos] = alarm;
	alarm->heap_pos = pos;
}

static void heap_up(struct alarm *alarm, u32 pos)
{
	while (pos > 1 && is_before(alarm, heap[pos / 2])) {
		heap_put(heap[pos / 2], pos);
		pos /= 2;
	}
	heap_put(alarm, pos);
}

static void heap_down(struct alarm *alarm, u32 pos)
{
	for (;;) {
		u32 child = 2 * pos;

		if (child > nr_heap)
			break;
		if (child < nr_heap && is_before(heap[child + 1], heap[child]))
			child++;
		if (!is_before(heap[child], alarm))
			break;
		heap_put(heap[child], pos);
		pos = child;
	}
	heap_put(alarm, pos);
}

static void heap_remove(struct alarm *alarm)
{
	u32 pos = alarm->heap_pos;
	struct alarm *last = heap[nr_heap--];

	alarm->heap_pos = 0;
	if (last == alarm)
		return;
	if (pos > 1 && is_before(last, heap[pos / 2]))
		heap_up(last, pos);
	else
		heap_down(last, pos);
}

void alarm_set(struct alarm *alarm, u64 due_ns)
{
	if (alarm->heap_pos)
		heap_remove(alarm);
	if (nr_heap + 2 > heap_room) {
		heap_room = heap_room ? 2 * heap_room : 1024;
		heap = realloc(heap, heap_room * sizeof(*heap));
		if (!heap) {
			perror("wbsim: no memory for alarms");
			exit(3);
		}
	}
	alarm->due_ns = due_ns < now_ns ? now_ns : due_ns;
	alarm->order = next_order++;
	heap_up(alarm, ++nr_heap);
}

bool alarm_cancel(struct alarm *alarm)
{
	if (!alarm->heap_pos)
		return false;
	heap_remove(alarm);
	return true;
}

#define MAX_RIVALS 8u

/* Alarms due at the same instant as the first: they are a connected top of the heap. */
static u32 rivals(struct alarm **out)
{
	u64 due_ns = heap[1]->due_ns;
	u32 nr = 1;

	out[0] = heap[1];
	for (u32 i = 0; i < nr; i++)
		for (u32 side = 0; side < 2; side++) {
			u32 child = 2 * out[i]->heap_pos + side;

			if (child <= nr_heap && heap[child]->due_ns == due_ns && nr < MAX_RIVALS)
				out[nr++] = heap[child];
		}
	return nr;
}

void clock_fire(void)
{
	struct alarm *due[MAX_RIVALS];
	u32 nr = rivals(due);
	struct alarm *alarm = due[nr > 1 ? choose(CHOICE_ORDER, nr) : 0];

	heap_remove(alarm);
	alarm->fn(alarm);
}
