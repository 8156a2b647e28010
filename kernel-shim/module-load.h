/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Linked modules: their data at power-on, and their parameters.
 */
#ifndef SHIM_MODULE_LOAD_H
#define SHIM_MODULE_LOAD_H

#include "boot.h"
#include "ints.h"

/* The i-th module in the order of linking; NULL beyond the last. */
const struct shim_module *module_nth(size_t i);

/*
 * Give the data of all modules the content of the program file (insmod), then set
 * the parameters asked for by module_param_default(). The first call saves that content.
 */
void module_restore_all(void);

/*
 * insmod of all in the order of linking, until one fails: then those before it are
 * unloaded again and its errno is returned. rmmod is in reverse order. Context: a task.
 */
int module_init_all(void);
void module_exit_all(void);

/**
 * module_param_set - what writing to /sys/module/@module/parameters/@name does
 * Return: 0, -ENOENT, -EPERM (not writable), or what the parameter's type says.
 */
int module_param_set(const char *module, const char *name, const char *value);

/* Its value as text without newline. Return: 0 or -ENOENT. */
int module_param_get(const char *module, const char *name, char *out, size_t out_bytes);

/*
 * An argument of insmod for all boots to come: module_restore_all() sets it.
 * Return: as module_param_set() (tried at once), but any permission will do.
 * @value NULL: forget it.
 */
int module_param_default(const char *module, const char *name, const char *value);

#endif
