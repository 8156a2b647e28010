// SPDX-License-Identifier: GPL-2.0-only
/*
 * Parameters of modules, by name.
 *
 * From: the harness (module-load.h).
 * To:   the section shim_params that module_param() fills.
 */
#include "param.h"

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/moduleparam.h>
#include <linux/string.h>

#include "finding.h"
#include "module-load.h"

extern const struct kernel_param *const __start_shim_params[] __weak;
extern const struct kernel_param *const __stop_shim_params[] __weak;

#define MAX_DEFAULTS 32
#define VALUE_BYTES 64

struct param_default {
	const struct kernel_param *param;
	char value[VALUE_BYTES];
};

static struct param_default defaults[MAX_DEFAULTS];
static u32 nr_defaults;

static const struct kernel_param *find(const char *module, const char *name)
{
	const struct kernel_param *const *p;

	for (p = __start_shim_params; p < __stop_shim_params; p++)
		if (!strcmp((*p)->module, module) && !strcmp((*p)->name, name))
			return *p;
	return NULL;
}

int module_param_set(const char *module, const char *name, const char *value)
{
	const struct kernel_param *param = find(module, name);

	if (!param)
		return -ENOENT;
	if (!(param->perm & S_IWUSR) || !param->ops->set)
		return -EPERM;
	return param->ops->set(value, param);
}

int module_param_get(const char *module, const char *name, char *out, size_t out_bytes)
{
	const struct kernel_param *param = find(module, name);
	char text[VALUE_BYTES * 2];
	int len;

	if (!param || !param->ops->get)
		return -ENOENT;
	len = param->ops->get(text, param);
	if (len > 0 && text[len - 1] == '\n')
		text[len - 1] = '\0';
	strscpy(out, text, out_bytes);
	return 0;
}

/* --- at insmod --- */

static struct param_default *find_default(const struct kernel_param *param)
{
	u32 i;

	for (i = 0; i < nr_defaults; i++)
		if (defaults[i].param == param)
			return &defaults[i];
	return NULL;
}

int module_param_default(const char *module, const char *name, const char *value)
{
	const struct kernel_param *param = find(module, name);
	struct param_default *d;
	int error;

	if (!param)
		return -ENOENT;
	d = find_default(param);
	if (!value) {
		if (d)
			*d = defaults[--nr_defaults];
		return 0;
	}
	module_save_all();
	error = param->ops->set ? param->ops->set(value, param) : -EPERM;
	if (error)
		return error;
	if (!d && nr_defaults == MAX_DEFAULTS)
		shim_unimplemented("more than 32 module parameters");
	if (!d)
		d = &defaults[nr_defaults++];
	d->param = param;
	return strscpy(d->value, value, sizeof(d->value)) < 0 ? -E2BIG : 0;
}

void param_apply_defaults(void)
{
	u32 i;

	for (i = 0; i < nr_defaults; i++)
		defaults[i].param->ops->set(defaults[i].value, defaults[i].param);
}

/* --- the types --- */

#define PARAM_TYPE(name, type, parse, format)                                \
	int param_set_##name(const char *val, const struct kernel_param *kp) \
	{                                                                    \
		return parse(val, 0, (type *)kp->arg);                       \
	}                                                                    \
	int param_get_##name(char *buffer, const struct kernel_param *kp)    \
	{                                                                    \
		return sprintf(buffer, format "\n", *(type *)kp->arg);       \
	}                                                                    \
	const struct kernel_param_ops param_ops_##name = {                   \
		.set = param_set_##name,                                     \
		.get = param_get_##name,                                     \
	}

PARAM_TYPE(byte, u8, kstrtou8, "%hhu");
PARAM_TYPE(short, s16, kstrtos16, "%hd");
PARAM_TYPE(ushort, u16, kstrtou16, "%hu");
PARAM_TYPE(int, int, kstrtoint, "%d");
PARAM_TYPE(uint, unsigned int, kstrtouint, "%u");
PARAM_TYPE(long, long, kstrtol, "%ld");
PARAM_TYPE(ulong, unsigned long, kstrtoul, "%lu");
PARAM_TYPE(ullong, unsigned long long, kstrtoull, "%llu");

/* Without a value (as a flag of insmod) it is true. */
int param_set_bool(const char *val, const struct kernel_param *kp)
{
	return kstrtobool(val ? val : "1", kp->arg);
}

int param_get_bool(char *buffer, const struct kernel_param *kp)
{
	return sprintf(buffer, "%c\n", *(bool *)kp->arg ? 'Y' : 'N');
}

const struct kernel_param_ops param_ops_bool = { .set = param_set_bool, .get = param_get_bool };

int param_set_charp(const char *val, const struct kernel_param *kp)
{
	shim_unimplemented("module parameters of type charp");
}

int param_get_charp(char *buffer, const struct kernel_param *kp)
{
	return sprintf(buffer, "%s\n", *(char **)kp->arg);
}

const struct kernel_param_ops param_ops_charp = { .set = param_set_charp, .get = param_get_charp };
