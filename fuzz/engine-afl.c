// SPDX-License-Identifier: GPL-2.0-only
/*
 * A target for AFL++: one process for many inputs (persistent mode), which come through
 * shared memory.
 *
 * From: afl-fuzz.   To: the target. A finding is printed and ends the process by a signal.
 *
 * What is made once is made before the fork server starts: every input finds the same
 * state, or the engine would take the difference for a new path.
 */
#include <stdlib.h>
#include <unistd.h>

#include "target.h"

#define INPUTS_PER_PROCESS 100000

__AFL_FUZZ_INIT();

int main(void)
{
	const u8 *bytes;

	target.prepare();
	__AFL_INIT();
	bytes = __AFL_FUZZ_TESTCASE_BUF;
	while (__AFL_LOOP(INPUTS_PER_PROCESS)) {
		if (target.run(bytes, __AFL_FUZZ_TESTCASE_LEN))
			continue;
		target_print_finding(stderr);
		abort();
	}
	return 0;
}
