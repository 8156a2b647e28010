// SPDX-License-Identifier: GPL-2.0-only
/*
 * SIGSEGV, SIGBUS and SIGFPE in a task become the finding "oops", a loop without any
 * scheduling point "soft-lockup".
 *
 * From: boot.c installs it.   To: finding.c, which stops the world.
 *
 * The loop is found by a timer of processor time, which decides when the run ends, and
 * nothing of what it did before: without it, it would never end.
 *
 * The handler does nothing on the signal's stack but redirect: the task goes on in
 * oops_land(), on a stack of its own (the task's may be what overflowed), as if the
 * faulting instruction had called it; so the backtrace begins in the right place.
 */
#include "host/oops.h"

#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/time.h>
#include <ucontext.h>
#include <unistd.h>

#include "asan.h"
#include "choice.h"
#include "event.h"
#include "finding.h"
#include "sched.h"

#ifndef SHIM_HAS_ASAN

static char signal_stack[64 << 10] __attribute__((aligned(64)));
static char landing_stack[256 << 10] __attribute__((aligned(64)));
static const char *rule, *what;

__attribute__((noinline, used)) static void oops_land(void)
{
	finding_report(rule, "%s in task '%s'", what, sched_task_name(sched_current));
	__builtin_trap();
}

static const char *describe(int signal, const void *address)
{
	if (signal == SIGFPE)
		return "division by zero or overflow";
	if ((uintptr_t)address < 4096)
		return "access through a NULL pointer";
	return signal == SIGBUS ? "access beyond what is mapped (SIGBUS)" :
				  "access to memory that is not there";
}

static void redirect(ucontext_t *context, const char *broken, const char *how)
{
	uintptr_t *top = (uintptr_t *)(landing_stack + sizeof(landing_stack));

	rule = broken;
	what = how;

#if defined(__x86_64__)
	greg_t *regs = context->uc_mcontext.gregs;

	/* As after a call: the return address on top, the stack odd by one word. */
	top[-3] = (uintptr_t)regs[REG_RIP] + 1;
	regs[REG_RSP] = (greg_t)(uintptr_t)&top[-3];
	regs[REG_RIP] = (greg_t)(uintptr_t)oops_land;
#elif defined(__aarch64__)
	context->uc_mcontext.regs[30] = context->uc_mcontext.pc + 4;
	context->uc_mcontext.sp = (uintptr_t)&top[-4];
	context->uc_mcontext.pc = (uintptr_t)oops_land;
#endif
}

static void on_fault(int signal, siginfo_t *info, void *context)
{
	struct sigaction by_default = { .sa_handler = SIG_DFL };

	if (!sched_current || finding_first()) {
		sigaction(signal, &by_default, NULL); /* not the driver's fault: die of it */
		return;
	}
	redirect(context, "oops", describe(signal, info->si_addr));
}

/* --- loops --- */

#define TICK_S 2

static pid_t watched; /* a timer is not inherited by a fork */

/* What changes whenever the kernel side gets anywhere. */
static u64 progress(void)
{
	return choice_tracks[CHOICE_PREEMPT].idx + event_boundary();
}

static void on_tick(int signal, siginfo_t *info, void *context)
{
	static struct task_struct *seen_task;
	static u64 seen;

	if (sched_current && sched_current == seen_task && progress() == seen && !finding_first())
		redirect(context, "soft-lockup", "a loop without a scheduling point");
	seen_task = sched_current;
	seen = progress();
}

void oops_watch(void)
{
	struct sigaction action = { .sa_sigaction = on_tick,
				    .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART };
	struct itimerval period = { .it_interval.tv_sec = TICK_S, .it_value.tv_sec = TICK_S };

	if (watched == getpid())
		return;
	watched = getpid();
	sigaction(SIGVTALRM, &action, NULL);
	setitimer(ITIMER_VIRTUAL, &period, NULL);
}

void oops_init(void)
{
	static const int signals[] = { SIGSEGV, SIGBUS, SIGFPE };
	stack_t stack = { .ss_sp = signal_stack, .ss_size = sizeof(signal_stack) };
	struct sigaction action = { .sa_sigaction = on_fault, .sa_flags = SA_SIGINFO | SA_ONSTACK };
	size_t i;

	sigaltstack(&stack, NULL);
	for (i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		sigaction(signals[i], &action, NULL);
}

#else

void oops_init(void)
{
	/* AddressSanitizer's report names the access better, and ends the program. */
}

void oops_watch(void)
{
	/* It could not follow the jump to another stack. */
}

#endif
