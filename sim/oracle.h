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
 *
 * Verified: each sector of each read against the five rules, with any number of requests in
 *	flight; over power cuts, and where a device lost its RAM alone.
 * Not verified: what was discarded, until it is written again; the second of two different
 *	killers of one version, with three writes to a sector all in flight at once; what a
 *	read returned that was in flight when RAM was lost. Two sectors of equal contents are
 *	not told apart: payloads carry the identity of their write and sector.
 */
#ifndef SIM_ORACLE_H
#define SIM_ORACLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct oracle;

struct oracle *oracle_create(uint64_t nr_sectors);
void oracle_destroy(struct oracle *o);

/* The hash of a sector of zeroes, as the callers compute hashes (XXH3). */
#define ORACLE_ZERO_HASH 0xb2987a9d949e807cULL

/* Sectors never written hold zeroes, or what this function says. Before the first request. */
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

/* One sector that is not what it may be, with all that a report needs. */
struct oracle_verdict {
	bool is_legal;
	bool is_any_legal; /* some sector was discarded: whatever it held was legal */
	uint64_t sector;
	uint64_t got; /* hash */
	uint64_t expected_id; /* the newest legal writer, 0: initial contents */
	char text[1024]; /* "sector 88: legal: write 21 (…) or write 23 (…); read: write 17 (…)" */
};

/* A read returned @hashes: judge and narrow. The first illegal sector is in @verdict. */
bool oracle_read_end(struct oracle *o, uint64_t id, const uint64_t *hashes,
		     struct oracle_verdict *verdict);

/* A read failed: it tells nothing. */
void oracle_read_drop(struct oracle *o, uint64_t id);

/*
 * What became of a write, in words: "write 17 (sectors 80+8, submitted as event 31, acked
 * as event 40, durable by flush 22)". 0: the initial contents. And, if it no longer counts
 * for @sector, by which later write. Writes long past are forgotten; then it says so.
 */
void oracle_describe_write(const struct oracle *o, uint64_t id, uint64_t sector, char *text,
			   size_t text_bytes);

/* Would it be legal now, without narrowing? (for either/or expectations in scenarios) */
bool oracle_is_legal(struct oracle *o, uint64_t sector, uint64_t hash);

void oracle_cut(struct oracle *o);

/*
 * The device lost its RAM, and goes on: a new instance took the place of a dead one. As a
 * cut, but writes in flight stay so. Whatever their answer, they may have happened or not,
 * for dm may have split them, and the dead instance served a part.
 */
void oracle_lose_ram(struct oracle *o);

/*
 * Sectors that were ever written, ascending, as ranges: the first that begins at or after
 * @sector + @nr_sectors (0 and 0 to begin). Not those that read as anything since a discard.
 * Returns false after the last.
 */
bool oracle_next_touched(struct oracle *o, uint64_t *sector, uint32_t *nr_sectors);

/*
 * An independent copy of the state (for cuts at an earlier instant: apply requests
 * up to the boundary to a copy taken at the start of the epoch).
 */
struct oracle *oracle_clone(const struct oracle *o);

/* The number of sectors whose after-cut set has more than one element. */
uint64_t oracle_nr_unsettled(const struct oracle *o);

#endif
