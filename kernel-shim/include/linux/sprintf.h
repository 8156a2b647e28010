/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Text out of values and back. Under names of their own: the libc has the same.
 *
 * Beyond the usual: %pV %pe %ps %pS %*ph[CDN] %pg. %p prints no address: what is
 * printed enters the digest of a run.
 */
#ifndef _LINUX_SPRINTF_H
#define _LINUX_SPRINTF_H

#include <linux/compiler_types.h>
#include <linux/stdarg.h>
#include <linux/types.h>

#define sprintf kernel_sprintf
#define vsprintf kernel_vsprintf
#define snprintf kernel_snprintf
#define vsnprintf kernel_vsnprintf
#define sscanf kernel_sscanf
#define vsscanf kernel_vsscanf

/* Return the length without the limit (snprintf), or what was written (scnprintf). */
__printf(2, 3) int sprintf(char *buf, const char *fmt, ...);
__printf(2, 0) int vsprintf(char *buf, const char *fmt, va_list args);
__printf(3, 4) int snprintf(char *buf, size_t size, const char *fmt, ...);
__printf(3, 0) int vsnprintf(char *buf, size_t size, const char *fmt, va_list args);
__printf(3, 4) int scnprintf(char *buf, size_t size, const char *fmt, ...);
__printf(3, 0) int vscnprintf(char *buf, size_t size, const char *fmt, va_list args);
__printf(2, 3) __malloc char *kasprintf(gfp_t gfp, const char *fmt, ...);
__printf(2, 0) __malloc char *kvasprintf(gfp_t gfp, const char *fmt, va_list args);

/* Numbers that do not fit wrap silently (F3.21). Return the number of values. */
__scanf(2, 3) int sscanf(const char *text, const char *fmt, ...);
__scanf(2, 0) int vsscanf(const char *text, const char *fmt, va_list args);

#endif
