/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Step files: what dmsetup would be told, and what it must answer. One interpreter,
 * two worlds: on the shim it calls the verbs of kernel-shim/user.h, in the guest of
 * tools/kernel-test the same verbs made of ioctls (guest.c).
 *
 *	case a-name                         a new case: devices of the last one go
 *	create rec 0 1024 recorder /dev/disk-b A
 *	message rec 0 fail=5                => EIO
 *	table rec                           => 0 1024 recorder $b A |
 *
 * A step is a verb, its words, and after "=>" what must come: "0" (the default),
 * an errno's name, or text. A "|" at the end of a text marks trailing blanks; "\" at
 * the end of a line continues it. "; " in a table begins its next line. $a and $b
 * are the numbers of /dev/disk-a (softirq, volatile cache, FUA, discard) and
 * /dev/disk-b (none of them).
 *
 *	create, create-ro, load, load-ro NAME TABLE     notable, resume, clear NAME
 *	suspend NAME [noflush] [nolockfs]               remove NAME [force] [deferred]
 *	message NAME SECTOR TEXT                        status, table NAME [inactive]
 *	info NAME FIELD                                 open, close NAME
 *	log             what recorder targets saw since the last time
 *	error           what the last constructor complained of
 *	sleep MS        let time pass
 *	start VERB ...  let another task do it          finish   wait for that task
 */
#ifndef STEPS_H
#define STEPS_H

#include "user.h"

/**
 * struct steps_world - what user.h does not offer
 * @call: run fn(arg) as a task of a user, to its end; false: the world has ended
 * @spawn: begin to run fn(arg) as another such task
 * @sleep_ms: let time pass
 * @line: one line of TAP, without its newline
 */
struct steps_world {
	bool (*call)(void (*fn)(void *arg), void *arg);
	void (*spawn)(void (*fn)(void *arg), void *arg);
	void (*sleep_ms)(unsigned int ms);
	void (*line)(const char *text);
};

/**
 * steps_run - run the cases of one file
 * Context: of the outside world: what the verbs do is done in tasks.
 * Return: number of cases that failed, or -1 if the file cannot be read.
 */
int steps_run(const struct steps_world *world, const char *path);

#endif
