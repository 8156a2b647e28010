/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Contents of memory that is nobody's (F7.23). Up to 32 KiB all of it is filled and
 * checked; beyond that only the first 64 bytes of each 4096, so that a large buffer
 * costs little: a stray write between them goes unnoticed.
 *
 * With AddressSanitizer also the shadow says so. A build for a fuzzing engine without it
 * (SHIM_LIGHT_POISON) fills and checks only the first 64 bytes of anything: there the
 * engine looks for other things, and the build with AddressSanitizer for these.
 */
#ifndef SHIM_POISON_H
#define SHIM_POISON_H

#include <linux/poison.h>
#include <linux/types.h>

#include "asan.h"

#ifdef SHIM_HAS_ASAN
void __asan_poison_memory_region(const volatile void *p, size_t len_bytes);
void __asan_unpoison_memory_region(const volatile void *p, size_t len_bytes);
#define poison_hide(p, len_bytes) __asan_poison_memory_region((p), (len_bytes))
#define poison_show(p, len_bytes) __asan_unpoison_memory_region((p), (len_bytes))
#else
#define poison_hide(p, len_bytes) ((void)0)
#define poison_show(p, len_bytes) ((void)0)
#endif

#ifdef SHIM_LIGHT_POISON
#define POISON_WHOLE_BYTES 64
#define POISON_STRIDE_BYTES (1UL << 40)
#else
#define POISON_WHOLE_BYTES 32768
#define POISON_STRIDE_BYTES 4096
#endif
#define POISON_PIECE_BYTES 64

void poison_fill(void *p, u8 byte, size_t len_bytes);

/* Copies also what the shadow hides between the variables of a module. */
void poison_copy(void *to, const void *from, size_t len_bytes);

/* A red zone: it must never be written. */
void poison_fence(void *p, size_t len_bytes);

/* The offset of the first byte that is not @byte; @len_bytes: all are. */
size_t poison_check(const void *p, u8 byte, size_t len_bytes);

#endif
