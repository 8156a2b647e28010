/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Fibers: stacks and the switch between them. A switch saves the registers that
 * the ABI lets a callee keep, and nothing else. Stacks have a guard page below,
 * are pooled, and stay warm from boot to boot.
 */
#ifndef SHIM_FIBER_H
#define SHIM_FIBER_H

#include "ints.h"

struct fiber {
	void *sp; /* saved stack pointer while it does not run */
	void *stack; /* lowest usable byte; NULL: the host stack */
	size_t stack_bytes;
	void *fake_stack; /* AddressSanitizer's */
	void (*fn)(void *arg);
	void *arg;
	struct fiber *next_free;
};

/**
 * fiber_create - a fiber that will run @fn(@arg) at the first switch to it
 * @fn must never return: it ends by switching away for good.
 * Return: from the pool if possible; never NULL (the host's memory is not simulated).
 */
struct fiber *fiber_create(void (*fn)(void *arg), void *arg);

/* Back to the pool. Not the running one. */
void fiber_destroy(struct fiber *fiber);

/* The running fiber stops here and @to goes on. @is_last: @from never runs again. */
void fiber_switch(struct fiber *from, struct fiber *to, bool is_last);

/* The stack that the process came with, as a fiber. */
struct fiber *fiber_host(void);

/* Return addresses on the stack of @fiber (NULL: of the caller), innermost first. */
size_t fiber_backtrace(const struct fiber *fiber, const void **frames, size_t nr);

#endif
