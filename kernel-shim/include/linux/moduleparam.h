/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Parameters of modules: variables that a scenario sets by name, at insmod or later
 * (module_param_set() of the shim).
 */
#ifndef _LINUX_MODULEPARAM_H
#define _LINUX_MODULEPARAM_H

#include <linux/compiler.h>
#include <linux/types.h>

struct kernel_param;

struct kernel_param_ops {
	unsigned int flags;
	int (*set)(const char *val, const struct kernel_param *kp);
	int (*get)(char *buffer, const struct kernel_param *kp); /* a line into a page */
};

struct kernel_param {
	const char *module;
	const char *name;
	const struct kernel_param_ops *ops;
	u16 perm;
	void *arg;
};

#define __PARAM_OPS(type)                                                     \
	extern const struct kernel_param_ops param_ops_##type;                \
	int param_set_##type(const char *val, const struct kernel_param *kp); \
	int param_get_##type(char *buffer, const struct kernel_param *kp)

__PARAM_OPS(byte);
__PARAM_OPS(short);
__PARAM_OPS(ushort);
__PARAM_OPS(int);
__PARAM_OPS(uint);
__PARAM_OPS(long);
__PARAM_OPS(ulong);
__PARAM_OPS(ullong);
__PARAM_OPS(bool);
__PARAM_OPS(charp);

#define __PARAM_C_byte u8
#define __PARAM_C_short short
#define __PARAM_C_ushort unsigned short
#define __PARAM_C_int int
#define __PARAM_C_uint unsigned int
#define __PARAM_C_long long
#define __PARAM_C_ulong unsigned long
#define __PARAM_C_ullong unsigned long long
#define __PARAM_C_bool bool
#define __PARAM_C_charp char *

#define module_param_cb(param, param_ops, param_arg, param_perm)                      \
	static const struct kernel_param __param_##param __used = {                   \
		KBUILD_MODNAME, #param, param_ops, param_perm, param_arg,             \
	};                                                                            \
	static const struct kernel_param *const __param_ptr_##param __used __section( \
		"shim_params") = &__param_##param

#define module_param_named(param, variable, type, perm)                                       \
	_Static_assert(__same_type(variable, __PARAM_C_##type), "type of parameter " #param); \
	module_param_cb(param, &param_ops_##type, (void *)&(variable), perm)

#define module_param(param, type, perm) module_param_named(param, param, type, perm)
#define module_param_unsafe(param, type, perm) module_param(param, type, perm)
#define MODULE_PARM_DESC(param, desc) _Static_assert(1, #param)

#define S_IRUSR 00400
#define S_IWUSR 00200
#define S_IRUGO 00444
#define S_IWUGO 00222

#endif
