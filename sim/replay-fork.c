// SPDX-License-Identifier: GPL-2.0-only
/*
 * Children that crash, and what they tell through a pipe.
 *
 * From: replay.c.
 * To:   crash_outcome.
 */
#include "replay-fork.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct child {
	pid_t pid;
	int fd;
	u64 entry;
	char *told;
	size_t nr_told;
	bool has_ended;
};

struct crash_children {
	struct child *children;
	size_t nr, room, next; /* @next: the first whose outcome was not taken */
	u32 nr_jobs, nr_running;
};

void crash_outcome_exit(struct crash_outcome *outcome)
{
	free(outcome->finding.rule);
	free(outcome->finding.text);
	free(outcome->finding.task);
	free(outcome->finding.stack);
	memset(&outcome->finding, 0, sizeof(outcome->finding));
}

struct crash_children *crash_children_create(u32 nr_jobs)
{
	struct crash_children *c = calloc(1, sizeof(*c));

	c->nr_jobs = nr_jobs;
	return c;
}

/* --- through the pipe: a few numbers, then texts that end with NUL --- */

struct told {
	u64 nr_sectors_judged, time_ns;
	u32 status;
	u32 has_finding;
};

static void tell_text(FILE *pipe, const char *text)
{
	fputs(text ? text : "", pipe);
	fputc('\0', pipe);
}

static void tell(int fd, const struct crash_outcome *outcome)
{
	const struct run_finding *f = &outcome->finding;
	const struct told told = { .status = outcome->status,
				   .nr_sectors_judged = outcome->nr_sectors_judged,
				   .time_ns = f->time_ns,
				   .has_finding = f->rule != NULL };
	FILE *pipe = fdopen(fd, "wb");

	fwrite(&told, sizeof(told), 1, pipe);
	tell_text(pipe, outcome->message);
	tell_text(pipe, f->rule);
	tell_text(pipe, f->text);
	tell_text(pipe, f->task);
	tell_text(pipe, f->stack);
	fclose(pipe);
}

static const char *take_text(const char **at, const char *end)
{
	const char *text = *at, *nul = memchr(text, '\0', (size_t)(end - text));

	*at = nul ? nul + 1 : end;
	return nul ? text : "";
}

static void hear(const struct child *child, struct crash_outcome *outcome)
{
	const char *at = child->told, *end = child->told + child->nr_told;
	struct run_finding *f = &outcome->finding;
	struct told told;

	memset(outcome, 0, sizeof(*outcome));
	outcome->entry = child->entry;
	outcome->status = RUN_HARNESS_FAULT;
	if (child->nr_told < sizeof(told)) {
		snprintf(outcome->message, sizeof(outcome->message),
			 "the child that crashed at entry %llu died", child->entry);
		return;
	}
	memcpy(&told, at, sizeof(told));
	at += sizeof(told);
	outcome->status = told.status;
	outcome->nr_sectors_judged = told.nr_sectors_judged;
	snprintf(outcome->message, sizeof(outcome->message), "%s", take_text(&at, end));
	if (!told.has_finding)
		return;
	f->time_ns = told.time_ns;
	f->rule = strdup(take_text(&at, end));
	f->text = strdup(take_text(&at, end));
	f->task = strdup(take_text(&at, end));
	f->stack = strdup(take_text(&at, end));
}

/* --- children --- */

static void close_other_pipes(struct crash_children *c)
{
	size_t i;

	for (i = 0; i < c->nr; i++)
		if (!c->children[i].has_ended)
			close(c->children[i].fd);
}

static struct child *add_child(struct crash_children *c)
{
	if (c->nr == c->room) {
		c->room = c->room ? c->room * 2 : 16;
		c->children = realloc(c->children, c->room * sizeof(*c->children));
	}
	memset(&c->children[c->nr], 0, sizeof(*c->children));
	return &c->children[c->nr++];
}

static void read_from(struct crash_children *c, struct child *child)
{
	char buf[4096];
	ssize_t nr = read(child->fd, buf, sizeof(buf));

	if (nr > 0) {
		child->told = realloc(child->told, child->nr_told + (size_t)nr);
		memcpy(child->told + child->nr_told, buf, (size_t)nr);
		child->nr_told += (size_t)nr;
		return;
	}
	close(child->fd);
	waitpid(child->pid, NULL, 0);
	child->has_ended = true;
	c->nr_running--;
}

/* Hears whoever has something to say; waits for that if @must_wait. */
static void listen_once(struct crash_children *c, bool must_wait)
{
	struct pollfd polls[64];
	size_t idx[64], i, nr = 0;

	for (i = c->next; i < c->nr && nr < 64; i++) {
		if (c->children[i].has_ended)
			continue;
		polls[nr] = (struct pollfd){ .fd = c->children[i].fd, .events = POLLIN };
		idx[nr++] = i;
	}
	if (!nr || poll(polls, nr, must_wait ? -1 : 0) <= 0)
		return;
	for (i = 0; i < nr; i++)
		if (polls[i].revents)
			read_from(c, &c->children[idx[i]]);
}

static void be_child(int fd, u64 entry, void (*crash)(void *ctx, struct crash_outcome *outcome),
		     void *ctx)
{
	struct crash_outcome outcome = { .entry = entry };

	crash(ctx, &outcome);
	tell(fd, &outcome);
	_exit(0);
}

bool crash_children_add(struct crash_children *c, u64 entry,
			void (*crash)(void *ctx, struct crash_outcome *outcome), void *ctx)
{
	struct child *child;
	int fds[2];
	pid_t pid;

	while (c->nr_running >= c->nr_jobs)
		listen_once(c, true);
	if (pipe(fds))
		return false;
	fflush(NULL);
	pid = fork();
	if (!pid) {
		close_other_pipes(c);
		close(fds[0]);
		be_child(fds[1], entry, crash, ctx);
	}
	close(fds[1]);
	if (pid < 0) {
		close(fds[0]);
		return false;
	}
	child = add_child(c);
	child->pid = pid;
	child->fd = fds[0];
	child->entry = entry;
	c->nr_running++;
	return true;
}

bool crash_children_next(struct crash_children *c, bool must_wait, struct crash_outcome *outcome)
{
	struct child *child;

	if (c->next == c->nr)
		return false;
	child = &c->children[c->next];
	do
		listen_once(c, must_wait);
	while (must_wait && !child->has_ended);
	if (!child->has_ended)
		return false;
	hear(child, outcome);
	free(child->told);
	c->next++;
	return true;
}

void crash_children_destroy(struct crash_children *c)
{
	size_t i;

	for (i = 0; i < c->nr; i++) {
		struct child *child = &c->children[i];

		if (!child->has_ended) {
			kill(child->pid, SIGKILL);
			close(child->fd);
			waitpid(child->pid, NULL, 0);
		}
		if (i >= c->next)
			free(child->told);
	}
	free(c->children);
	free(c);
}
