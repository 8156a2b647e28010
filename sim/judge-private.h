/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The judge inside: for judge.c and judge-text.c only.
 */
#ifndef SIM_JUDGE_PRIVATE_H
#define SIM_JUDGE_PRIVATE_H

#include "completion.h"
#include "dead.h"
#include "exposure.h"
#include "judge.h"
#include "judge-history.h"
#include "judge-log.h"
#include "observer.h"
#include "oracle.h"

struct judge {
	struct judge_config config;
	char dev[32];
	struct oracle *oracle;
	struct completion_oracle *completion;
	struct dead_oracle *dead;
	struct observer *observer; /* NULL: not asked for */
	struct judge_log *log;
	struct history *history; /* NULL: not kept */
	struct exposure *exposure;
	u64 last_id, filled_id;
	void (*describe)(void *ctx, u64 sector, const void *buf, char *text, size_t text_bytes);
	void *describe_ctx;
	u64 *hashes;
	u32 room_hashes;
	bool is_watching, is_reloading;
	struct judge_stats stats;
};

const char *judge_op_name(const struct user_io *io);

/* Reports @verdict about a read of @sector into @buf, unless loss is permitted. */
bool judge_report(struct judge *j, const struct oracle_verdict *verdict, const void *buf,
		  u64 sector);

/* A discarded sector may hold anything that was ever written there, but nothing else. */
bool judge_check_discarded(struct judge *j, const void *buf, u64 sector, u32 nr_sectors);

#endif
