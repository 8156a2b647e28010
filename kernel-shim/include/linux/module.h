/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Modules. A module is linked into the program; each boot gives its data back the
 * content that insmod would load, calls its init function, and at shutdown its exit
 * function. Needs the KBUILD_MODNAME and __KBUILD_MODNAME of add_shim_module().
 */
#ifndef _LINUX_MODULE_H
#define _LINUX_MODULE_H

#include <linux/compiler.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/moduleparam.h>
#include <linux/stringify.h>
#include <linux/types.h>

#include "../../boot.h"

struct module {
	const char *name;
	int nr_refs;
};

#define __MODULE_PASTE2(a, b, c) a##b##c
#define __MODULE_PASTE(a, b, c) __MODULE_PASTE2(a, b, c)
#define __MODULE_SYMBOL(before, after) __MODULE_PASTE(before, __KBUILD_MODNAME, after)

#ifdef MODULE
extern struct module __MODULE_SYMBOL(, _this_module);
#define THIS_MODULE (&__MODULE_SYMBOL(, _this_module))

/* One struct shim_module for each module: it is made by module_init(). */
extern char __MODULE_SYMBOL(__start_, _data)[], __MODULE_SYMBOL(__stop_, _data)[];
extern char __MODULE_SYMBOL(__start_, _bss)[], __MODULE_SYMBOL(__stop_, _bss)[];
void __MODULE_SYMBOL(, _exit)(void) __weak;

#define module_init(initfn)                                                         \
	struct module __MODULE_SYMBOL(, _this_module) = { .name = KBUILD_MODNAME }; \
	static const struct shim_module __shim_module __used = {                    \
		.name = KBUILD_MODNAME,                                             \
		.init = initfn,                                                     \
		.exit = __MODULE_SYMBOL(, _exit),                                   \
		.data_begin = __MODULE_SYMBOL(__start_, _data),                     \
		.data_end = __MODULE_SYMBOL(__stop_, _data),                        \
		.bss_begin = __MODULE_SYMBOL(__start_, _bss),                       \
		.bss_end = __MODULE_SYMBOL(__stop_, _bss),                          \
	};                                                                          \
	static const struct shim_module *const __shim_module_ptr __used __section(  \
		"shim_modules") = &__shim_module

#define module_exit(exitfn)                 \
	void __MODULE_SYMBOL(, _exit)(void) \
	{                                   \
		exitfn();                   \
	}                                   \
	_Static_assert(1, "")
#else
#define THIS_MODULE ((struct module *)0)
#endif

#define MODULE_LICENSE(x) _Static_assert(sizeof(x) > 1, "a licence")
#define MODULE_AUTHOR(x) _Static_assert(1, x)
#define MODULE_DESCRIPTION(x) _Static_assert(1, x)
#define MODULE_VERSION(x) _Static_assert(1, x)
#define MODULE_ALIAS(x) _Static_assert(1, x)
#define MODULE_SOFTDEP(x) _Static_assert(1, x)
#define MODULE_INFO(tag, x) _Static_assert(1, x)
#define MODULE_IMPORT_NS(ns) _Static_assert(1, #ns)

/* Counted only; what is in use at a module's exit is found by what it registered with. */
bool try_module_get(struct module *module);
void __module_get(struct module *module);
void module_put(struct module *module);
int module_refcount(struct module *module);
#define module_name(mod) ((mod) ? (mod)->name : "kernel")

#endif
