// SPDX-License-Identifier: GPL-2.0-only
/*
 * A finding, told.
 *
 * From: engine.c, replay-main.c.
 * To:   a stream.
 */
#include "target.h"

#include "finding.h"

void target_print_finding(FILE *out)
{
	const struct finding *finding = finding_first();

	if (!finding)
		return;
	fprintf(out, "%s: %s: %s\n  in task %s after %llu ns\n", target.name, finding->rule,
		finding->text, finding->task, finding->time_ns);
	if (finding->stack[0])
		fprintf(out, "%s", finding->stack);
}
