// SPDX-License-Identifier: GPL-2.0-only
/*
 * Waiting for a bit or a variable: a table of wait queues, found by address.
 *
 * From: users of <linux/wait_bit.h>.
 * To:   wait.c. Others that share the queue are woken too and test again.
 *
 * The arena lies always at the same address, so the table is the same in every run; a
 * variable on a stack shares queue 0.
 */
#include <linux/wait_bit.h>

#include <linux/bitops.h>
#include <linux/errno.h>
#include <linux/limits.h>

#include "boot.h"
#include "memory.h"

#define NR_QUEUES 64

static struct wait_queue_head queues[NR_QUEUES];

static struct wait_queue_head *queue_of(const void *word, int bit)
{
	size_t offset = (const char *)word - arena_begin;

	if (offset >= arena_bytes)
		return &queues[0];
	return &queues[(offset / sizeof(long) * 8 + bit) * 0x9e3779b97f4a7c15ull >> 58];
}

struct wait_queue_head *bit_waitqueue(void *word, int bit)
{
	return queue_of(word, bit);
}

struct wait_queue_head *__var_waitqueue(void *p)
{
	return queue_of(p, 0);
}

int wait_on_bit_timeout(unsigned long *word, int bit, unsigned int mode, unsigned long timeout)
{
	struct wait_queue_head *queue = bit_waitqueue(word, bit);
	struct wait_queue_entry entry;
	long left = timeout, r = 0;

	might_sleep();
	init_wait_entry(&entry, 0);
	while (test_bit(bit, word) && !r) {
		r = prepare_to_wait_event(queue, &entry, mode);
		if (r)
			r = -EINTR;
		else if (!left)
			r = -EAGAIN;
		else if (test_bit(bit, word)) {
			sched_waits_on("wait_on_bit");
			left = schedule_timeout(left);
			sched_waits_on(NULL);
		}
	}
	finish_wait(queue, &entry);
	return r;
}

int wait_on_bit(unsigned long *word, int bit, unsigned int mode)
{
	return wait_on_bit_timeout(word, bit, mode, MAX_SCHEDULE_TIMEOUT);
}

int wait_on_bit_io(unsigned long *word, int bit, unsigned int mode)
{
	return wait_on_bit(word, bit, mode);
}

int wait_on_bit_lock(unsigned long *word, int bit, unsigned int mode)
{
	int r = 0;

	while (!r && test_and_set_bit(bit, word))
		r = wait_on_bit(word, bit, mode);
	return r;
}

void wake_up_bit(void *word, int bit)
{
	wake_up_all(bit_waitqueue(word, bit));
}

void wake_up_var(void *var)
{
	wake_up_all(__var_waitqueue(var));
}

void clear_and_wake_up_bit(int bit, unsigned long *word)
{
	clear_bit(bit, word);
	sched_point(POINT_BARRIER);
	wake_up_bit(word, bit);
}

static void wait_bit_boot(void)
{
	int i;

	for (i = 0; i < NR_QUEUES; i++)
		init_waitqueue_head(&queues[i]);
}

SHIM_SUBSYSTEM(wait_bit, 30, wait_bit_boot, NULL);
