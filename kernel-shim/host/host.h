/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What kernel-side files may ask of the host besides what has a header of its own.
 */
#ifndef SHIM_HOST_H
#define SHIM_HOST_H

#include "ints.h"

void *host_alloc_zeroed(size_t size_bytes); /* never NULL: without memory the program ends (3) */

#endif
