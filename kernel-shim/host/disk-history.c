// SPDX-License-Identifier: GPL-2.0-only
/*
 * The past of a disk: a copy of its piles and every op since, each stamped with
 * the event boundary that it belongs to. Histories nest: one that begins while
 * another stands still (it was rewound) covers the world that grew from there.
 *
 * From: explorers. To: disk-pile.c.
 *
 *   base ──op──op──op──► cursor ──op──op──► end
 *                          └── a rewound disk is a copy of the cursor
 */
#include "disk-private.h"

#include "disk-crash.h"
#include "event.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct note {
	struct pile_op op;
	u64 boundary;
};

struct disk_history {
	struct disk_history *outer;
	struct piles base, cursor;
	bool is_recording;
	struct note *notes;
	size_t nr_notes, nr_notes_max;
	size_t cursor_idx; /* notes that the cursor has behind it */
	u64 cursor_boundary;
	u64 base_io_id;
};

void disk_history_begin(struct disk *disk)
{
	struct disk_history *h = calloc(1, sizeof(*h));

	if (!h) {
		fprintf(stderr, "disk-history: no memory\n");
		exit(3);
	}
	piles_copy(&h->base, &disk->piles);
	piles_copy(&h->cursor, &disk->piles);
	h->is_recording = true;
	h->base_io_id = disk->last_io_id;
	h->cursor_boundary = event_boundary();
	h->outer = disk->history;
	disk->history = h;
}

void disk_history_end(struct disk *disk)
{
	struct disk_history *h = disk->history;

	if (!h)
		return;
	disk->history = h->outer;
	for (size_t i = 0; i < h->nr_notes; i++)
		pile_list_free(&h->notes[i].op.blocks);
	free(h->notes);
	piles_exit(&h->base);
	piles_exit(&h->cursor);
	free(h);
}

void disk_history_drop(struct disk *disk)
{
	while (disk->history)
		disk_history_end(disk);
}

void disk_history_note(struct disk *disk, const struct pile_op *op)
{
	struct disk_history *h = disk->history;
	struct note *note;

	if (!h->is_recording)
		return;
	if (h->nr_notes == h->nr_notes_max) {
		h->nr_notes_max = h->nr_notes_max ? 2 * h->nr_notes_max : 256;
		h->notes = realloc(h->notes, h->nr_notes_max * sizeof(*h->notes));
		if (!h->notes) {
			fprintf(stderr, "disk-history: no memory\n");
			exit(3);
		}
	}
	note = &h->notes[h->nr_notes++];
	note->op = *op;
	note->op.io = NULL;
	note->op.blocks = pile_list_copy(&op->blocks);
	note->boundary = event_boundary();
}

static void cursor_forward(struct disk_history *h, u64 boundary)
{
	for (; h->cursor_idx < h->nr_notes; h->cursor_idx++) {
		const struct note *note = &h->notes[h->cursor_idx];
		struct pile_op op = note->op;

		if (note->boundary > boundary)
			break;
		op.blocks = pile_list_copy(&note->op.blocks);
		piles_apply(&h->cursor, &op);
	}
	h->cursor_boundary = boundary;
}

const struct piles *disk_history_piles(struct disk *disk, u64 boundary, u64 *last_io_id)
{
	struct disk_history *h = disk->history;

	h->is_recording = false;
	if (boundary < h->cursor_boundary) {
		piles_exit(&h->cursor);
		piles_copy(&h->cursor, &h->base);
		h->cursor_idx = 0;
	}
	cursor_forward(h, boundary);
	*last_io_id = h->base_io_id;
	return &h->cursor;
}

void disk_history_rewind(struct disk *disk, u64 boundary)
{
	const struct piles *then;

	if (!disk->history)
		return;
	then = disk_history_piles(disk, boundary, &disk->last_io_id);
	disk_drop_reqs(disk);
	piles_exit(&disk->piles);
	piles_copy(&disk->piles, then);
}

/* The first note that is not before @boundary. */
static size_t first_note(const struct disk_history *h, u64 boundary)
{
	size_t begin = 0, end = h->nr_notes;

	while (begin < end) {
		size_t middle = begin + (end - begin) / 2;

		if (h->notes[middle].boundary < boundary)
			begin = middle + 1;
		else
			end = middle;
	}
	return begin;
}

enum disk_change disk_history_change(const struct disk *disk, u64 boundary)
{
	const struct disk_history *h = disk->history;
	enum disk_change change = DISK_UNCHANGED;

	for (size_t i = first_note(h, boundary); i < h->nr_notes; i++) {
		if (h->notes[i].boundary != boundary)
			break;
		change = DISK_CHANGED;
		if (h->notes[i].op.kind == PILE_POKE || h->notes[i].op.kind == PILE_CUT)
			return DISK_REPLACED;
	}
	return change;
}
