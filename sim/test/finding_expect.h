/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * For tests of oracles: what was found, in words.
 */
#ifndef SIM_TEST_FINDING_EXPECT_H
#define SIM_TEST_FINDING_EXPECT_H

#include "finding.h"

/* Nothing was found. */
static inline void expect_silence(void)
{
	const struct finding *finding = finding_first();

	if (finding)
		fail_msg("expected nothing, found %s: %s", finding->rule, finding->text);
}

/* This rule was broken, and the text begins so; then it is forgotten. */
static inline void expect_finding(const char *rule, const char *text)
{
	const struct finding *finding = finding_first();

	if (!finding)
		fail_msg("expected %s: %s", rule, text);
	if (strcmp(finding->rule, rule) || strncmp(finding->text, text, strlen(text)))
		fail_msg("expected %s: %s\nfound    %s: %s", rule, text, finding->rule,
			 finding->text);
	finding_clear();
}

#endif
