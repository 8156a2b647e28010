/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The one event log. Everything that happens in a world is an event; the digest
 * of a run is a 128-bit hash over all of them in order, so two runs with equal
 * digests did the same. No address, wall clock or hash-table order may enter.
 *
 * Events of a boundary kind change what a power cut could leave or what a user
 * was promised; they number the instants at which `cut "anywhere"` cuts.
 */
#ifndef SHIM_EVENT_H
#define SHIM_EVENT_H

#include "ints.h"

/* id, printed name, is it a boundary? */
#define EVENT_KINDS(X)                                                                           \
	X(SWITCH, "switch", 0) /* a: task number */                                              \
	X(WAKE, "wake", 0) /* a: task number */                                                  \
	X(TASK_BEGIN, "task-begin", 0) /* a: task number, b: hash of its name */                 \
	X(TASK_END, "task-end", 0) /* a: task number */                                          \
	X(TIME, "time", 0) /* b: new time in ns */                                               \
	X(SUBMIT, "submit", 1) /* a: disk, b: io id, c: sector, d: op | flags << 8 | nr << 32 */ \
	X(COMPLETE, "complete", 1) /* a: disk, b: io id, c: -errno */                            \
	X(REQUEST, "request", 1) /* b: request id, c: sector, d: op | flags << 8 | nr << 32 */   \
	X(ACK, "ack", 1) /* b: request id, c: -errno */                                          \
	X(CUT, "cut", 0) /* b: boundary */                                                       \
	X(BOOT, "boot", 0) /* power on */                                                        \
	X(VERB, "verb", 0) /* a dmsetup verb; b: hash of its words, c: -errno */                 \
	X(LOG, "log", 0) /* a printk line; b: hash of its text */                                \
	X(CHOICE, "choice", 0) /* a: kind, b: index, c: n, d: answer (dull ones are no event) */ \
	X(FAULT, "fault", 0) /* a: disk, b: io id, c: which */                                   \
	X(FINDING, "finding", 0) /* b: hash of the rule */                                       \
	X(NOTE, "note", 0) /* from the scenario */

enum event_kind {
#define X(id, name, boundary) EVENT_##id,
	EVENT_KINDS(X)
#undef X
		NR_EVENT_KINDS,
};

struct event {
	u64 seq; /* from 0 in each run */
	u64 time_ns;
	u64 b, c, d;
	u32 kind;
	u32 a;
};

void event_begin(void); /* a new run: empties the log, seq 0, digest fresh */
void event_log(enum event_kind kind, u32 a, u64 b, u64 c, u64 d);

/*
 * Number of boundaries passed since event_begin(): the state of the disks and
 * of the oracle "at boundary k" is the one after the k-th boundary event.
 */
u64 event_boundary(void);
u64 event_count(void);
u64 event_run(void); /* how often event_begin() was called: ids start anew when it changes */

/* How a text enters an event: FNV-1a of its bytes. */
u64 event_text(const char *text);

/* 32 lower-case hex digits and a NUL. */
#define EVENT_DIGEST_CHARS 33
void event_digest(char out[EVENT_DIGEST_CHARS]);

const char *event_kind_name(u32 kind);

/* Called for every event after it was logged; NULL for none. */
void event_listen(void (*listener)(const struct event *ev, void *ctx), void *ctx);

#endif
