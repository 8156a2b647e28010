// SPDX-License-Identifier: GPL-2.0-only
/*
 * A target without an engine: runs files, one after the other.
 *
 * From: the command line.
 * To:   the target; convert.c for a finding as a scenario and its tape.
 */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "convert.h"
#include "finding.h"
#include "run.h"
#include "shrink.h"
#include "target.h"
#include "world.h"

static const char help[] =
	"replay [OPTION] FILE|FOLDER...\n"
	"\n"
	"Runs inputs of one fuzzing target without an engine.\n"
	"\n"
	"  --scenario FOLDER   write the run of one FILE there as scenario.lua and tape,\n"
	"                      play them, and say whether they show the same\n"
	"  --shrink FILE       write the input again, smaller, with the same finding\n"
	"  --bench SECONDS     run the inputs again and again; prints runs per CPU second\n"
	"  --log               print the kernel log, too\n"
	"  --tap               one line for each file: ok, or not ok\n"
	"\n"
	"Ends 0: all held; 1: a promise was violated; 2: bad usage or input; 3: the harness\n"
	"failed.\n";

#define MAX_FILE_BYTES (1u << 20)

struct options {
	const char *scenario, *shrink;
	double bench_s;
	bool has_tap, has_log;
};

struct file {
	char *path;
	u8 *bytes;
	size_t nr;
};

static struct file *files;
static size_t nr_files, room_files;

/* --- files --- */

static int bad(const char *what, const char *why)
{
	fprintf(stderr, "replay %s: %s: %s\n", target.name, what, why);
	return RUN_BAD_INPUT;
}

static int read_file(const char *path, size_t nr_bytes)
{
	struct file *file;
	FILE *in;

	if (!nr_bytes || nr_bytes > MAX_FILE_BYTES)
		return bad(path, "no input: expected 1 to 1048576 bytes");
	in = fopen(path, "rb");
	if (!in)
		return bad(path, strerror(errno));
	if (nr_files == room_files) {
		room_files = room_files ? 2 * room_files : 64;
		files = realloc(files, room_files * sizeof(*files));
	}
	file = &files[nr_files++];
	*file = (struct file){ strdup(path), malloc(nr_bytes), nr_bytes };
	nr_bytes = fread(file->bytes, 1, nr_bytes, in);
	fclose(in);
	return nr_bytes == file->nr ? 0 : bad(path, "it changed while it was read");
}

static int read_path(const char *path);

static int read_folder(const char *path)
{
	struct dirent **entries;
	int nr = scandir(path, &entries, NULL, alphasort), i, status = 0;
	char *inner;

	if (nr < 0)
		return bad(path, strerror(errno));
	for (i = 0; i < nr; i++) {
		if (entries[i]->d_name[0] != '.' && !status &&
		    asprintf(&inner, "%s/%s", path, entries[i]->d_name) > 0) {
			status = read_path(inner);
			free(inner);
		}
		free(entries[i]);
	}
	free(entries);
	return status;
}

static int read_path(const char *path)
{
	struct stat st;

	if (stat(path, &st))
		return bad(path, strerror(errno));
	return S_ISDIR(st.st_mode) ? read_folder(path) : read_file(path, st.st_size);
}

/* --- running --- */

static void print_line(const char *line, void *ctx)
{
	(void)ctx;
	fprintf(stderr, "kernel: %s\n", line);
}

static int status_now(void)
{
	return finding_first()->is_harness_fault ? RUN_HARNESS_FAULT : RUN_VIOLATED;
}

static int run_one(const struct file *file, const struct options *o)
{
	bool is_good = target.run(file->bytes, file->nr);

	if (o->has_tap)
		printf("%s %s\n", is_good ? "ok" : "not ok", file->path);
	if (is_good)
		return RUN_HELD;
	if (!o->has_tap)
		printf("%s\n", file->path);
	target_print_finding(stdout);
	fflush(stdout);
	return status_now();
}

static int run_all(const struct options *o)
{
	int status = RUN_HELD, now;
	size_t i;

	for (i = 0; i < nr_files; i++) {
		now = run_one(&files[i], o);
		if (now > status)
			status = now;
	}
	if (!o->has_tap && status == RUN_HELD)
		printf("%s: %zu inputs held\n", target.name, nr_files);
	return status;
}

static double cpu_s(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return now.tv_sec + now.tv_nsec / 1e9;
}

static int bench(const struct options *o)
{
	double begin = cpu_s(), now = begin;
	u64 nr = 0;
	size_t i;

	while (now - begin < o->bench_s) {
		for (i = 0; i < nr_files; i++)
			if (!target.run(files[i].bytes, files[i].nr))
				return run_one(&files[i], o);
		nr += nr_files;
		now = cpu_s();
	}
	printf("%s: %.0f runs/s, %.1f us each\n", target.name, nr / (now - begin),
	       (now - begin) / nr * 1e6);
	return RUN_HELD;
}

static int shrink(struct file *file, const char *path)
{
	FILE *out = fopen(path, "wb");
	bool is_good;

	if (!out)
		return bad(path, strerror(errno));
	if (target.print)
		file->nr = shrink_input(file->bytes, file->nr);
	is_good = fwrite(file->bytes, 1, file->nr, out) == file->nr;
	if (fclose(out) || !is_good)
		return bad(path, "cannot be written");
	return target.run(file->bytes, file->nr) ? RUN_HELD : status_now();
}

/* --- the command line --- */

static int read_options(int argc, char **argv, struct options *o)
{
	int i, status;

	for (i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--tap")) {
			o->has_tap = true;
		} else if (!strcmp(argv[i], "--log")) {
			o->has_log = true;
		} else if (!strcmp(argv[i], "--scenario") && i + 1 < argc) {
			o->scenario = argv[++i];
		} else if (!strcmp(argv[i], "--shrink") && i + 1 < argc) {
			o->shrink = argv[++i];
		} else if (!strcmp(argv[i], "--bench") && i + 1 < argc) {
			o->bench_s = atof(argv[++i]);
			if (o->bench_s <= 0)
				return bad("--bench", "expected a number of seconds");
		} else if (argv[i][0] == '-') {
			return bad(argv[i], "no such option, or its argument is missing");
		} else {
			status = read_path(argv[i]);
			if (status)
				return status;
		}
	}
	return nr_files ? 0 : bad("no input", "expected files or folders; see --help");
}

int main(int argc, char **argv)
{
	struct options o = { 0 };
	int status;

	if (argc == 2 && !strcmp(argv[1], "--help"))
		return fputs(help, stdout) < 0;
	status = read_options(argc, argv, &o);
	if (status)
		return status;
	target.prepare();
	if (o.has_log && target.world)
		world_log_listen(target.world(), print_line, NULL);
	if ((o.scenario || o.shrink) && nr_files != 1)
		return bad(o.scenario ? "--scenario" : "--shrink", "expected one file");
	if (o.shrink)
		return shrink(&files[0], o.shrink);
	if (o.scenario)
		return convert_to_scenario(files[0].bytes, files[0].nr, o.scenario);
	return o.bench_s ? bench(&o) : run_all(&o);
}
