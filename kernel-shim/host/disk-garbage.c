// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a disk holds where nobody has written yet, if that is not zeroes: what some former
 * user left.
 *
 * From: disk.c, for a disk that asks for it; oracles, which must know.
 */
#include "disk-private.h"

#include "disk.h"

#include <string.h>

/* splitmix64 */
static u64 mix(u64 x)
{
	x += 0x9e3779b97f4a7c15ULL;
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
	x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
	return x ^ (x >> 31);
}

/* Words in the least order first: the same bytes on every host. */
void disk_garbage(u64 sector, void *buf)
{
	u8 *byte = buf;

	if (sector < STORE_PAGE_SECTORS) {
		memset(buf, 0, SECTOR_BYTES);
		return;
	}
	for (u32 i = 0; i < SECTOR_BYTES / 8; i++) {
		u64 word = mix(sector * 64 + i);

		for (u32 k = 0; k < 8; k++)
			*byte++ = (u8)(word >> 8 * k);
	}
}

void disk_fill_garbage(struct disk *disk)
{
	struct tree *durable = &disk->piles.durable;
	u64 sector = STORE_PAGE_SECTORS;

	while (sector < disk->config.nr_sectors) {
		store_page page = store_page_new();
		u8 *data = store_page_data(page);

		for (u32 i = 0; i < STORE_PAGE_SECTORS; i++, sector++)
			disk_garbage(sector, data + i * SECTOR_BYTES);
		tree_set(durable, sector / STORE_PAGE_SECTORS - 1, page);
	}
	tree_exit(&disk->piles.current);
	tree_share(&disk->piles.current, durable);
}
