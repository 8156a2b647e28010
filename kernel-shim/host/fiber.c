// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fibers: see fiber.h.
 *
 * From: sched.c, which alone decides who runs.
 * To:   fiber_*.S, and AddressSanitizer, which must be told of each switch.
 *
 *   guard page | stack … | frame of fiber_trampoline |  <- grows downwards
 */
#include "fiber.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "asan.h"

#ifdef SHIM_HAS_ASAN
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#define STACK_BYTES (512u << 10)
#else
#define STACK_BYTES (64u << 10)
#endif

void fiber_swap(void **save_sp, void *load_sp);
void fiber_trampoline(void);
void fiber_begin(void);

static struct fiber host_fiber;
static struct fiber *running = &host_fiber;
static struct fiber *pool;

struct fiber *fiber_host(void)
{
	return &host_fiber;
}

#if defined(__x86_64__)
#define FRAME_WORDS 6 /* r15 r14 r13 r12 rbx rbp, then the return address */
#elif defined(__aarch64__)
#define FRAME_WORDS 20 /* x19 … x30, d8 … d15; lr is word 11 */
#else
#error "fiber_swap() is written for x86-64 and arm64"
#endif

/* The stack as fiber_swap() would have left it, about to return into the trampoline. */
static void *fiber_prepare(struct fiber *fiber)
{
	uintptr_t *top = (uintptr_t *)((char *)fiber->stack + fiber->stack_bytes);
	uintptr_t *sp;

#if defined(__x86_64__)
	/* At the trampoline's first instruction the stack is aligned to 16 bytes. */
	sp = top - 2 - FRAME_WORDS - 1;
	memset(sp, 0, (char *)top - (char *)sp);
	sp[FRAME_WORDS] = (uintptr_t)fiber_trampoline;
#else
	sp = top - 2 - FRAME_WORDS;
	memset(sp, 0, (char *)top - (char *)sp);
	sp[11] = (uintptr_t)fiber_trampoline;
#endif
	return sp;
}

static struct fiber *fiber_map(void)
{
	size_t page = sysconf(_SC_PAGESIZE);
	struct fiber *fiber = calloc(1, sizeof(*fiber));
	char *base = mmap(NULL, STACK_BYTES + page, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (!fiber || base == MAP_FAILED || mprotect(base, page, PROT_NONE)) {
		perror("wbsim: no memory for a task's stack");
		exit(3);
	}
	fiber->stack = base + page;
	fiber->stack_bytes = STACK_BYTES;
	return fiber;
}

struct fiber *fiber_create(void (*fn)(void *arg), void *arg)
{
	struct fiber *fiber = pool;

	if (fiber)
		pool = fiber->next_free;
	else
		fiber = fiber_map();
	fiber->fn = fn;
	fiber->arg = arg;
	fiber->fake_stack = NULL;
	fiber->sp = fiber_prepare(fiber);
	return fiber;
}

void fiber_destroy(struct fiber *fiber)
{
#ifdef SHIM_HAS_ASAN
	/* What a dropped task had poisoned around its locals is nobody's now. */
	__asan_unpoison_memory_region(fiber->stack, fiber->stack_bytes);
#endif
	fiber->next_free = pool;
	pool = fiber;
}

/* The first thing that a new fiber does, called by the trampoline. */
void fiber_begin(void)
{
#ifdef SHIM_HAS_ASAN
	const void *bottom;
	size_t size;

	__sanitizer_finish_switch_fiber(NULL, &bottom, &size);
	if (!host_fiber.stack) {
		host_fiber.stack = (void *)bottom;
		host_fiber.stack_bytes = size;
	}
#endif
	running->fn(running->arg);
	abort();
}

void fiber_switch(struct fiber *from, struct fiber *to, bool is_last)
{
	running = to;
#ifdef SHIM_HAS_ASAN
	__sanitizer_start_switch_fiber(is_last ? NULL : &from->fake_stack, to->stack,
				       to->stack_bytes);
#endif
	fiber_swap(&from->sp, to->sp);
#ifdef SHIM_HAS_ASAN
	__sanitizer_finish_switch_fiber(from->fake_stack, NULL, NULL);
#endif
}

/* Frame pointers: [rbp] is the caller's, [rbp + 8] the return address (arm64 alike). */
__attribute__((no_sanitize("address"))) static size_t walk(const uintptr_t *frame,
							   const void **frames, size_t nr)
{
	size_t n = 0;

	while (frame && n < nr && frame[1]) {
		const uintptr_t *next = (const uintptr_t *)frame[0];

		frames[n++] = (const void *)frame[1];
		if (next <= frame)
			break;
		frame = next;
	}
	return n;
}

size_t fiber_backtrace(const struct fiber *fiber, const void **frames, size_t nr)
{
	const uintptr_t *sp;

	if (!fiber || fiber == running)
		return walk(__builtin_frame_address(0), frames, nr);
	sp = fiber->sp;
#if defined(__x86_64__)
	return walk((const uintptr_t *)sp[5], frames, nr);
#else
	return walk((const uintptr_t *)sp[10], frames, nr);
#endif
}
