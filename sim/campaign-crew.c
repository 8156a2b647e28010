// SPDX-License-Identifier: GPL-2.0-only
/*
 * The crew of a campaign.
 *
 * From: explore-command.c.
 * To:   workers, by fork; the logbook, by one line for each unit; the totals.
 *
 * Only this process writes the logbook. A worker that perishes is a finding of the unit that
 * it was in, and another takes its place. ^C reaches this process alone (workers are in
 * groups of their own): it asks each worker once to stop, and hears all to the end.
 */
#include "campaign-crew.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "campaign-progress.h"
#include "campaign-worker.h"
#include "interrupt.h"
#include "logbook.h"

#define POLL_MS 200
#define MAX_IDLE_DEATHS 10

struct mate {
	pid_t pid;
	int fd;
	char *text; /* heard and not yet a whole line */
	size_t chars, room;
	bool is_in_unit;
	u64 index, watched; /* watched: group + 1, while it is watched; 0: not */
	char name[CAMPAIGN_TEXT_CHARS];
};

struct crew {
	const struct crew_orders *orders;
	struct crew_result *result;
	struct campaign_share share;
	struct logbook *book;
	u64 *group_units; /* 0: not known yet */
	u8 *group_deaths; /* workers that perished while they watched it */
	u64 nr_groups, nr_groups_known;
	u64 begin_ns;
	bool must_stop;
	u32 nr_idle_deaths; /* of workers that were in no unit */
	struct progress progress;
	struct mate mates[];
};

static u64 now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000ull + now.tv_nsec;
}

const char *campaign_end_text(enum campaign_end end)
{
	static const char *const texts[] = {
#define X(id, text) text,
		CAMPAIGN_ENDS(X)
#undef X
	};

	return texts[end];
}

/* --- what is done --- */

static void set_done(struct campaign_share *share, u64 index)
{
	u64 nr = share->nr_done_bits;

	if (index >= nr) {
		share->nr_done_bits = (index / 4096 + 1) * 8192;
		share->done = realloc(share->done, share->nr_done_bits / 8);
		memset(share->done + nr / 8, 0, (share->nr_done_bits - nr) / 8);
	}
	share->done[index / 8] |= 1 << index % 8;
}

static void stop(struct crew *crew, enum campaign_end end)
{
	u32 i;

	if (end > crew->result->end)
		crew->result->end = end;
	if (crew->must_stop)
		return;
	crew->must_stop = true;
	for (i = 0; i < crew->orders->nr_jobs; i++)
		if (crew->mates[i].pid)
			kill(crew->mates[i].pid, SIGINT);
}

/* What was heard of before is in @share->done only at the next command: workers count by it. */
static void take_record(struct crew *crew, const struct unit_record *record, json_t *line)
{
	const struct crew_orders *orders = crew->orders;
	struct campaign_totals *totals = &crew->result->totals;

	if (!logbook_add(crew->book, line))
		stop(crew, CAMPAIGN_BROKEN);
	totals_add(totals, record);
	if (record->message && !crew->result->message)
		crew->result->message = strdup(record->message);
	orders->heard(orders->ctx, record);
	if (record->status == RUN_BAD_INPUT)
		stop(crew, CAMPAIGN_INPUT);
	else if (orders->max_findings && totals->counts.nr_findings >= orders->max_findings)
		stop(crew, CAMPAIGN_FINDINGS);
}

static void resumed_unit(void *ctx, const struct unit_record *record)
{
	struct crew *crew = ctx;

	if (campaign_is_done(&crew->share, record->index))
		return;
	set_done(&crew->share, record->index);
	totals_add(&crew->result->totals, record);
	crew->result->nr_resumed++;
	crew->orders->heard(crew->orders->ctx, record);
}

static void resumed_end(void *ctx, u64 nr_units)
{
	(void)ctx;
	(void)nr_units;
}

/* --- lines --- */

static void take_group(struct crew *crew, const json_t *line)
{
	u64 number = json_integer_value(json_object_get(line, "group"));

	if (number >= crew->nr_groups || crew->group_units[number])
		return;
	crew->group_units[number] = json_integer_value(json_object_get(line, "units"));
	crew->nr_groups_known++;
	crew->result->nr_all += json_integer_value(json_object_get(line, "all")) - 1;
	crew->result->nr_variations +=
		crew->group_units[number] / campaign_nr_parts(crew->orders->campaign) - 1;
}

static void take_begin(struct mate *mate, const json_t *line)
{
	const json_t *watched = json_object_get(line, "watched");

	mate->is_in_unit = true;
	mate->index = json_integer_value(json_object_get(line, "begin"));
	mate->watched = watched ? json_integer_value(watched) + 1 : 0;
	snprintf(mate->name, sizeof(mate->name), "%s",
		 json_string_value(json_object_get(line, "name")));
}

static void take_line(struct crew *crew, struct mate *mate, const char *text)
{
	json_t *line = json_loads(text, 0, NULL);
	struct unit_record record;

	if (json_object_get(line, "begin")) {
		take_begin(mate, line);
	} else if (json_object_get(line, "group")) {
		mate->is_in_unit = false;
		take_group(crew, line);
	} else if (line && unit_record_from_json(&record, line)) {
		mate->is_in_unit = false;
		take_record(crew, &record, line);
		unit_record_exit(&record);
	}
	json_decref(line);
}

static void take_text(struct crew *crew, struct mate *mate)
{
	char *begin = mate->text, *end;

	while ((end = memchr(begin, '\n', mate->text + mate->chars - begin))) {
		*end = '\0';
		take_line(crew, mate, begin);
		begin = end + 1;
	}
	mate->chars -= begin - mate->text;
	memmove(mate->text, begin, mate->chars);
}

/* --- workers --- */

static void work(struct crew *crew, int fd)
{
	FILE *file = fdopen(fd, "w");
	bool is_good;

	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	is_good = campaign_work(crew->orders->campaign, &crew->share, &crew->orders->place, file);
	fclose(file);
	exit(is_good ? RUN_HELD : RUN_INTERRUPTED);
}

static void send_out(struct crew *crew, struct mate *mate)
{
	int fds[2];

	fflush(NULL);
	if (pipe(fds)) {
		perror("wbsim: pipe");
		stop(crew, CAMPAIGN_BROKEN);
		return;
	}
	mate->pid = fork();
	if (!mate->pid) {
		close(fds[0]);
		work(crew, fds[1]);
	}
	close(fds[1]);
	mate->fd = fds[0];
	mate->chars = 0;
	mate->is_in_unit = false;
	if (mate->pid > 0)
		return;
	perror("wbsim: fork");
	mate->pid = 0;
	close(mate->fd);
	stop(crew, CAMPAIGN_BROKEN);
}

static void describe_end(int status, char *text, size_t bytes)
{
	if (WIFSIGNALED(status))
		snprintf(text, bytes, "SIG%s ended the process that ran it",
			 sigabbrev_np(WTERMSIG(status)));
	else
		snprintf(text, bytes, "the process that ran it ended with status %d",
			 WEXITSTATUS(status));
}

/* What it was in brought the harness down: that is a finding, with a name. */
static void note_perished(struct crew *crew, const struct mate *mate, int status)
{
	struct unit_record record;
	char text[128], again[PATH_MAX];
	json_t *line;

	/* Once may be an accident of the process; then another one counts the group's units. */
	if (mate->watched && !crew->group_deaths[mate->watched - 1]++)
		return;
	if (mate->watched)
		crew->share.is_bad[mate->watched - 1] = true;
	if (mate->index % crew->share.nr_shards != crew->share.shard ||
	    campaign_is_done(&crew->share, mate->index))
		return;
	describe_end(status, text, sizeof(text));
	snprintf(again, sizeof(again), "%s --unit %llu", crew->orders->again,
		 (unsigned long long)mate->index);
	unit_record_init(&record, mate->index, mate->name);
	record.status = RUN_VIOLATED;
	unit_record_add_finding(&record, "harness brought down", text, again, "");
	line = unit_record_to_json(&record);
	take_record(crew, &record, line);
	json_decref(line);
	unit_record_exit(&record);
	if (mate->watched)
		set_done(&crew->share, mate->index);
}

static void see_off(struct crew *crew, struct mate *mate)
{
	bool has_perished;
	int status = 0;

	close(mate->fd);
	while (waitpid(mate->pid, &status, 0) < 0 && errno == EINTR)
		;
	mate->pid = 0;
	has_perished = WIFSIGNALED(status) ||
		       (WEXITSTATUS(status) && WEXITSTATUS(status) != RUN_INTERRUPTED);
	if (has_perished && mate->is_in_unit)
		note_perished(crew, mate, status);
	else if (has_perished && crew->nr_idle_deaths++ >= MAX_IDLE_DEATHS)
		stop(crew, CAMPAIGN_BROKEN);
	if (has_perished && !crew->must_stop)
		send_out(crew, mate);
}

static void hear(struct crew *crew, struct mate *mate)
{
	ssize_t chars;

	if (mate->room - mate->chars < 65536) {
		mate->room = mate->room * 2 + 131072;
		mate->text = realloc(mate->text, mate->room);
	}
	chars = read(mate->fd, mate->text + mate->chars, mate->room - mate->chars);
	if (chars > 0) {
		mate->chars += chars;
		take_text(crew, mate);
	} else if (!chars || errno != EINTR) {
		see_off(crew, mate);
	}
}

/* Return: false if nobody is out any more. */
static bool listen_once(struct crew *crew)
{
	u32 nr = crew->orders->nr_jobs, nr_out = 0, i;
	struct pollfd fds[nr];

	for (i = 0; i < nr; i++) {
		fds[i] = (struct pollfd){ .fd = crew->mates[i].pid ? crew->mates[i].fd : -1,
					  .events = POLLIN };
		nr_out += crew->mates[i].pid != 0;
	}
	if (!nr_out)
		return false;
	if (poll(fds, nr, POLL_MS) > 0)
		for (i = 0; i < nr; i++)
			if (fds[i].revents)
				hear(crew, &crew->mates[i]);
	return true;
}

/* --- the whole --- */

static u64 nr_units(const struct crew *crew)
{
	const struct campaign *c = crew->orders->campaign;
	u64 i, nr = 0, nr_shards = crew->share.nr_shards;

	if (!campaign_must_probe(c))
		nr = crew->nr_groups * campaign_nr_parts(c);
	else if (crew->nr_groups_known < crew->nr_groups)
		return 0;
	for (i = 0; campaign_must_probe(c) && i < crew->nr_groups; i++)
		nr += crew->group_units[i];
	return nr / nr_shards + (crew->share.shard < nr % nr_shards);
}

static void look_around(struct crew *crew)
{
	const struct crew_orders *orders = crew->orders;
	u64 elapsed_ns = now_ns() - crew->begin_ns, i;

	if (interrupt_came)
		stop(crew, CAMPAIGN_INTERRUPTED);
	else if (orders->time_ns && elapsed_ns >= orders->time_ns)
		stop(crew, CAMPAIGN_TIME);
	for (i = 0; campaign_must_probe(orders->campaign) && i < crew->nr_groups; i++) {
		if (!crew->share.is_bad[i] || crew->group_units[i])
			continue;
		crew->group_units[i] = 1;
		crew->nr_groups_known++;
	}
	crew->result->nr_units = nr_units(crew);
	progress_show(&crew->progress, elapsed_ns, crew->result->nr_units, crew->result->nr_resumed,
		      &crew->result->totals);
}

static void conclude(struct crew *crew)
{
	struct crew_result *result = crew->result;
	bool is_all;
	json_t *line;

	look_around(crew);
	progress_end(&crew->progress);
	is_all = result->nr_units && result->totals.nr_units == result->nr_units;
	if (is_all && result->end != CAMPAIGN_BROKEN && result->end != CAMPAIGN_INPUT)
		result->end = CAMPAIGN_COMPLETE;
	else if (!is_all && result->end == CAMPAIGN_COMPLETE)
		result->end = CAMPAIGN_BROKEN;
	result->wall_ns = now_ns() - crew->begin_ns;
	if (!is_all)
		return;
	line = json_pack("{s:I}", "end", (json_int_t)result->nr_units);
	logbook_add(crew->book, line);
	json_decref(line);
}

static bool open_book(struct crew *crew, char *error, size_t error_bytes)
{
	const struct crew_orders *orders = crew->orders;
	const struct logbook_reader reader = { .unit = resumed_unit,
					       .end = resumed_end,
					       .ctx = crew };
	json_t *head = logbook_head(orders->campaign, orders->shard, orders->nr_shards);
	char text[LOGBOOK_ERROR_CHARS];

	crew->book = logbook_open(orders->place.out, head, orders->must_resume, &reader, text);
	json_decref(head);
	if (!crew->book)
		snprintf(error, error_bytes, "%s", text);
	return crew->book != NULL;
}

static void *shared_zeroes(size_t bytes)
{
	void *p = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED) {
		perror("wbsim: mmap");
		exit(RUN_HARNESS_FAULT);
	}
	return p;
}

static struct crew *crew_create(const struct crew_orders *orders, struct crew_result *result)
{
	struct crew *crew = calloc(1, sizeof(*crew) + orders->nr_jobs * sizeof(struct mate));

	crew->orders = orders;
	crew->result = result;
	crew->nr_groups = campaign_nr_groups(orders->campaign);
	crew->group_units = calloc(crew->nr_groups, sizeof(u64));
	crew->group_deaths = calloc(crew->nr_groups, 1);
	crew->share = (struct campaign_share){ .shard = orders->shard,
					       .nr_shards = orders->nr_shards,
					       .is_bad = shared_zeroes(crew->nr_groups),
					       .nr_claimed = shared_zeroes(sizeof(u64)) };
	crew->begin_ns = now_ns();
	progress_init(&crew->progress);
	totals_init(&result->totals);
	return crew;
}

static void crew_destroy(struct crew *crew)
{
	u32 i;

	for (i = 0; i < crew->orders->nr_jobs; i++)
		free(crew->mates[i].text);
	logbook_close(crew->book);
	munmap(crew->share.is_bad, crew->nr_groups);
	munmap(crew->share.nr_claimed, sizeof(u64));
	free(crew->share.done);
	free(crew->group_units);
	free(crew->group_deaths);
	free(crew);
}

bool crew_run(const struct crew_orders *orders, struct crew_result *result, char *error,
	      size_t error_bytes)
{
	struct crew *crew;
	bool is_open;
	u32 i;

	memset(result, 0, sizeof(*result));
	crew = crew_create(orders, result);
	is_open = open_book(crew, error, error_bytes);
	for (i = 0; is_open && i < orders->nr_jobs; i++)
		send_out(crew, &crew->mates[i]);
	while (is_open && listen_once(crew))
		look_around(crew);
	if (is_open)
		conclude(crew);
	crew_destroy(crew);
	return is_open;
}

void crew_result_exit(struct crew_result *result)
{
	totals_exit(&result->totals);
	free(result->message);
}
