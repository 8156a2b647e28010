// SPDX-License-Identifier: GPL-2.0-only
/*
 * The judge's one paragraph: what was legal, what was read, who wrote that, and what
 * happened lately on that sector.
 *
 * From: judge.c.
 * To:   finding_report(), rule "contents".
 */
#include "judge-private.h"

#include <stdio.h>
#include <string.h>

#include "disk-fault.h"
#include "finding.h"
#include "payload.h"

const char *judge_op_name(const struct user_io *io)
{
	static const char *const names[NR_USER_OPS] = { "read", "write", "flush", "discard",
							"write-zeroes" };

	if (io->op != USER_WRITE)
		return names[io->op];
	if (io->flags & USER_PREFLUSH)
		return io->flags & USER_FUA ? "PREFLUSH FUA write" : "PREFLUSH write";
	return io->flags & USER_FUA ? "FUA write" : "write";
}

/* What kind of wrong is it? In one clause. */
static void classify(const struct judge *j, const struct oracle_verdict *v,
		     const struct payload_info *info, char *text, size_t bytes)
{
	char writer[512];

	if (info->kind == PAYLOAD_TORN) {
		snprintf(text, bytes, "torn");
	} else if (info->kind == PAYLOAD_FOREIGN) {
		snprintf(text, bytes, "nothing that a user wrote");
	} else if (info->kind == PAYLOAD_INTACT && info->sector != v->sector) {
		oracle_describe_write(j->oracle, info->write_id, info->sector, writer,
				      sizeof(writer));
		snprintf(text, bytes, "misplaced: %s", writer);
	} else if (info->kind == PAYLOAD_INTACT && info->write_id > v->expected_id) {
		snprintf(text, bytes, "ahead of write %llu", (u64)v->expected_id);
	} else if (info->kind == PAYLOAD_INTACT) {
		oracle_describe_write(j->oracle, info->write_id, v->sector, writer, sizeof(writer));
		snprintf(text, bytes, "write %llu is lost, resurrected is %s", (u64)v->expected_id,
			 writer);
	} else {
		snprintf(text, bytes, "write %llu is lost", (u64)v->expected_id);
	}
}

static bool is_loss_permitted(const struct judge *j)
{
	return (j->config.ssd && disk_permits_loss(j->config.ssd)) ||
	       (j->config.hdd && disk_permits_loss(j->config.hdd));
}

static void describe(const struct judge *j, u64 sector, const void *buf, char *text, size_t bytes)
{
	if (j->describe)
		j->describe(j->describe_ctx, sector, buf, text, bytes);
	else
		payload_describe(buf, text);
}

bool judge_report(struct judge *j, const struct oracle_verdict *v, const void *buf, u64 sector)
{
	const char *got = (const char *)buf + (v->sector - sector) * PAYLOAD_SECTOR_BYTES;
	static char what[PAYLOAD_TEXT_BYTES], wrong[700], events[2048];
	struct payload_info info;

	if (is_loss_permitted(j))
		return true;
	describe(j, v->sector, got, what, sizeof(what));
	payload_inspect(got, &info);
	classify(j, v, &info, wrong, sizeof(wrong));
	if (j->describe && info.kind == PAYLOAD_FOREIGN)
		snprintf(wrong, sizeof(wrong), "not write %llu", (u64)v->expected_id);
	judge_log_text(j->log, v->sector, events, sizeof(events));
	finding_report("contents", "%s, %s\nThat is %s: %s.\nThe last events on it:%s", j->dev,
		       v->text, what, wrong, events);
	return false;
}

bool judge_check_discarded(struct judge *j, const void *buf, u64 sector, u32 nr_sectors)
{
	char what[PAYLOAD_TEXT_BYTES];
	struct payload_info info;
	u32 i;

	for (i = 0; i < nr_sectors; i++) {
		const char *got = (const char *)buf + (size_t)i * PAYLOAD_SECTOR_BYTES;

		payload_inspect(got, &info);
		if (info.kind != PAYLOAD_TORN &&
		    (info.kind != PAYLOAD_INTACT || info.sector == sector + i))
			continue;
		if (is_loss_permitted(j))
			return true;
		payload_describe(got, what);
		finding_report("contents",
			       "%s, sector %llu: legal: what was ever written there, or zeroes; "
			       "read: %s",
			       j->dev, sector + i, what);
		return false;
	}
	return true;
}
