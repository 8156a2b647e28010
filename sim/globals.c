// SPDX-License-Identifier: GPL-2.0-only
/*
 * The program's writable data, variable by variable.
 *
 * From: audit.c, at an instant at which nothing of an earlier world may be left.
 * To:   the symbol table of the running program.
 *
 * Everything static is compared: the shim's, the harness' and the modules'. What may
 * differ is excused by name, each with its reason. Not compared: memory on the heap,
 * and the libraries' own data.
 */
#include "globals.h"

#include <elfutils/libdwfl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Of the linker: the first and the end of what can change. */
extern char __data_start[], _end[];

struct variable {
	const char *file, *name;
	char *address;
	size_t bytes;
	size_t at; /* in the copy */
};

struct globals {
	Dwfl *dwfl;
	struct variable *variables;
	u32 nr;
	char *kept;
	size_t bytes;
	bool is_kept;
	char changed[128];
};

/* By file (none for what is not static) and name; the rest of the program must not differ. */
static const struct excuse {
	const char *file, *name, *reason;
} excuses[] = {
	{ "boot.c", "counted_run", "a number of event_run()" },
	{ "boot.c", "nr_switches_before", "where the counter of switches began" },
	{ "sched.c", "nr_switches", "counts from the start of the program" },
	{ "", "arena_boot_nr", "counts boots; what it marks is void at the next" },
	{ "", "lock_boot", "counts boots; what it marks is void at the next" },
	{ "", "memory_counters", "statistics, begun anew by a run" },
	{ "event.c", "nr_runs", "counts runs" },
	{ "event.c", "ring", "old events: nobody reads beyond nr_events" },
	{ "event.c", "batch", "old events: nobody reads beyond nr_batched" },
	{ "event.c", "digest", "has buffers of old input inside" },
	{ "user.c", "run_of_last_id", "a number of event_run()" },
	{ "user.c", "last_id", "begins anew when event_run() has changed" },
	{ "lockdep.c", "classes", "valid up to their number, which is reset" },
	{ "lockdep.c", "edges", "valid up to the number of classes" },
	{ "lockdep.c", "after", "valid up to the number of classes" },
	{ "lockdep.c", "parent", "scratch of one search" },
	{ "lockdep.c", "s", "scratch of one search" },
	{ "memory-active.c", "entries", "marked with the boot that wrote them" },
	{ "hba.c", "commands", "records of commands, filled in when one begins" },
	{ "sched.c", "pool", "records of ended tasks, cleared when taken" },
	{ "fiber.c", "host_fiber", "where the stack was at the last switch" },
	{ "fiber.c", "pool", "stacks, kept warm" },
	{ "oops.c", "seen", "what the watchdog saw at its last tick: CPU time, not the world's" },
	{ "oops.c", "seen_task", "the same" },
	{ "oops.c", "watched", "the process that has a watchdog" },
	{ "oops.c", "landing_stack", "a stack" },
	{ "oops.c", "signal_stack", "a stack" },
	{ "choice.c", "record_room", "the record grows" },
	{ "choice.c", "record", "the record grows" },
	{ "disk-io.c", "free_reqs", "a pool" },
	{ "disk-pile.c", "free_ios", "a pool" },
	{ "disk-pile.c", "free_blocks", "a pool" },
	{ "disk-pile.c", "nr_blocks_made", "a pool that grows" },
	{ "disk-store.c", "free_mids", "a pool" },
	{ "disk-store.c", "free_leaves", "a pool" },
	{ "disk-store.c", "free_head", "a pool" },
	{ "disk-store.c", "nr_made", "a pool that grows" },
	{ "disk-cut.c", "found", "scratch of one cut, grows" },
	{ "disk-cut.c", "nr_found", "scratch of one cut" },
	{ "disk-cut.c", "room_found", "scratch of one cut, grows" },
	{ "disk-cut.c", "versions", "scratch of one cut, grows" },
	{ "disk-cut.c", "room", "scratch of one cut, grows" },
	{ "disk-cut.c", "now", "scratch of one cut" },
	{ "disk-watch.c", "generation", "counts; what it marks is void at the next" },
	{ "request.c", "free_buffers", "a pool" },
	{ "swarm.c", "names", "classes that any run has named so far" },
	{ "swarm.c", "nr_names", "classes that any run has named so far" },
};

#define NR_EXCUSES (sizeof(excuses) / sizeof(excuses[0]))

/* Compilers number or qualify the names of what is static in a function. */
static void plain_name(const char *name, char *plain, size_t bytes)
{
	const char *end = name + strlen(name), *dot;
	size_t chars;

	while (end > name && end[-1] >= '0' && end[-1] <= '9')
		end--;
	if (end > name && end[-1] == '.')
		end--;
	else
		end = name + strlen(name);
	dot = memrchr(name, '.', end - name);
	if (dot)
		name = dot + 1;
	chars = end - name < (ptrdiff_t)bytes ? end - name : bytes - 1;
	memcpy(plain, name, chars);
	plain[chars] = '\0';
}

/* What a compiler links in to count or to check: C++, which nothing here is, or by prefix. */
static bool is_of_compiler(const char *file, const char *name)
{
	static const char *const prefixes[] = { "_ZN",	       "__asan", "__ubsan", "__lsan",
						"__sanitizer", "__gcov", "__prof" };
	size_t i;

	for (i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
		if (!strncmp(name, prefixes[i], strlen(prefixes[i])))
			return true;
	return strstr(file, ".cpp");
}

/* A key of a lock class holds its class in the boot that counts, and is void in others. */
static bool is_excused(const char *file, const char *name)
{
	char plain[64];
	size_t i;

	plain_name(name, plain, sizeof(plain));
	if (!strcmp(plain, "__key") || is_of_compiler(file, name))
		return true;
	for (i = 0; i < NR_EXCUSES; i++)
		if (!strcmp(excuses[i].name, plain) && !strcmp(excuses[i].file, file))
			return true;
	return false;
}

/* --- finding them --- */

static Dwfl_Module *own_module(struct globals *g)
{
	static const Dwfl_Callbacks callbacks = {
		.find_elf = dwfl_linux_proc_find_elf,
		.find_debuginfo = dwfl_standard_find_debuginfo,
	};

	g->dwfl = dwfl_begin(&callbacks);
	if (!g->dwfl || dwfl_linux_proc_report(g->dwfl, getpid()) ||
	    dwfl_report_end(g->dwfl, NULL, NULL))
		return NULL;
	return dwfl_addrmodule(g->dwfl, (Dwarf_Addr)(uintptr_t)__data_start);
}

static int by_address(const void *a, const void *b)
{
	const struct variable *x = a, *y = b;

	return x->address < y->address ? -1 : x->address > y->address;
}

static void add(struct globals *g, const char *file, const char *name, char *address, size_t bytes)
{
	g->variables = realloc(g->variables, (g->nr + 1) * sizeof(*g->variables));
	g->variables[g->nr++] =
		(struct variable){ .file = file, .name = name, .address = address, .bytes = bytes };
}

static bool is_variable(const GElf_Sym *sym, const char *at)
{
	return GELF_ST_TYPE(sym->st_info) == STT_OBJECT && sym->st_size && at >= __data_start &&
	       at + sym->st_size <= _end;
}

/* The table names a file before the symbols that are local to it. */
static void collect(struct globals *g, Dwfl_Module *module)
{
	int nr = dwfl_module_getsymtab(module), i;
	const char *name, *file = "", *own;
	GElf_Addr address;
	GElf_Sym sym;
	char *at;

	for (i = 1; i < nr; i++) {
		name = dwfl_module_getsym_info(module, i, &sym, &address, NULL, NULL, NULL);
		if (!name)
			continue;
		if (GELF_ST_TYPE(sym.st_info) == STT_FILE)
			file = name;
		own = GELF_ST_BIND(sym.st_info) == STB_LOCAL ? file : "";
		at = (char *)(uintptr_t)address;
		if (is_variable(&sym, at) && !is_excused(own, name))
			add(g, own, name, at, sym.st_size);
	}
}

struct globals *globals_find(void)
{
	struct globals *g = calloc(1, sizeof(*g));
	Dwfl_Module *module = own_module(g);
	u32 i;

	if (module)
		collect(g, module);
	if (!g->nr) {
		globals_destroy(g);
		return NULL;
	}
	qsort(g->variables, g->nr, sizeof(*g->variables), by_address);
	for (i = 0; i < g->nr; i++) {
		g->variables[i].at = g->bytes;
		g->bytes += g->variables[i].bytes;
	}
	g->kept = malloc(g->bytes);
	return g;
}

void globals_destroy(struct globals *g)
{
	if (g->dwfl)
		dwfl_end(g->dwfl);
	free(g->variables);
	free(g->kept);
	free(g);
}

u32 globals_nr(const struct globals *g)
{
	return g->nr;
}

u64 globals_bytes(const struct globals *g)
{
	return g->bytes;
}

/* --- comparing them --- */

/*
 * To clang the red zone behind a variable is a part of it, and memcpy() and memcmp() look
 * at red zones. volatile: or the compiler makes one of them of the loop.
 */
#define RAW __attribute__((no_sanitize("address"), no_sanitize("undefined")))

RAW static void raw_copy(char *to, const volatile char *from, u64 nr_bytes)
{
	u64 i = 0;

	for (; i + sizeof(u64) <= nr_bytes; i += sizeof(u64))
		*(volatile u64 *)(to + i) = *(const volatile u64 *)(from + i);
	for (; i < nr_bytes; i++)
		to[i] = from[i];
}

RAW static bool raw_is_equal(const char *kept, const volatile char *now, u64 nr_bytes)
{
	u64 i = 0;

	for (; i + sizeof(u64) <= nr_bytes; i += sizeof(u64))
		if (*(const volatile u64 *)(kept + i) != *(const volatile u64 *)(now + i))
			return false;
	for (; i < nr_bytes; i++)
		if (kept[i] != now[i])
			return false;
	return true;
}

void globals_keep(struct globals *g)
{
	u32 i;

	for (i = 0; i < g->nr; i++)
		raw_copy(g->kept + g->variables[i].at, g->variables[i].address,
			 g->variables[i].bytes);
	g->is_kept = true;
}

bool globals_is_kept(const struct globals *g)
{
	return g->is_kept;
}

const char *globals_changed(struct globals *g)
{
	u32 i;

	for (i = 0; i < g->nr; i++) {
		const struct variable *v = &g->variables[i];

		if (raw_is_equal(g->kept + v->at, v->address, v->bytes))
			continue;
		snprintf(g->changed, sizeof(g->changed), "%s%s%s", v->name, *v->file ? " of " : "",
			 v->file);
		return g->changed;
	}
	return NULL;
}
