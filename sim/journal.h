/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a script was told, in order: the answer of every word of the vocabulary
 * that asked the machine. A script given the same answers again takes the same way,
 * without a machine: so a run is taken up at a power cut as often as needed.
 */
#ifndef SIM_JOURNAL_H
#define SIM_JOURNAL_H

#include "ints.h"

enum answer_kind { ANSWER_NOTHING, ANSWER_BOOL, ANSWER_NUMBER, ANSWER_TEXT };

/**
 * struct answer - what a word returns to the script
 * @error: 0, or a negative errno: it then ends as a Lua error
 * @is_input: the error is the scenario's own (a table that no driver would take)
 * @number: of ANSWER_BOOL and ANSWER_NUMBER
 * @text: of ANSWER_TEXT, or details of an error; owned, may be NULL
 */
struct answer {
	int error;
	bool is_input;
	enum answer_kind kind;
	u64 number;
	char *text;
	size_t text_bytes;
};

void answer_exit(struct answer *answer);
void answer_set_text(struct answer *answer, enum answer_kind kind, const char *text,
		     size_t text_bytes);

struct journal {
	struct journal_entry *entries;
	size_t nr;
	size_t room;
};

/**
 * struct journal_entry - one answer
 * @op: the number of the operation that it ended, 0: answered at once
 */
struct journal_entry {
	u32 op;
	struct answer answer;
};

void journal_init(struct journal *journal);
void journal_exit(struct journal *journal);
/* Keeps a copy of @answer. */
void journal_add(struct journal *journal, u32 op, const struct answer *answer);
void journal_cut_to(struct journal *journal, size_t nr);
void answer_copy(struct answer *to, const struct answer *from);

#endif
