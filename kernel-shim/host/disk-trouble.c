// SPDX-License-Identifier: GPL-2.0-only
/*
 * Ambient trouble: any I/O may fail, as the tape says.
 *
 * From: disk-io.c, at each submission, while somebody listens.
 * To:   the verdict; the listener.
 *
 *   answer   0    1     2      3     4      5 ...
 *            no   EIO   EIO    ENOMEM ...   once (odd) or from now on (even)
 */
#include "choice.h"
#include "disk-private.h"
#include "event.h"

#include <errno.h>

/* Linux asks for memory again until there is some, so there must be some in the end. */
#define NOMEM_SPELL_NS 300000000ull

/* The last one is legal for hints only. */
static const int errnos[] = {
	EIO, ENOMEM, ENOSPC, ENODATA, ETIMEDOUT, EREMOTEIO, EILSEQ, EOPNOTSUPP
};

#define NR_ERRNOS (sizeof(errnos) / sizeof(errnos[0]))

void (*disk_trouble_listener)(struct disk *disk, const struct disk_io *io, int error);

static bool is_hint(enum disk_op op)
{
	return op == DISK_DISCARD || op == DISK_WRITE_ZEROES;
}

u32 disk_trouble_nr_answers(enum disk_op op)
{
	return 1 + 2 * (NR_ERRNOS - !is_hint(op));
}

int disk_trouble_errno(u32 answer)
{
	return answer ? -errnos[(answer - 1) / 2 % NR_ERRNOS] : 0;
}

bool disk_trouble_is_for_good(u32 answer)
{
	return answer && answer % 2 == 0;
}

void disk_trouble_end(struct disk *disk)
{
	disk->trouble = 0;
}

static void begin_for_good(struct disk *disk, u32 answer)
{
	disk->trouble = answer;
	disk->trouble_until_ns = ~0ull;
	if (disk_trouble_errno(answer) == -ENOMEM)
		disk->trouble_until_ns = clock_now_ns() + NOMEM_SPELL_NS;
}

void disk_trouble_ask(struct disk *disk, const struct disk_io *io, struct fault_verdict *verdict)
{
	u32 nr = disk_trouble_nr_answers(io->op);
	u32 answer = choose(CHOICE_TROUBLE, nr);

	if (disk_trouble_is_for_good(answer))
		begin_for_good(disk, answer);
	if (!answer && clock_now_ns() < disk->trouble_until_ns && disk->trouble < nr)
		answer = disk->trouble;
	if (!answer)
		return;
	verdict->error = disk_trouble_errno(answer);
	event_log(EVENT_FAULT, disk->number, io->id, (u64)-verdict->error, 1);
	disk_trouble_listener(disk, io, verdict->error);
}
