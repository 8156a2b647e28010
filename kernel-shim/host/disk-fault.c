// SPDX-License-Identifier: GPL-2.0-only
/*
 * Faults: a matcher and an effect each. Words and meaning: disk-fault.h.
 *
 * From: disk-io.c, which asks all layers about each I/O and does what they say.
 *
 * Each effect is one small function that adds to the verdict and knows no other.
 */
#include "disk-fault.h"

#include "choice.h"
#include "disk-private.h"
#include "event.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OP_FUA 5
#define OP_ANY 6

static const char *const op_words[] = { "read",		"write", "flush", "discard",
					"write_zeroes", "fua",	 "any" };

struct effect {
	const char *word;
	bool (*parse)(struct disk_fault *fault, const char *text);
	/* false: nothing happened after all */
	bool (*fire)(struct disk_fault *fault, struct disk *disk, const struct disk_io *io,
		     struct fault_verdict *verdict);
	bool permits_loss;
};

struct disk_fault {
	struct disk_fault *next;
	const struct effect *effect;
	u32 op;
	u64 from, to; /* sectors; to 0: the end */
	u64 nth, every, times, chance;
	u64 up_ns, down_ns, after_ns;
	u64 pushed_ns;
	u64 nr_matched, nr_fired;
	int error;
	u64 number; /* of the effect: sectors, blocks, bits, ns */
	bool is_tape; /* "?" */
	struct range {
		u64 from, to;
	} healed[32]; /* unreadable: written since */
	u32 nr_healed;
	u64 until_ns;
};

void (*disk_fault_listener)(const struct disk *disk, const char *effect);

static bool is_write(const struct disk_io *io)
{
	return io->op == DISK_WRITE || io->op == DISK_WRITE_ZEROES || io->op == DISK_DISCARD;
}

/* --- effects --- */

static bool parse_number(struct disk_fault *f, const char *text)
{
	f->is_tape = !strcmp(text, "?");
	return f->is_tape || word_number(text, &f->number);
}

static bool parse_duration(struct disk_fault *f, const char *text)
{
	return word_duration(text, &f->number);
}

static bool parse_true(struct disk_fault *f, const char *text)
{
	bool is_on;

	(void)f;
	return word_flag(text, &is_on) && is_on;
}

static bool parse_errno(struct disk_fault *f, const char *text)
{
	return word_errno(text, &f->error);
}

static bool fire_errno(struct disk_fault *f, struct disk *disk, const struct disk_io *io,
		       struct fault_verdict *v)
{
	(void)disk, (void)io;
	v->error = -f->error;
	return true;
}

static bool fire_latency(struct disk_fault *f, struct disk *disk, const struct disk_io *io,
			 struct fault_verdict *v)
{
	(void)disk, (void)io;
	v->delay_ns += f->number;
	return true;
}

static bool fire_stall(struct disk_fault *f, struct disk *disk, const struct disk_io *io,
		       struct fault_verdict *v)
{
	(void)disk, (void)io;
	if (!f->until_ns)
		f->until_ns = clock_now_ns() + f->number;
	if (f->until_ns <= clock_now_ns())
		return false;
	if (v->not_before_ns < f->until_ns)
		v->not_before_ns = f->until_ns;
	return true;
}

static bool fire_lost(struct disk_fault *f, struct disk *disk, const struct disk_io *io,
		      struct fault_verdict *v)
{
	(void)f, (void)disk;
	if (!is_write(io))
		return false;
	v->is_lost = true;
	return true;
}

static bool fire_torn(struct disk_fault *f, struct disk *disk, const struct disk_io *io,
		      struct fault_verdict *v)
{
	u32 nr_blocks = io->nr_sectors / disk_unit_sectors(disk);
	u64 nr_kept = f->is_tape ? choose(CHOICE_FAULT, nr_blocks + 1) : f->number;

	if (io->op != DISK_WRITE || nr_kept >= nr_blocks)
		return false;
	v->nr_blocks_kept = (u32)nr_kept + 1;
	return true;
}

static bool fire_misdirect(struct disk_fault *f, struct disk *disk, const struct disk_io *io,
			   struct fault_verdict *v)
{
	if (io->op != DISK_WRITE)
		return false;
	v->shift_sectors = f->number - f->number % disk_unit_sectors(disk);
	return v->shift_sectors != 0;
}

static bool fire_rot(struct disk_fault *f, struct disk *disk, const struct disk_io *io,
		     struct fault_verdict *v)
{
	if (io->op != DISK_READ)
		return false;
	v->rot_bit = f->is_tape ? choose(CHOICE_FAULT, disk_unit_sectors(disk) * SECTOR_BYTES * 8) :
				  f->number;
	v->rot_bit++;
	return true;
}

static bool fire_lying_flush(struct disk_fault *f, struct disk *disk, const struct disk_io *io,
			     struct fault_verdict *v)
{
	(void)f, (void)disk;
	if (io->op != DISK_FLUSH && !io->is_preflush && !io->is_fua)
		return false;
	v->is_lying = true;
	return true;
}

static bool fire_read_only(struct disk_fault *f, struct disk *disk, const struct disk_io *io,
			   struct fault_verdict *v)
{
	(void)f, (void)disk;
	if (!is_write(io))
		return false;
	v->error = -EIO;
	v->is_lost = true;
	return true;
}

static bool fire_shrink(struct disk_fault *f, struct disk *disk, const struct disk_io *io,
			struct fault_verdict *v)
{
	(void)disk;
	if (io->op == DISK_FLUSH || io->sector + io->nr_sectors <= f->number)
		return false;
	v->error = -EIO;
	v->is_lost = true;
	return true;
}

static bool is_healed(const struct disk_fault *f, u64 from, u64 to)
{
	for (u32 i = 0; i < f->nr_healed; i++) {
		if (f->healed[i].from <= from && to <= f->healed[i].to)
			return true;
	}
	return false;
}

/* Writing heals what it covers; what an overfull list forgets stays unreadable. */
static bool fire_unreadable(struct disk_fault *f, struct disk *disk, const struct disk_io *io,
			    struct fault_verdict *v)
{
	u64 end = f->to ? f->to : disk->config.nr_sectors;
	u64 from = io->sector > f->from ? io->sector : f->from;
	u64 to = io->sector + io->nr_sectors < end ? io->sector + io->nr_sectors : end;

	if (io->op == DISK_WRITE && f->nr_healed < 32)
		f->healed[f->nr_healed++] = (struct range){ from, to };
	if (io->op != DISK_READ || is_healed(f, from, to))
		return false;
	v->error = -ENODATA;
	return true;
}

static const struct effect effects[] = {
	{ "errno", parse_errno, fire_errno, false },
	{ "latency", parse_duration, fire_latency, false },
	{ "stall", parse_duration, fire_stall, false },
	{ "lost", parse_true, fire_lost, true },
	{ "torn", parse_number, fire_torn, true },
	{ "misdirect", parse_number, fire_misdirect, true },
	{ "rot", parse_number, fire_rot, true },
	{ "lying_flush", parse_true, fire_lying_flush, true },
	{ "read_only", parse_true, fire_read_only, false },
	{ "shrink", parse_number, fire_shrink, true },
	{ "unreadable", parse_true, fire_unreadable, true },
};

#define NR_EFFECTS (sizeof(effects) / sizeof(effects[0]))

/* --- matching --- */

static bool op_matches(const struct disk_fault *f, const struct disk_io *io)
{
	if (f->op == OP_ANY)
		return true;
	if (f->op == OP_FUA)
		return io->is_fua;
	if (f->op == DISK_FLUSH && io->is_preflush)
		return true;
	return f->op == (u32)io->op;
}

static bool range_matches(const struct disk_fault *f, const struct disk_io *io)
{
	if (!f->from && !f->to)
		return true;
	if (io->op == DISK_FLUSH)
		return false;
	return io->sector + io->nr_sectors > f->from && (!f->to || io->sector < f->to);
}

static bool time_matches(const struct disk_fault *f)
{
	u64 now = clock_now_ns(); /* since power-on: a new boot starts the pattern anew */
	u64 elapsed = now < f->pushed_ns ? now : now - f->pushed_ns;

	if (elapsed < f->after_ns)
		return false;
	if (!f->down_ns)
		return true;
	return elapsed % (f->up_ns + f->down_ns) >= f->up_ns;
}

static bool fault_matches(struct disk_fault *f, const struct disk_io *io)
{
	if (!op_matches(f, io) || !range_matches(f, io) || !time_matches(f))
		return false;
	f->nr_matched++;
	if (f->nth && f->nr_matched != f->nth)
		return false;
	if (f->every && f->nr_matched % f->every)
		return false;
	if (f->times && f->nr_fired >= f->times)
		return false;
	return !f->chance || choose(CHOICE_FAULT, (u32)f->chance) == 1;
}

void disk_faults_ask(struct disk *disk, const struct disk_io *io, struct fault_verdict *verdict)
{
	for (struct disk_fault *f = disk->faults; f; f = f->next) {
		if (!fault_matches(f, io))
			continue;
		if (!f->effect->fire(f, disk, io, verdict))
			continue;
		f->nr_fired++;
		disk->permits_loss |= f->effect->permits_loss;
		event_log(EVENT_FAULT, disk->number, io->id, (u64)(f->effect - effects), 0);
		if (disk_fault_listener)
			disk_fault_listener(disk, f->effect->word);
	}
}

/* --- words --- */

static bool parse_op(struct disk_fault *f, const char *text)
{
	for (u32 i = 0; i <= OP_ANY; i++) {
		if (!strcmp(op_words[i], text)) {
			f->op = i;
			return true;
		}
	}
	return false;
}

/* 1: taken, 0: no such matcher, -1: bad value. */
static int parse_matcher(struct disk_fault *f, const struct word *word)
{
	const struct {
		const char *key;
		u64 *value;
		bool is_duration;
	} keys[] = {
		{ "from", &f->from, false },	 { "to", &f->to, false },
		{ "nth", &f->nth, false },	 { "every", &f->every, false },
		{ "times", &f->times, false },	 { "chance", &f->chance, false },
		{ "up", &f->up_ns, true },	 { "down", &f->down_ns, true },
		{ "after", &f->after_ns, true },
	};

	if (!strcmp(word->key, "op"))
		return parse_op(f, word->value) ? 1 : -1;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		if (strcmp(word->key, keys[i].key))
			continue;
		if (keys[i].is_duration)
			return word_duration(word->value, keys[i].value) ? 1 : -1;
		return word_number(word->value, keys[i].value) ? 1 : -1;
	}
	return 0;
}

static int parse_effect(struct disk_fault *f, const struct word *word)
{
	for (size_t i = 0; i < NR_EFFECTS; i++) {
		if (strcmp(word->key, effects[i].word))
			continue;
		if (f->effect)
			return -1;
		f->effect = &effects[i];
		return f->effect->parse(f, word->value) ? 1 : -1;
	}
	return 0;
}

static bool parse_words(struct disk_fault *f, const struct word *words, size_t nr, char *error,
			size_t error_bytes)
{
	for (size_t i = 0; i < nr; i++) {
		int taken = parse_matcher(f, &words[i]);

		if (!taken)
			taken = parse_effect(f, &words[i]);
		if (taken > 0)
			continue;
		snprintf(error, error_bytes,
			 taken ? "fault: %s: cannot use \"%s\"" : "fault: unknown word \"%s\"",
			 words[i].key, words[i].value);
		return false;
	}
	if (!f->effect)
		snprintf(error, error_bytes,
			 "fault: no effect given (errno, latency, stall, lost, torn, misdirect, "
			 "rot, lying_flush, read_only, shrink, unreadable)");
	else if (f->chance == 1 || f->chance > 1u << 30)
		snprintf(error, error_bytes, "fault: chance: one in 2 or more");
	else
		return true;
	return false;
}

struct disk_fault *disk_fault_create(const struct word *words, size_t nr, char *error,
				     size_t error_bytes)
{
	struct disk_fault *f = calloc(1, sizeof(*f));

	if (!f)
		return NULL;
	f->op = OP_ANY;
	if (parse_words(f, words, nr, error, error_bytes))
		return f;
	free(f);
	return NULL;
}

void disk_fault_destroy(struct disk_fault *fault)
{
	free(fault);
}

/* --- layers --- */

void disk_fault_push(struct disk *disk, struct disk_fault *fault)
{
	struct disk_fault **last = &disk->faults;

	while (*last)
		last = &(*last)->next;
	*last = fault;
	fault->next = NULL;
	fault->pushed_ns = clock_now_ns();
}

void disk_fault_pop(struct disk *disk, struct disk_fault *fault)
{
	for (struct disk_fault **f = &disk->faults; *f; f = &(*f)->next) {
		if (*f == fault) {
			*f = fault->next;
			disk_fault_destroy(fault);
			return;
		}
	}
}

void disk_fault_clear(struct disk *disk)
{
	disk_trouble_end(disk);
	while (disk->faults)
		disk_fault_pop(disk, disk->faults);
}

bool disk_fault_permits_loss(const struct disk_fault *fault)
{
	return fault->effect->permits_loss;
}

u64 disk_fault_nr_fired(const struct disk_fault *fault)
{
	return fault->nr_fired;
}

const char *disk_fault_effect(const struct disk_fault *fault)
{
	return fault->effect->word;
}

void disk_permit_loss(struct disk *disk)
{
	disk->permits_loss = true;
}

bool disk_gives_back_dropped(const struct disk *disk)
{
	return disk->piles.doomed.head != 0;
}

bool disk_permits_loss(const struct disk *disk)
{
	return disk->permits_loss;
}
