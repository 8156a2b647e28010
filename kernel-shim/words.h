/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Options as words, the way a scenario writes them: {model="nvme", depth="64"}.
 * Sizes are bytes with k, M, G, T; durations end in ns, us, ms or s.
 */
#ifndef SHIM_WORDS_H
#define SHIM_WORDS_H

#include "ints.h"

struct word {
	const char *key;
	const char *value;
};

/* Each returns false if @text is no such value. */
bool word_number(const char *text, u64 *value); /* decimal, size suffix allowed */
bool word_duration(const char *text, u64 *value_ns);
bool word_flag(const char *text, bool *value); /* true, false, 1, 0, yes, no */

/* An errno by its name or number: "EIO", "5"; positive. Unknown: false. */
bool word_errno(const char *text, int *value);
const char *errno_word(int error); /* of a positive or negative errno; "E?" if unknown */

#endif
