// SPDX-License-Identifier: GPL-2.0-only
/*
 * The linked modules: their data as insmod would load it, init and exit.
 *
 * From: boot.c.
 * To:   the modules, through the section shim_modules that module_init() fills.
 */
#include "module-load.h"

#include <linux/bug.h>
#include <linux/module.h>

#include "finding.h"
#include "host/host.h"
#include "param.h"
#include "poison.h"

extern const struct shim_module *const __start_shim_modules[] __weak;
extern const struct shim_module *const __stop_shim_modules[] __weak;

#define MAX_MODULES 16

static char *saved_data[MAX_MODULES], *zeros[MAX_MODULES];

static size_t nr_modules(void)
{
	return __stop_shim_modules - __start_shim_modules;
}

const struct shim_module *module_nth(size_t i)
{
	return i < nr_modules() ? __start_shim_modules[i] : NULL;
}

/* --- data --- */

static void save_data(size_t i)
{
	const struct shim_module *m = module_nth(i);
	size_t len_bytes = m->data_end - m->data_begin;

	if (i >= MAX_MODULES)
		shim_unimplemented("more than 16 modules in one program");
	saved_data[i] = host_alloc_zeroed(len_bytes);
	zeros[i] = host_alloc_zeroed(m->bss_end - m->bss_begin);
	poison_copy(saved_data[i], m->data_begin, len_bytes);
}

void module_save_all(void)
{
	size_t i;

	for (i = 0; i < nr_modules(); i++)
		if (!saved_data[i])
			save_data(i);
}

void module_restore_all(void)
{
	size_t i;

	module_save_all();
	for (i = 0; i < nr_modules(); i++) {
		const struct shim_module *m = module_nth(i);

		poison_copy(m->data_begin, saved_data[i], m->data_end - m->data_begin);
		poison_copy(m->bss_begin, zeros[i], m->bss_end - m->bss_begin);
	}
	param_apply_defaults();
}

/* --- init and exit --- */

static size_t nr_loaded;

static void unload(const struct shim_module *m)
{
	if (m->exit)
		m->exit();
}

void module_exit_all(void)
{
	while (nr_loaded)
		unload(module_nth(--nr_loaded));
}

int module_init_all(void)
{
	int error = 0;

	for (nr_loaded = 0; nr_loaded < nr_modules(); nr_loaded++) {
		error = module_nth(nr_loaded)->init();
		if (error)
			break;
	}
	if (error)
		module_exit_all();
	return error;
}

/* --- references --- */

bool try_module_get(struct module *module)
{
	if (module)
		module->nr_refs++;
	return true;
}

void __module_get(struct module *module)
{
	try_module_get(module);
}

void module_put(struct module *module)
{
	if (module && WARN_ON(module->nr_refs-- <= 0))
		module->nr_refs = 0;
}

int module_refcount(struct module *module)
{
	return module ? module->nr_refs : 0;
}
