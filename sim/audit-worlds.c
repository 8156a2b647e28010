// SPDX-License-Identifier: GPL-2.0-only
/*
 * Short worlds, each run twice.
 *
 * From: audit.c.
 * To:   run.c, with the scenario below; globals.c.
 *
 * A batch is run forwards and then backwards, so a world has another one before it each
 * time: what leaks from one to the next makes the digests differ. After each world the
 * machine is booted without disks. A boot has to forget everything, so the program's
 * variables must then be what they were at first.
 */
#include "audit-worlds.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "choice.h"
#include "event.h"
#include "finding.h"
#include "globals.h"
#include "host/disk-store.h"
#include "machine.h"
#include "run.h"
#include "scenario.h"

static const char world_text[] =
	"local pick = math.random\n"
	"disk('ssd', '1280k', {model=({'null', 'sata', 'nvme'})[pick(3)], discard=true})\n"
	"disk('hdd', '512k', {model=({'null', 'hdd'})[pick(2)], discard=pick(2) == 1})\n"
	"device{order=pick(4, 5), segments=pick(2, 16), nr_rambuf_pool=pick(1, 3),\n"
	"	writeback_threshold=pick(0, 1) * 100, read_cache_threshold=pick(0, 1)}\n"
	"if pick(4) == 1 then\n"
	"	fault(({'ssd', 'hdd'})[pick(2)], {op='write', nth=pick(8), errno='EIO'})\n"
	"end\n"
	"local words = {write, write, write, fua, read, discard, flush}\n"
	"local function one()\n"
	"	local word, at = words[pick(7)], 512 * pick(0, 1000)\n"
	"	if word == flush then pcall(flush)\n"
	"	elseif word == read or word == discard then pcall(word, at, 512 * pick(16))\n"
	"	else pcall(word, at, 512 * pick(16), 'A') end\n"
	"end\n"
	"local function some(nr) for i = 1, nr do one() end end\n"
	"local other = spawn(some, 4)\n"
	"some(4)\n"
	"wait(other)\n"
	"if pick(4) == 1 then cut('anywhere', {model=({'any', 'prefix', 'none'})[pick(3)]}) end\n";

struct audit_worlds {
	struct scenario *scenario;
	struct run *run;
	struct globals *globals;
	struct run_limits limits;
};

/* Pools have grown to what a world needs, and what is done once has been done. */
#define NR_WARM_UPS 64

/* A machine that has just been switched on, and no world. */
static void boot_bare(struct audit_worlds *a)
{
	world_end(run_world(a->run));
	choice_begin(NULL);
	finding_clear();
	event_begin();
	machine_boot(NULL);
}

struct audit_worlds *audit_worlds_create(void)
{
	struct audit_worlds *a = calloc(1, sizeof(*a));
	struct audit_tally ignored = { 0 };
	u64 seed;

	a->globals = globals_find();
	if (!a->globals) {
		free(a);
		return NULL;
	}
	a->scenario = scenario_from_text("audit", world_text);
	a->run = run_create(a->scenario);
	a->limits = run_default_limits;
	a->limits.must_not_explore = true;
	for (seed = 0; seed < NR_WARM_UPS; seed += AUDIT_BATCH)
		audit_worlds_run(a, seed, AUDIT_BATCH, &ignored);
	boot_bare(a);
	globals_keep(a->globals);
	machine_cut();
	return a;
}

void audit_worlds_destroy(struct audit_worlds *a)
{
	run_destroy(a->run);
	scenario_close(a->scenario);
	globals_destroy(a->globals);
	free(a);
}

u32 audit_worlds_nr_variables(const struct audit_worlds *a, u64 *bytes)
{
	*bytes = globals_bytes(a->globals);
	return globals_nr(a->globals);
}

static bool unclean(struct audit_tally *tally, enum audit_verdict verdict, u64 seed,
		    const char *what, const char *detail)
{
	tally->verdict = verdict;
	tally->seed = seed;
	snprintf(tally->text, sizeof(tally->text), "%s%s", what, detail);
	return false;
}

/* --- one world --- */

static bool is_left_clean(struct audit_worlds *a, u64 seed, struct audit_tally *tally)
{
	const char *changed;
	u64 nr_pages;

	boot_bare(a);
	changed = globals_is_kept(a->globals) ? globals_changed(a->globals) : NULL;
	nr_pages = store_nr_pages_in_use();
	machine_cut();
	if (changed)
		return unclean(tally, AUDIT_LEFTOVER, seed,
			       "after it a boot leaves another value in the variable ", changed);
	if (nr_pages)
		return unclean(tally, AUDIT_LEFTOVER, seed, "pages of its disks are still in use",
			       "");
	return true;
}

static bool is_good(const struct run_result *result, u64 seed, struct audit_tally *tally)
{
	if (result->status == RUN_HELD)
		return true;
	if (result->status == RUN_INTERRUPTED)
		return unclean(tally, AUDIT_INTERRUPTED, seed, "", "");
	return unclean(tally, AUDIT_FINDING, seed, result->finding.rule ? result->finding.rule : "",
		       result->finding.text ? result->finding.text : result->message);
}

static void count(struct audit_tally *tally, const struct run_result *result)
{
	unsigned long long high = 0, low = 0;
	u32 i;

	sscanf(result->digest, "%16llx%16llx", &high, &low);
	tally->low += low;
	tally->high += high;
	tally->nr_worlds++;
	tally->nr_cuts += result->counts.nr_cuts;
	for (i = 0; i < NR_USER_OPS; i++)
		tally->nr_requests += result->counts.nr_requests[i];
}

static bool run_first(struct audit_worlds *a, u64 seed, char digest[EVENT_DIGEST_CHARS],
		      struct audit_tally *tally)
{
	struct run_result result;
	bool is_clean;

	run_seed(a->run, seed, &a->limits, &result);
	is_clean = is_good(&result, seed, tally);
	memcpy(digest, result.digest, EVENT_DIGEST_CHARS);
	if (is_clean)
		count(tally, &result);
	run_result_exit(&result);
	return is_clean && is_left_clean(a, seed, tally);
}

static bool run_again(struct audit_worlds *a, u64 seed, const char *digest,
		      struct audit_tally *tally)
{
	char both[2 * EVENT_DIGEST_CHARS + 8];
	struct run_result result;
	bool is_clean;

	run_seed(a->run, seed, &a->limits, &result);
	is_clean = result.status == RUN_HELD && !strcmp(digest, result.digest);
	snprintf(both, sizeof(both), "%s, %s", digest, result.digest);
	if (result.status == RUN_INTERRUPTED)
		unclean(tally, AUDIT_INTERRUPTED, seed, "", "");
	else if (!is_clean)
		unclean(tally, AUDIT_DIFFERS, seed, "two runs, two digests: ", both);
	run_result_exit(&result);
	return is_clean;
}

bool audit_worlds_run(struct audit_worlds *a, u64 seed, u32 nr, struct audit_tally *tally)
{
	char digests[AUDIT_BATCH][EVENT_DIGEST_CHARS];
	u32 i;

	for (i = 0; i < nr; i++)
		if (!run_first(a, seed + i, digests[i], tally))
			return false;
	while (i--)
		if (!run_again(a, seed + i, digests[i], tally))
			return false;
	return true;
}
