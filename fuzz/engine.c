// SPDX-License-Identifier: GPL-2.0-only
/*
 * The entry points that engines call, the same for all targets.
 *
 * From: libFuzzer's main, AFL++'s loop.
 * To:   the target. A finding is printed and ends the process as a crash does: that is
 *	 how both engines know it.
 */
#include <stdlib.h>

#include "mutate.h"
#include "target.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const u8 *bytes, size_t nr_bytes);
size_t LLVMFuzzerCustomMutator(u8 *bytes, size_t nr_bytes, size_t room, unsigned int seed);
size_t LLVMFuzzerCustomCrossOver(const u8 *a, size_t nr_a, const u8 *b, size_t nr_b, u8 *out,
				 size_t room, unsigned int seed);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	target.prepare();
	return 0;
}

int LLVMFuzzerTestOneInput(const u8 *bytes, size_t nr_bytes)
{
	if (target.run(bytes, nr_bytes))
		return 0;
	target_print_finding(stderr);
	abort();
}

size_t LLVMFuzzerCustomMutator(u8 *bytes, size_t nr_bytes, size_t room, unsigned int seed)
{
	struct draw d = { seed };

	return target.mutate ? target.mutate(bytes, nr_bytes, room, &d) :
			       mutate_bytes(bytes, nr_bytes, room, &d);
}

size_t LLVMFuzzerCustomCrossOver(const u8 *a, size_t nr_a, const u8 *b, size_t nr_b, u8 *out,
				 size_t room, unsigned int seed)
{
	struct draw d = { seed };

	return target.cross ? target.cross(a, nr_a, b, nr_b, out, room, &d) : 0;
}
