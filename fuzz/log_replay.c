// SPDX-License-Identifier: GPL-2.0-only
/*
 * Any bytes as a recorded log, of dm-log-writes or, by their beginning, of fio: the reader
 * ends, says of every entry only what is there, and of anything else what was expected.
 *
 * From: engine.c.
 * To:   sim/logwrites.c, sim/iolog.c, through a file in memory.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "finding.h"
#include "iolog.h"
#include "logwrites.h"
#include "target.h"

#define MAX_ENTRIES 10000u
#define MAX_SECTOR (1ULL << 42)

static int file = -1;
static volatile u64 last_sum; /* so that all is read */
static char path[32];

static void prepare(void)
{
	if (file >= 0)
		return;
	file = memfd_create("log", 0);
	if (file < 0) {
		perror("log_replay: no file in memory");
		exit(3);
	}
	snprintf(path, sizeof(path), "/proc/self/fd/%d", file);
}

static void put_file(const u8 *bytes, size_t nr_bytes)
{
	if (ftruncate(file, 0) || pwrite(file, bytes, nr_bytes, 0) != (ssize_t)nr_bytes) {
		perror("log_replay: the file in memory");
		exit(3);
	}
}

/* Reads all that the entry says is there: AddressSanitizer looks. */
static u64 sum_of(const struct logwrites_entry *entry)
{
	const u8 *data = entry->data;
	u64 sum = entry->mark ? strlen(entry->mark) : 0, i;

	for (i = 0; data && i < entry->nr_sectors * 512; i++)
		sum += data[i];
	return sum;
}

static bool check_text(const char *text)
{
	if (!*text)
		finding_report("log-text", "a log is refused without a text");
	return *text;
}

/* --- dm-log-writes --- */

static bool read_all(struct logwrites *lw)
{
	struct logwrites_entry entry;
	u64 nr = 0;
	int more;

	while ((more = logwrites_next(lw, &entry)) > 0 && nr < MAX_ENTRIES) {
		last_sum = sum_of(&entry);
		if (entry.nr == ++nr && nr <= logwrites_nr_entries(lw))
			continue;
		finding_report("log-number", "entry %llu of %llu says that it is %llu", nr,
			       logwrites_nr_entries(lw), entry.nr);
		return false;
	}
	return more >= 0 || check_text(logwrites_error(lw));
}

static bool run_logwrites(void)
{
	char error[512] = "";
	struct logwrites *lw = logwrites_open(path, error, sizeof(error));
	bool is_good;

	if (!lw)
		return check_text(error);
	is_good = read_all(lw);
	logwrites_close(lw);
	return is_good;
}

/* --- fio --- */

static bool is_possible(const struct iolog *log, const struct iolog_entry *entry)
{
	bool has_sectors = entry->action == IOLOG_READ || entry->action == IOLOG_WRITE ||
			   entry->action == IOLOG_TRIM;

	if (entry->action >= NR_IOLOG_ACTIONS || has_sectors != !!entry->nr_sectors)
		return false;
	if (entry->action != IOLOG_WAIT && entry->file >= iolog_nr_files(log))
		return false;
	return entry->sector < MAX_SECTOR && entry->nr_sectors < MAX_SECTOR;
}

static bool read_lines(struct iolog *log)
{
	struct iolog_entry entry;
	u64 nr = 0;
	int more;

	while ((more = iolog_next(log, &entry)) > 0) {
		if (entry.nr == ++nr && is_possible(log, &entry))
			continue;
		finding_report("log-entry",
			       "entry %llu: number %llu, action %u, file %u, %llu+%llu", nr,
			       entry.nr, entry.action, entry.file, entry.sector, entry.nr_sectors);
		return false;
	}
	return more >= 0 || check_text(iolog_error(log));
}

static bool run_iolog(void)
{
	char error[512] = "";
	struct iolog *log = iolog_open(path, error, sizeof(error));
	bool is_good;

	if (!log)
		return check_text(error);
	is_good = read_lines(log);
	iolog_close(log);
	return is_good;
}

static bool run(const u8 *bytes, size_t nr_bytes)
{
	size_t nr_first = strlen(IOLOG_BEGINNING);

	finding_clear();
	put_file(bytes, nr_bytes);
	if (nr_bytes >= nr_first && !memcmp(bytes, IOLOG_BEGINNING, nr_first))
		return run_iolog();
	return run_logwrites();
}

const struct target target = { .name = "log_replay", .prepare = prepare, .run = run };
