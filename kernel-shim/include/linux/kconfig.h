/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * IS_ENABLED(CONFIG_X): 1 if CONFIG_X is defined as 1 (built in) or CONFIG_X_MODULE is.
 */
#ifndef _LINUX_KCONFIG_H
#define _LINUX_KCONFIG_H

#define __KCONFIG_ARG_1 0,
#define __kconfig_second(ignored, val, ...) val
#define __kconfig_pick(arg_or_junk) __kconfig_second(arg_or_junk 1, 0)
#define __kconfig_paste(x) __kconfig_pick(__KCONFIG_ARG_##x)
#define __is_defined(x) __kconfig_paste(x)

#define IS_BUILTIN(option) __is_defined(option)
#define IS_MODULE(option) __is_defined(option##_MODULE)
#define IS_REACHABLE(option) IS_ENABLED(option)
#define IS_ENABLED(option) (IS_BUILTIN(option) || IS_MODULE(option))

#endif
