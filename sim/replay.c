// SPDX-License-Identifier: GPL-2.0-only
/*
 * `wbsim replay LOG`: real I/O, recorded with its data, against a simulated device.
 *
 * From: the command line.
 * To:   replay-player.c, entry by entry; replay-device.c at each crash point.
 *
 *   log ──► survey ──► play ──► entry ──► entry ──► … ──► finish: compare, remove, compare
 *           (all of it     │                 │
 *            is checked)   └─ crash point    └─ crash point: a child each (replay-fork.h)
 */
#include "replay.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "choice.h"
#include "finding.h"
#include "folder.h"
#include "interrupt.h"
#include "json.h"
#include "judge.h"
#include "pace.h"
#include "payload.h"
#include "recording.h"
#include "replay-device.h"
#include "replay-fork.h"
#include "replay-options.h"
#include "replay-player.h"
#include "report.h"
#include "world.h"

struct replay {
	const char *program;
	struct replay_options options;
	struct replay_geometry geometry;
	u64 nr_entries;
	struct world *world;
	struct world_device *dev;
	struct player *player;
	struct player_counts counts; /* in the end */
	struct crash_children *children;
	struct recording_entry entry; /* the one at hand */
	char export[4096]; /* of the crash at hand, "" for none */
	struct crash_outcome outcome; /* of all */
	u64 nr_crashes, wall_ns;
	bool was_stopped;
	struct pace pace;
};

static u64 wall_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (u64)now.tv_sec * 1000000000ull + (u64)now.tv_nsec;
}

static int bad_input(const char *text)
{
	fprintf(stderr, "wbsim replay: %s\n", text);
	return RUN_BAD_INPUT;
}

/* --- the survey: how large is the device, is all of the log readable? --- */

static void survey_entry(struct replay *r, const struct recording_entry *entry, bool *has_mark)
{
	u64 end = entry->sector + entry->nr_sectors;

	if (end > r->geometry.nr_sectors)
		r->geometry.nr_sectors = (end + 7) / 8 * 8;
	if (r->options.at_mark && entry->mark && !strcmp(entry->mark, r->options.at_mark)) {
		*has_mark = true;
		r->options.crash_at = entry->nr;
	}
}

static int survey_entries(struct replay *r, struct recording *rec)
{
	struct recording_entry entry;
	bool has_mark = false;
	char text[256];
	int more;

	while ((more = recording_next(rec, &entry)) > 0)
		survey_entry(r, &entry, &has_mark);
	if (more < 0)
		return bad_input(recording_error(rec));
	r->nr_entries = recording_nr_entries(rec);
	text[0] = '\0';
	if (r->options.at_mark && !has_mark)
		snprintf(text, sizeof(text), "--at-mark %s: expected a mark of this log",
			 r->options.at_mark);
	else if (r->options.crash_at > r->nr_entries)
		snprintf(text, sizeof(text), "--crash-at %llu: expected an entry from 1 to %llu",
			 r->options.crash_at, r->nr_entries);
	else if (!r->geometry.nr_sectors)
		snprintf(text, sizeof(text), "%s: expected at least one entry with sectors",
			 r->options.log);
	return *text ? bad_input(text) : -1;
}

static int survey(struct replay *r)
{
	char error[512];
	struct recording *rec = recording_open(r->options.log, error, sizeof(error));
	int status;

	if (!rec)
		return bad_input(error);
	status = survey_entries(r, rec);
	recording_close(rec);
	r->geometry.order = r->options.order;
	r->geometry.nr_segments = r->options.nr_segments;
	return status;
}

/* --- words for findings --- */

/* The last entry that wrote just this to that sector. */
static u64 find_writer(const char *log, u64 sector, const void *buf)
{
	struct recording_entry entry;
	char error[512];
	struct recording *rec = recording_open(log, error, sizeof(error));
	u64 found = 0;

	while (rec && recording_next(rec, &entry) > 0)
		if (entry.data && sector >= entry.sector &&
		    sector - entry.sector < entry.nr_sectors &&
		    !memcmp((const char *)entry.data + (sector - entry.sector) * SECTOR_BYTES, buf,
			    SECTOR_BYTES))
			found = entry.nr;
	recording_close(rec);
	return found;
}

static void describe(void *ctx, u64 sector, const void *buf, char *text, size_t text_bytes)
{
	const struct replay *r = ctx;
	bool is_zero = payload_hash(buf) == PAYLOAD_ZERO_HASH;
	u64 writer = is_zero ? 0 : find_writer(r->options.log, sector, buf);

	if (is_zero)
		snprintf(text, text_bytes, "zeroes");
	else if (writer)
		snprintf(text, text_bytes, "what entry %llu of the log wrote", writer);
	else
		snprintf(text, text_bytes, "nothing that the log ever wrote there");
}

/* --- outcomes --- */

static void take_finding(struct crash_outcome *outcome, u64 entry)
{
	const struct finding *finding = finding_first();

	outcome->entry = entry;
	outcome->status = RUN_HELD;
	if (!finding)
		return;
	outcome->status = finding->is_harness_fault ? RUN_HARNESS_FAULT : RUN_VIOLATED;
	outcome->finding =
		(struct run_finding){ .rule = strdup(finding->rule),
				      .text = strdup(finding->text),
				      .task = strdup(finding->task ? finding->task : ""),
				      .stack = strdup(finding->stack ? finding->stack : ""),
				      .time_ns = finding->time_ns };
}

static u64 nr_judged(const struct replay *r)
{
	struct judge_stats stats;

	judge_stats_get(r->dev->judge, &stats);
	return stats.nr_sectors_judged;
}

/* Keeps the worst; of equals the first. */
static void merge(struct replay *r, struct crash_outcome *outcome)
{
	u64 nr_sectors_judged = r->outcome.nr_sectors_judged + outcome->nr_sectors_judged;

	if (outcome->status > r->outcome.status) {
		crash_outcome_exit(&r->outcome);
		r->outcome = *outcome;
	} else {
		crash_outcome_exit(outcome);
	}
	r->outcome.nr_sectors_judged = nr_sectors_judged;
}

/* --- crash points --- */

/* The whole rest of a world: in a child, or in the run itself. */
static void crash(void *ctx, struct crash_outcome *outcome)
{
	struct replay *r = ctx;
	u64 nr_before = nr_judged(r);

	replay_device_crash(r->world, r->options.model, *r->export ? r->export : NULL,
			    outcome->message, sizeof(outcome->message));
	take_finding(outcome, r->entry.nr);
	if (!outcome->status && *outcome->message)
		outcome->status = RUN_BAD_INPUT;
	outcome->nr_sectors_judged = nr_judged(r) - nr_before;
}

static bool must_crash_beside(struct replay *r)
{
	const struct replay_options *o = &r->options;
	char *at;

	r->export[0] = '\0';
	if (o->export_marks && r->entry.mark) {
		snprintf(r->export, sizeof(r->export), "%s/%s.img", o->export_marks, r->entry.mark);
		for (at = r->export + strlen(o->export_marks) + 1; *at; at++)
			if (*at == '/')
				*at = '_';
		return true;
	}
	return o->crash_every && r->entry.nr % o->crash_every == 0;
}

static void take_outcomes(struct replay *r, bool must_wait)
{
	struct crash_outcome outcome;

	while (crash_children_next(r->children, must_wait, &outcome))
		merge(r, &outcome);
}

/*
 * A finding in a child does not stop the run: when it is heard of depends on the host, and
 * what is printed must not.
 */
static bool crash_beside(struct replay *r)
{
	struct crash_outcome outcome = { .entry = r->entry.nr, .status = RUN_HARNESS_FAULT };

	r->nr_crashes++;
	if (!crash_children_add(r->children, r->entry.nr, crash, r)) {
		snprintf(outcome.message, sizeof(outcome.message), "no process for a crash");
		merge(r, &outcome);
		return false;
	}
	take_outcomes(r, false);
	return true;
}

/* --- playing --- */

static void end_here(struct replay *r)
{
	struct crash_outcome outcome = { .entry = r->entry.nr };

	snprintf(r->export, sizeof(r->export), "%s", r->options.export ? r->options.export : "");
	if (r->options.crash_at) {
		r->nr_crashes++;
		crash(r, &outcome);
	} else {
		replay_device_finish(r->world, *r->export ? r->export : NULL, outcome.message,
				     sizeof(outcome.message));
		take_finding(&outcome, r->entry.nr);
		if (!outcome.status && *outcome.message)
			outcome.status = RUN_BAD_INPUT;
		outcome.nr_sectors_judged = nr_judged(r);
	}
	merge(r, &outcome);
}

/* Return: false after a finding, or if it was interrupted. */
static bool play_entries(struct replay *r, struct recording *rec)
{
	while (recording_next(rec, &r->entry) > 0) {
		pace_show(&r->pace, "entry %llu of %llu  crashes %llu", r->entry.nr, r->nr_entries,
			  r->nr_crashes);
		r->was_stopped = interrupt_came;
		if (r->was_stopped)
			return false;
		if (!player_play(r->player, &r->entry))
			return false;
		if (r->entry.nr == r->options.crash_at)
			return true;
		if (must_crash_beside(r) && !crash_beside(r))
			return false;
	}
	return player_wait(r->player);
}

/* A device that cannot even be made was asked for wrongly. */
static void note_refusal(struct crash_outcome *outcome)
{
	if (!outcome->finding.rule || strcmp(outcome->finding.rule, "create"))
		return;
	snprintf(outcome->message, sizeof(outcome->message), "%s", outcome->finding.text);
	crash_outcome_exit(outcome);
	outcome->status = RUN_BAD_INPUT;
}

static void play(struct replay *r, struct recording *rec)
{
	struct crash_outcome outcome = { .entry = 0 };

	r->dev = replay_device_create(r->world, &r->geometry);
	if (r->dev) {
		judge_set_describe(r->dev->judge, describe, r);
		r->player = player_create(r->world, r->dev);
		if (play_entries(r, rec))
			end_here(r);
		r->counts = *player_counts(r->player);
	}
	take_outcomes(r, true);
	take_finding(&outcome, r->entry.nr);
	if (!r->dev)
		note_refusal(&outcome);
	merge(r, &outcome);
}

/* --- telling --- */

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static enum run_status verdict(const struct replay *r)
{
	enum run_status status = r->outcome.status;

	return status == RUN_HELD && r->was_stopped ? RUN_INTERRUPTED : status;
}

static void replay_line(const struct replay *r, char *line, size_t bytes)
{
	char where[48] = "";

	if (r->nr_crashes)
		snprintf(where, sizeof(where), " --crash-at %llu", r->outcome.entry);
	snprintf(line, bytes, "%s replay %s%s %s", r->program, r->options.log, where,
		 r->options.replay_words);
}

static void print_indented(FILE *file, const char *text)
{
	const char *end;

	for (; *text; text = *end ? end + 1 : end) {
		end = strchrnul(text, '\n');
		fprintf(file, "    %.*s\n", (int)(end - text), text);
	}
}

static void print_finding(FILE *file, const struct replay *r)
{
	const struct run_finding *f = &r->outcome.finding;
	char line[4096];

	if (!f->rule)
		return;
	replay_line(r, line, sizeof(line));
	fprintf(file, "  Broken: %s, at entry %llu, in task %s at %.6f ms of this boot:\n", f->rule,
		r->outcome.entry, f->task, f->time_ns / 1e6);
	print_indented(file, f->text);
	if (*f->stack) {
		fprintf(file, "  Called from:\n");
		print_indented(file, f->stack);
	}
	fprintf(file, "  Replay: %s\n", line);
}

static void print_text(const struct replay *r, const char *digest)
{
	const struct player_counts *c = &r->counts;

	printf("%s %s  seed %llu  digest %s  entries %llu  writes %llu flushes %llu discards %llu",
	       report_word(verdict(r)), base_name(r->options.log), r->options.seed, digest,
	       r->nr_entries, c->nr_writes, c->nr_flushes, c->nr_discards);
	if (c->nr_discards_skipped)
		printf(" (%llu skipped)", c->nr_discards_skipped);
	printf(" marks %llu reads %llu  crashes %llu  sectors compared %llu  virtual %.1f s"
	       "  wall %.1f s\n",
	       c->nr_marks, c->nr_reads, r->nr_crashes, r->outcome.nr_sectors_judged,
	       world_counts(r->world)->virtual_ns / 1e9, r->wall_ns / 1e9);
	print_finding(stdout, r);
}

static json_t *finding_json(const struct replay *r)
{
	const struct run_finding *f = &r->outcome.finding;
	char line[4096];

	if (!f->rule)
		return json_null();
	replay_line(r, line, sizeof(line));
	return json_pack("{s:s s:I s:s s:s s:s s:s}", "rule", f->rule, "entry",
			 (json_int_t)r->outcome.entry, "text", f->text, "task", f->task, "stack",
			 f->stack, "replay", line);
}

static void print_json(const struct replay *r, const char *digest)
{
	const struct player_counts *c = &r->counts;
	json_t *all = json_pack("{s:s s:s s:I s:s s:I s:I s:I s:I s:I s:I s:I s:I s:I s:I s:I s:o}",
				"log", r->options.log, "verdict", json_verdict(verdict(r)), "seed",
				(json_int_t)r->options.seed, "digest", digest, "entries",
				(json_int_t)r->nr_entries, "writes", (json_int_t)c->nr_writes,
				"flushes", (json_int_t)c->nr_flushes, "discards",
				(json_int_t)c->nr_discards, "discards_skipped",
				(json_int_t)c->nr_discards_skipped, "marks",
				(json_int_t)c->nr_marks, "reads", (json_int_t)c->nr_reads,
				"crashes", (json_int_t)r->nr_crashes, "sectors_compared",
				(json_int_t)r->outcome.nr_sectors_judged, "virtual_ns",
				(json_int_t)world_counts(r->world)->virtual_ns, "wall_ns",
				(json_int_t)r->wall_ns, "finding", finding_json(r));

	json_dumpf(all, stdout, JSON_INDENT(2));
	putchar('\n');
	json_decref(all);
	print_finding(stderr, r);
}

static int tell(struct replay *r)
{
	char digest[EVENT_DIGEST_CHARS];

	world_epoch_end(r->world);
	world_digest(r->world, digest);
	if (*r->outcome.message)
		fprintf(stderr, "wbsim replay: %s\n", r->outcome.message);
	if (r->options.has_json)
		print_json(r, digest);
	else
		print_text(r, digest);
	return r->was_stopped ? RUN_INTERRUPTED : r->outcome.status;
}

/* --- the verb --- */

static int run(struct replay *r)
{
	struct choice_driver *driver = choice_seeded_create(r->options.seed);
	char error[512];
	struct recording *rec = recording_open(r->options.log, error, sizeof(error));
	int status;

	if (!rec) {
		choice_driver_destroy(driver);
		return bad_input(error);
	}
	interrupt_catch();
	pace_begin(&r->pace);
	r->wall_ns = wall_ns();
	r->world = world_create();
	r->children = crash_children_create(r->options.nr_jobs);
	world_begin(r->world, false);
	choice_begin(driver);
	play(r, rec);
	pace_end(&r->pace);
	r->wall_ns = wall_ns() - r->wall_ns;
	status = tell(r);
	world_destroy(r->world);
	if (r->player)
		player_destroy(r->player);
	crash_children_destroy(r->children);
	crash_outcome_exit(&r->outcome);
	recording_close(rec);
	choice_driver_destroy(driver);
	return status;
}

int replay_main(const char *program, int argc, char **argv)
{
	static struct replay r;
	int status;

	r.program = program;
	status = replay_options_read(&r.options, argc, argv);
	if (status < 0)
		status = survey(&r);
	if (status >= 0)
		return status;
	if (r.options.export_marks && !folder_make(r.options.export_marks)) {
		fprintf(stderr, "wbsim replay: %s: %s\n", r.options.export_marks, strerror(errno));
		return RUN_BAD_INPUT;
	}
	return run(&r);
}
