/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The contents oracle: what may a block device answer? It knows requests and
 * their acknowledgements, nothing of any driver, and judges each 512-byte sector.
 *
 * Per sector it keeps what may be read *now* and what may be read *after a cut*.
 * Five rules:
 *   1 a write widens both;
 *   2 its ack narrows the first (to it and to those that overlapped it in time);
 *   3 a completed flush narrows the second for what was acked before it was
 *     submitted; a FUA write's ack does so for its own sectors;
 *   4 a cut makes the second the first;
 *   5 a read narrows both to what it returned (where they were alternatives).
 * A write that returned an error may or may not have happened. A discard leaves
 * the old content, zeroes, or an undefined mix of earlier states per sector.
 *
 * Contents are known by a 64-bit hash of the sector's bytes; who wrote them by the
 * write's id.
 */
#ifndef SIM_ORACLE_H
#define SIM_ORACLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct oracle;

struct oracle *oracle_create(uint64_t nr_sectors);
void oracle_destroy(struct oracle *o);

/* Sectors never written hold @hash (of zeroes by default), or what this function says. */
void oracle_set_initial(struct oracle *o, uint64_t (*hash_of)(void *ctx, uint64_t sector),
			void *ctx);

/* Requests. @id: any increasing number; @hashes: one per sector. */
void oracle_write_begin(struct oracle *o, uint64_t id, uint64_t sector, uint32_t nr_sectors,
			const uint64_t *hashes);
void oracle_discard_begin(struct oracle *o, uint64_t id, uint64_t sector, uint32_t nr_sectors,
			  uint64_t zero_hash);
void oracle_write_end(struct oracle *o, uint64_t id, bool is_error, bool is_fua);
void oracle_flush_begin(struct oracle *o, uint64_t id);
void oracle_flush_end(struct oracle *o, uint64_t id, bool is_error);
void oracle_read_begin(struct oracle *o, uint64_t id, uint64_t sector, uint32_t nr_sectors);

/* One illegal sector, with all that a report needs. */
struct oracle_verdict {
	bool is_legal;
	uint64_t sector;
	uint64_t got; /* hash */
	char text[1024]; /* "sector 88: legal: write 21 (acked, durable) or …; read: write 17 of sector 1234 …" */
};

/* A read returned @hashes: judge and narrow. The first illegal sector is in @verdict. */
bool oracle_read_end(struct oracle *o, uint64_t id, const uint64_t *hashes,
		     struct oracle_verdict *verdict);

/* Would it be legal now, without narrowing? (for either/or expectations in scenarios) */
bool oracle_is_legal(struct oracle *o, uint64_t sector, uint64_t hash);

void oracle_cut(struct oracle *o);

/* Sectors that were ever written, ascending, as ranges. Returns false after the last. */
bool oracle_next_touched(struct oracle *o, uint64_t *sector, uint32_t *nr_sectors);

/*
 * An independent copy of the state (for cuts at an earlier instant: apply requests
 * up to the boundary to a copy taken at the start of the epoch).
 */
struct oracle *oracle_clone(const struct oracle *o);

/* The number of sectors whose after-cut set has more than one element. */
uint64_t oracle_nr_unsettled(const struct oracle *o);

#endif
