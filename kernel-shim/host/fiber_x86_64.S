/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * void fiber_swap(void **save_sp, void *load_sp)
 *
 * System V ABI for x86-64: rbx, rbp, r12-r15 belong to the caller, so they are
 * pushed on its stack; everything else is dead across a call. The rounding modes
 * (mxcsr, x87 control word) never change here. A new stack is laid out by
 * fiber_prepare() as if it had been saved by this function.
 */
#ifdef __x86_64__
	.text
	.globl fiber_swap
	.type fiber_swap, @function
fiber_swap:
	pushq %rbp
	pushq %rbx
	pushq %r12
	pushq %r13
	pushq %r14
	pushq %r15
	movq %rsp, (%rdi)
	movq %rsi, %rsp
	popq %r15
	popq %r14
	popq %r13
	popq %r12
	popq %rbx
	popq %rbp
	ret
	.size fiber_swap, . - fiber_swap

	/* First frame of a fiber: rbp is 0, so a backtrace ends here. */
	.globl fiber_trampoline
	.type fiber_trampoline, @function
fiber_trampoline:
	call fiber_begin
	ud2
	.size fiber_trampoline, . - fiber_trampoline
#endif

	.section .note.GNU-stack, "", @progbits
