// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a script was told, in order.
 *
 * From: script.c, while it runs live.
 * To:   script.c, while it runs the same way again.
 */
#include "journal.h"

#include <stdlib.h>
#include <string.h>

void answer_exit(struct answer *answer)
{
	free(answer->text);
	*answer = (struct answer){ 0 };
}

void answer_set_text(struct answer *answer, enum answer_kind kind, const char *text,
		     size_t text_bytes)
{
	free(answer->text);
	answer->kind = kind;
	answer->text = malloc(text_bytes + 1);
	memcpy(answer->text, text, text_bytes);
	answer->text[text_bytes] = '\0';
	answer->text_bytes = text_bytes;
}

void answer_copy(struct answer *to, const struct answer *from)
{
	*to = *from;
	to->text = NULL;
	if (from->text)
		answer_set_text(to, from->kind, from->text, from->text_bytes);
}

void journal_init(struct journal *journal)
{
	memset(journal, 0, sizeof(*journal));
}

void journal_exit(struct journal *journal)
{
	journal_cut_to(journal, 0);
	free(journal->entries);
	journal_init(journal);
}

void journal_add(struct journal *journal, uint32_t op, const struct answer *answer)
{
	struct journal_entry *entry;

	if (journal->nr == journal->room) {
		journal->room = journal->room ? journal->room * 2 : 64;
		journal->entries =
			realloc(journal->entries, journal->room * sizeof(*journal->entries));
	}
	entry = &journal->entries[journal->nr++];
	entry->op = op;
	answer_copy(&entry->answer, answer);
}

void journal_cut_to(struct journal *journal, size_t nr)
{
	while (journal->nr > nr)
		answer_exit(&journal->entries[--journal->nr].answer);
}
