/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * All modules are linked into one program, so every symbol is exported.
 */
#ifndef _LINUX_EXPORT_H
#define _LINUX_EXPORT_H

struct module;

#define EXPORT_SYMBOL(sym) _Static_assert(1, #sym)
#define EXPORT_SYMBOL_GPL(sym) _Static_assert(1, #sym)
#define EXPORT_SYMBOL_NS_GPL(sym, ns) _Static_assert(1, #sym)

#endif
