/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Is this a build with AddressSanitizer? gcc says it in a macro, clang as a feature.
 */
#ifndef SHIM_ASAN_H
#define SHIM_ASAN_H

#if defined(__SANITIZE_ADDRESS__)
#define SHIM_HAS_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SHIM_HAS_ASAN 1
#endif
#endif

#endif
