// SPDX-License-Identifier: GPL-2.0-only
/*
 * `wbsim merge`: the shards of one campaign, summed.
 *
 * From: the command line; logbooks.
 * To:   campaign-result.c.
 */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "campaign-result.h"
#include "explore-command.h"
#include "logbook.h"

static const char help[] =
	"wbsim merge DIR... [--json] [--out FILE]\n"
	"\n"
	"Sums what the shards of one campaign came to: each DIR is the --out of one. All of\n"
	"them must be there and finished, and be of the same build, scenarios and options.\n"
	"\n"
	"  --json      print one JSON object instead of text\n"
	"  --out FILE  write it to FILE, too\n"
	"\n"
	"Ends 0: all held; 1: a promise was broken; 2: bad usage, or the shards do not make\n"
	"one campaign; 3: the harness had failed.\n";

struct merge {
	struct campaign_result result;
	const char **seen; /* of each shard: which folder was it? */
	u64 nr_shards;
	u64 nr_units; /* of the shard that is being read */
	u64 nr_heard;
};

static void take_unit(void *ctx, const struct unit_record *record)
{
	struct merge *m = ctx;

	m->nr_heard++;
	totals_add(&m->result.totals, record);
	campaign_result_add_findings(&m->result, record);
}

static void take_end(void *ctx, u64 nr_units)
{
	((struct merge *)ctx)->nr_units = nr_units;
}

static bool refuse(const char *folder, const char *text)
{
	fprintf(stderr, "wbsim merge: %s: %s\n", folder, text);
	return false;
}

static bool take_head(struct merge *m, json_t *head, const char *folder)
{
	u64 shard = json_integer_value(json_object_get(head, "shard"));
	char text[1024], known[LOGBOOK_ERROR_CHARS];

	if (!m->result.head) {
		m->result.head = json_incref(head);
		m->nr_shards = json_integer_value(json_object_get(head, "shards"));
		m->seen = calloc(m->nr_shards, sizeof(*m->seen));
	}
	logbook_compare(m->result.head, head, text, sizeof(text));
	if (*text)
		return refuse(folder, text);
	if (shard >= m->nr_shards)
		return refuse(folder, "a shard beyond the last");
	if (m->seen[shard]) {
		snprintf(known, sizeof(known), "shard %llu/%llu is in %s, too", shard, m->nr_shards,
			 m->seen[shard]);
		return refuse(folder, known);
	}
	m->seen[shard] = folder;
	return true;
}

static bool take_folder(struct merge *m, const char *folder)
{
	const struct logbook_reader reader = { .unit = take_unit, .end = take_end, .ctx = m };
	char error[LOGBOOK_ERROR_CHARS];
	bool is_good;
	json_t *head;

	m->nr_units = m->nr_heard = 0;
	head = logbook_read(folder, &reader, NULL, error);
	if (!head)
		return refuse("a shard", error);
	is_good = take_head(m, head, folder);
	json_decref(head);
	if (!is_good)
		return false;
	if (m->nr_heard == m->nr_units && m->nr_heard) {
		m->result.nr_units += m->nr_units;
		return true;
	}
	snprintf(error, sizeof(error), "not finished: %llu units are done, --resume goes on",
		 m->nr_heard);
	return refuse(folder, error);
}

static bool all_there(const struct merge *m)
{
	u64 i;

	for (i = 0; i < m->nr_shards; i++) {
		if (m->seen[i])
			continue;
		fprintf(stderr, "wbsim merge: shard %llu/%llu is missing\n", i, m->nr_shards);
		return false;
	}
	return true;
}

static int tell(struct merge *m, bool has_json, const char *out)
{
	int status = campaign_result_status(&m->result);
	json_t *object;

	json_object_set_new(m->result.head, "shards", json_integer(1));
	json_object_set_new(m->result.head, "shard", json_integer(0));
	if (out && !campaign_result_save(&m->result, out))
		status = RUN_BAD_INPUT;
	if (!has_json) {
		campaign_result_print(stdout, &m->result);
		return status;
	}
	object = campaign_result_json(&m->result);
	json_dumpf(object, stdout, JSON_INDENT(2));
	printf("\n");
	json_decref(object);
	return status;
}

static int merge(const char **folders, int nr, bool has_json, const char *out)
{
	struct merge m = { .seen = NULL };
	int i, status = RUN_BAD_INPUT;
	bool is_good = true;

	campaign_result_init(&m.result);
	for (i = 0; is_good && i < nr; i++)
		is_good = take_folder(&m, folders[i]);
	if (is_good && all_there(&m))
		status = tell(&m, has_json, out);
	campaign_result_exit(&m.result);
	free(m.seen);
	return status;
}

int merge_main(int argc, char **argv)
{
	const char *folders[argc], *out = NULL;
	bool has_json = false;
	int i, nr = 0;

	for (i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--help")) {
			fputs(help, stdout);
			return RUN_HELD;
		}
		if (!strcmp(argv[i], "--json"))
			has_json = true;
		else if (!strcmp(argv[i], "--out") && i + 1 < argc)
			out = argv[++i];
		else if (!strcmp(argv[i], "--out"))
			return refuse(argv[i], "expected a file; see wbsim merge --help"),
			       RUN_BAD_INPUT;
		else if (argv[i][0] == '-')
			return refuse(argv[i], "no such option; see wbsim merge --help"),
			       RUN_BAD_INPUT;
		else
			folders[nr++] = argv[i];
	}
	if (!nr)
		return refuse("which folders?", "expected the --out of each shard; see "
						"wbsim merge --help"),
		       RUN_BAD_INPUT;
	return merge(folders, nr, has_json, out);
}
