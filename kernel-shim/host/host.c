// SPDX-License-Identifier: GPL-2.0-only
/*
 * Memory of the harness itself: it outlives power cuts and no fault reaches it.
 *
 * From: sched.c and others that keep records outside the machine's arena.
 */
#include "host/host.h"

#include <stdio.h>
#include <stdlib.h>

void *host_alloc_zeroed(size_t size_bytes)
{
	void *p = calloc(1, size_bytes);

	if (!p) {
		perror("wbsim: no memory for the harness");
		exit(3);
	}
	return p;
}
