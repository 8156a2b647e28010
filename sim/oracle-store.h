/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the contents oracle keeps. Sectors lie in groups of eight, so that one byte is a
 * set of sectors and the rules (oracle.c) are a few operations on such sets.
 *
 *   group   [base: one hash and writer per sector]     the settled sectors: 15 bytes each
 *     └─ live ─► version ─► version                    what else may be read now, or in flight
 *     └─ past ─► version                               may only come back after a cut
 *
 * Everything lies in a handful of arrays and refers by index, so a copy is a few memcpy.
 */
#ifndef SIM_ORACLE_STORE_H
#define SIM_ORACLE_STORE_H

#include "oracle.h"

#define GROUP_SECTORS 8u
#define NEVER UINT64_MAX

/*
 * What one write put into one group. Instants are counted in calls of the oracle.
 * @now, @cut: sectors of @mask where this may be read now, and after a cut; now ⊆ cut
 * @end: by then it had taken effect, if ever: its answer, or the end of the first read
 *	that saw it
 * @ack: its successful answer
 * @killer, @killed: reads showed that in these sectors it came before version @killer
 */
struct version {
	uint64_t hash[GROUP_SECTORS];
	uint64_t begin;
	uint64_t end;
	uint64_t ack;
	uint32_t write; /* sequence number */
	uint32_t next;
	uint32_t killer;
	uint8_t mask, now, cut, killed;
	bool is_inflight : 1;
	bool is_failed : 1; /* answered with an error, and no read has seen it */
	bool is_any : 1; /* a discard: reads as anything */
	bool is_durable : 1;
	bool is_alternative : 1; /* left by a cut: exactly one of the sector's is true */
	bool is_fresh : 1; /* made durable by the flush at hand, not yet acted for */
};

struct group {
	uint64_t nr; /* sector / 8 */
	uint64_t end; /* the latest end of what the base is made of */
	uint64_t hash[GROUP_SECTORS];
	uint32_t writer[GROUP_SECTORS]; /* sequence number; 0: initial contents */
	uint32_t live, past; /* versions; 0: none */
	uint8_t now, cut, any; /* of the base, as in a version */
	uint8_t touched;
	bool is_listed;
};

/* A request in flight. */
struct pending {
	uint64_t id, begin, sector;
	uint32_t nr_sectors;
	uint32_t write;
	bool is_unsure; /* RAM was lost since: success proves nothing */
};

/* Was current until @end, which a read in flight then may still return. */
struct linger {
	uint64_t group_nr, end;
	uint64_t hash[GROUP_SECTORS];
	uint8_t mask, any;
};

/* What is remembered of a write for reports. */
struct past_write {
	uint64_t id, sector, begin, ack;
	uint64_t durable_by; /* id of the flush, or its own: FUA */
	uint32_t nr_sectors;
	uint32_t write;
	bool is_error, is_discard;
};

struct pending_set {
	struct pending *entries;
	uint32_t nr, room;
};

struct touched_group {
	uint64_t nr;
	uint32_t idx;
};

struct oracle {
	uint64_t nr_sectors;
	uint64_t order; /* the present instant */
	uint64_t (*hash_of)(void *ctx, uint64_t sector);
	void *hash_ctx;

	struct version *versions; /* [0] is none */
	uint32_t nr_versions, room_versions, free_version;
	struct group *groups; /* [0] is none */
	uint32_t nr_groups, room_groups;
	uint32_t *table; /* of groups, by number; open addressing, a power of two */
	uint32_t room_table;
	uint32_t *listed; /* groups with something acknowledged and not durable */
	uint32_t nr_listed, room_listed;
	struct linger *lingers;
	uint32_t nr_lingers, room_lingers;
	struct pending_set writes, flushes, reads;
	struct past_write *past; /* a ring by sequence number */
	uint32_t room_past, nr_writes;
	struct touched_group *sorted; /* groups in ascending order, made when asked for */
	uint32_t nr_sorted;
};

struct group *store_find(const struct oracle *o, uint64_t group_nr); /* NULL: untouched */
struct group *store_get(struct oracle *o, uint64_t group_nr); /* makes it */
uint64_t store_initial(const struct oracle *o, uint64_t sector);

uint32_t store_version_get(struct oracle *o); /* zeroed; moves the array */
void store_version_put(struct oracle *o, uint32_t idx);

void store_list(struct oracle *o, struct group *g);
void store_linger(struct oracle *o, const struct linger *linger);

struct pending *store_pend(struct pending_set *set, uint64_t id);
struct pending *store_pending_of(struct pending_set *set, uint64_t id); /* NULL: none */
void store_unpend(struct pending_set *set, struct pending *p);

/* Remember a write; returns its sequence number, from 1. */
uint32_t store_past_add(struct oracle *o, const struct pending *p, bool is_discard);
struct past_write *store_past_of(const struct oracle *o, uint32_t write); /* NULL: forgotten */

/* oracle-text.c: fills @verdict for a sector that may not hold @got. */
void text_verdict(const struct oracle *o, const struct group *g, uint64_t sector, uint64_t got,
		  struct oracle_verdict *verdict);

#endif
