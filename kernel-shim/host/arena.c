// SPDX-License-Identifier: GPL-2.0-only
/*
 * The address space of the machine's memory. It lies at a fixed address: what depends
 * on addresses (a tree or a hash table keyed by a pointer) is the same in each run.
 * Pages are touched lazily and stay warm from boot to boot.
 *
 * From: boot.c, at each boot.
 * To:   page.c, which hands out the pages.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "../memory.h"

#define PAGE_BYTES 4096ul
#define PAGE_STRUCT_BYTES 64 /* linux/mm_types.h */
#define PAGE_RECORD_BYTES 48 /* arena.h; page.c asserts both */
#define DEFAULT_BYTES (4ull << 30)

/* Far from where programs, libraries, stacks and the shadow of AddressSanitizer lie. */
#define ARENA_ADDRESS 0x200000000000ul
#define STRUCTS_ADDRESS 0x210000000000ul
#define RECORDS_ADDRESS 0x220000000000ul

extern struct arena_page *arena_pages;
extern size_t arena_nr_pages;

static size_t mapped_bytes;

static void *map_at(unsigned long address, size_t len_bytes)
{
	void *p = mmap((void *)address, len_bytes, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);

	if (p != (void *)address) {
		perror("cannot map the memory of the machine");
		exit(3);
	}
	return p;
}

static void unmap_all(void)
{
	size_t nr_pages = mapped_bytes / PAGE_BYTES;

	if (!mapped_bytes)
		return;
	munmap(arena_begin, mapped_bytes);
	munmap(arena_page_structs, nr_pages * PAGE_STRUCT_BYTES);
	munmap(arena_pages, nr_pages * PAGE_RECORD_BYTES);
}

static void map_all(size_t bytes)
{
	size_t nr_pages = bytes / PAGE_BYTES;

	arena_begin = map_at(ARENA_ADDRESS, bytes);
	arena_page_structs = map_at(STRUCTS_ADDRESS, nr_pages * PAGE_STRUCT_BYTES);
	arena_pages = map_at(RECORDS_ADDRESS, nr_pages * PAGE_RECORD_BYTES);
	mapped_bytes = bytes;
}

void arena_init(u64 bytes)
{
	bytes = bytes ? (bytes + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES : DEFAULT_BYTES;
	if (bytes > mapped_bytes) {
		unmap_all();
		map_all(bytes);
	}
	arena_bytes = bytes;
	arena_nr_pages = bytes / PAGE_BYTES;
}
