/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Variables of each CPU: there is one copy, as on a machine of one CPU. Access needs
 * preemption off, as in the kernel; get_cpu_ptr() does that.
 */
#ifndef _LINUX_PERCPU_H
#define _LINUX_PERCPU_H

#include <linux/preempt.h>
#include <linux/slab.h>
#include <linux/smp.h>
#include <linux/types.h>

#define DEFINE_PER_CPU(type, name) typeof(type) name
#define DECLARE_PER_CPU(type, name) extern typeof(type) name

void *__alloc_percpu_gfp(size_t size, size_t align, gfp_t gfp) __malloc; /* zeroed */
void free_percpu(void *p);

#define alloc_percpu_gfp(type, gfp) \
	((typeof(type) *)__alloc_percpu_gfp(sizeof(type), __alignof__(type), (gfp)))
#define alloc_percpu(type) alloc_percpu_gfp(type, GFP_KERNEL)
#define __alloc_percpu(size, align) __alloc_percpu_gfp((size), (align), GFP_KERNEL)

#define per_cpu_ptr(ptr, cpu) ((void)(cpu), (ptr))
#define per_cpu(var, cpu) (*per_cpu_ptr(&(var), (cpu)))
#define this_cpu_ptr(ptr) (ptr)
#define raw_cpu_ptr(ptr) (ptr)

#define get_cpu_ptr(ptr)           \
	({                         \
		preempt_disable(); \
		(ptr);             \
	})
#define put_cpu_ptr(ptr)          \
	do {                      \
		(void)(ptr);      \
		preempt_enable(); \
	} while (0)
#define get_cpu_var(var) (*get_cpu_ptr(&(var)))
#define put_cpu_var(var) put_cpu_ptr(&(var))

/* Safe against preemption, so without a scheduling point within. */
#define this_cpu_read(var) (var)
#define this_cpu_write(var, val) ((var) = (val))
#define this_cpu_add(var, val) ((var) += (val))
#define this_cpu_sub(var, val) ((var) -= (val))
#define this_cpu_inc(var) ((var)++)
#define this_cpu_dec(var) ((var)--)

#endif
