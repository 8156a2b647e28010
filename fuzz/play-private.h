/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The player inside: for play.c and play-steps.c.
 *
 * It does what the loop of a scenario does (script.c), at the same instants, so that the
 * printed scenario with the recorded tape is the same run: a request of a task of its own
 * is submitted when the main task waits next, and an ending wakes the host.
 */
#ifndef FUZZ_PLAY_PRIVATE_H
#define FUZZ_PLAY_PRIVATE_H

#include "play.h"
#include "request.h"
#include "stage.h"
#include "world.h"

#define PLAY_SLOTS 16u
#define PLAY_MAX_SECTORS 32u

enum slot_state { SLOT_FREE, SLOT_PENDING, SLOT_SENT, SLOT_DONE };

struct slot {
	struct request req;
	enum slot_state state;
	u32 task; /* number of the scenario's task */
	u64 begin_ns;
};

struct verb {
	const char *text; /* of a message or a table */
	u32 flags;
	int (*run)(struct verb *verb);
	int error;
	bool is_done;
};

struct player {
	struct world *world;
	const struct play_rules *rules;
	struct stage stage;
	struct slot slots[PLAY_SLOTS];
	u32 nr_tasks, step_nr;
	bool has_news; /* something ended since the machine began to run */
	bool may_be_dead; /* a fault was set since the power came on */
	bool may_be_doomed; /* one of a flush */
	bool is_ambient; /* the input has trouble that no step says: any verb may fail */
	u32 nr_raised; /* times that the device came up again */
	FILE *script;
};

__attribute__((format(printf, 2, 3))) void play_say(struct player *p, const char *fmt, ...);

/* Creates the device if it is not there; trouble may keep it away. False: a finding. */
bool play_raise(struct player *p);

/*
 * Is it there? If not, it is asked for its status, which creates it, unless trouble comes:
 * what met it half made would wait for ever, and a fault that is set would be right to keep
 * it away.
 */
bool play_is_up(struct player *p);

/* A request in a slot of its own, filled in but for what the kind says; NULL: a finding. */
struct slot *play_slot(struct player *p);
/* The main task waits for it. */
void play_do(struct player *p, struct slot *slot);
/* A task of its own does it. */
void play_spawn(struct player *p, struct slot *slot);
void play_wait_all(struct player *p);
void play_forget_all(struct player *p); /* the power went */
void play_sleep(struct player *p, u64 ns);

void play_heal_memory(struct player *p); /* no allocation fails from now on */
/*
 * Before a new table comes, or the end. If a fault was set since the power came on: a device
 * that has died unseen has lost what it had in RAM only, so its status is asked. One that
 * lives may still die of an error under way; and what a failed flush covered may read well
 * and be lost all the same, which a disk can tell only without power (kernel-semantics
 * F6.7): then the power goes first.
 */
void play_end_trouble(struct player *p);

/* The main task waits for a verb of dmsetup. Return: its error; findings are to be asked for. */
int play_verb(struct player *p, struct verb *verb);

#endif
