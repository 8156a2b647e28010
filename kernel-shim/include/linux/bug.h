/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * WARN and BUG. Both are findings: the first of a run ends it (F9.2).
 */
#ifndef _LINUX_BUG_H
#define _LINUX_BUG_H

#include <linux/build_bug.h>
#include <linux/compiler.h>

/* Finding "warn"; @fmt NULL: no text. */
__printf(4, 5) void warn_report(const char *file, int line, const char *func, const char *fmt, ...);
__noreturn void bug_report(const char *file, int line, const char *func, const char *text);

#define BUG() bug_report(__FILE_NAME__, __LINE__, __func__, "")
#define BUG_ON(cond)                                                          \
	do {                                                                  \
		if (unlikely(cond))                                           \
			bug_report(__FILE_NAME__, __LINE__, __func__, #cond); \
	} while (0)

#define __WARN() warn_report(__FILE_NAME__, __LINE__, __func__, NULL)

#define WARN(cond, fmt...)                                                   \
	({                                                                   \
		bool __warn_on = !!(cond);                                   \
                                                                             \
		if (unlikely(__warn_on))                                     \
			warn_report(__FILE_NAME__, __LINE__, __func__, fmt); \
		unlikely(__warn_on);                                         \
	})

#define WARN_ON(cond) WARN(cond, "%s", #cond)

#define WARN_ONCE(cond, fmt...)                                              \
	({                                                                   \
		static bool __warned;                                        \
		bool __warn_once = !!(cond);                                 \
                                                                             \
		if (unlikely(__warn_once && !__warned)) {                    \
			__warned = true;                                     \
			warn_report(__FILE_NAME__, __LINE__, __func__, fmt); \
		}                                                            \
		unlikely(__warn_once);                                       \
	})

#define WARN_ON_ONCE(cond) WARN_ONCE(cond, "%s", #cond)
#define VM_BUG_ON(cond) BUG_ON(cond)
#define VM_WARN_ON(cond) ((void)WARN_ON(cond))
#define VM_WARN_ON_ONCE(cond) ((void)WARN_ON_ONCE(cond))

#endif
