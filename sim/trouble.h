/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Ambient trouble: the tape may let any I/O of a disk and any allocation fail, in any
 * scenario (CHOICE_TROUBLE, CHOICE_ALLOC). The scenario does not know of it, so from the
 * first one on an error that it does not expect, and a claim of its own that does not
 * come true, end its task and are no finding. What the harness promises on its own (C1 to
 * C14, the dead state, the end of the run) is judged as ever; an error of a request is
 * legal only once a disk had trouble.
 */
#ifndef SIM_TROUBLE_H
#define SIM_TROUBLE_H

#include "ints.h"

struct world;

/* From here on trouble may come, unless it is calm. */
void trouble_listen(struct world *w);
void trouble_ignore(void);

/* Has any come in this run? */
bool trouble_came(struct world *w);

/* What may a request end with now? Any error, once disks make any. */
void trouble_allow_errors(struct world *w);

/* None comes any more, and what holds for good ends: the run is about to be judged. */
void trouble_calm(struct world *w);
/*
 * The power goes now. So it does before dead devices are made again: a disk that failed a
 * flush may still give back what it dropped (F6.7), and only a power cycle of the disk
 * shows what is really there.
 */
void trouble_cut(struct world *w);
/* The machine was shut down, and the disks with it: the same for them. */
void trouble_went_off(struct world *w);
/*
 * To be called when a device is made again. If that happens without a power cut in between,
 * over a backing disk that gives back what a failed flush dropped, data that went past the log
 * may be lost once more: once there is trouble, that is no finding. Of the SSD nothing is
 * excused: what the driver finds there it writes again.
 */
void trouble_new_life(struct world *w);
/* To be called when devices that may be dead were replaced: no error is legal any more. */
void trouble_is_over(struct world *w);

#endif
