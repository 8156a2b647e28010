/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The completion oracle: every request is completed exactly once, in bounded virtual
 * time, with an errno that the rules of the moment allow.
 *
 * From: judge.c, which tells it of each request of a user, or any other caller.
 * To:   finding_report(), rule "completion".
 *
 * Verified: a second completion; the completion of what was never submitted; an errno
 *	that was allowed neither at submission nor at completion; the time from submission
 *	to completion; what is still outstanding when nothing should be.
 * Not verified: requests that were in flight when the power went; whether an allowed
 *	error was also due (an -EIO without any fault behind it, while faults are armed).
 */
#ifndef SIM_COMPLETION_H
#define SIM_COMPLETION_H

#include "ints.h"

struct completion_oracle;

/* @limit_ns: no request may take longer in virtual time; 0: 120 s */
struct completion_oracle *completion_create(u64 limit_ns);
void completion_destroy(struct completion_oracle *c);
/* The same rules, nothing outstanding. */
struct completion_oracle *completion_clone_rules(const struct completion_oracle *c);

/* The rules of the moment: success always is allowed, and these. */
void completion_allow(struct completion_oracle *c, int errno_nr); /* EIO or -EIO, as you like */
void completion_forbid_errors(struct completion_oracle *c); /* back to success only */
bool completion_is_allowed(const struct completion_oracle *c, int errno_nr);

/* @id: increasing; @what: for reports, a literal such as "write" */
void completion_begin(struct completion_oracle *c, u64 id, const char *what, u64 sector,
		      u32 nr_sectors, u64 now_ns);

/* Return: false after a finding (in a task, finding_report() does not return). */
bool completion_end(struct completion_oracle *c, u64 id, int error, u64 now_ns);

/* Is anything outstanding for too long? To be asked from time to time. */
bool completion_check(struct completion_oracle *c, u64 now_ns);

/* The end of a run: nothing may be outstanding. */
bool completion_finish(struct completion_oracle *c, u64 now_ns);

/* The power went: what was in flight never completes, and that is right. */
void completion_cut(struct completion_oracle *c);

u32 completion_nr_outstanding(const struct completion_oracle *c);

#endif
