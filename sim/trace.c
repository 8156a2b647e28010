// SPDX-License-Identifier: GPL-2.0-only
/*
 * Events as lines of text.
 *
 * From: the event log.
 * To:   --trace, and the timeline of a finding.
 */
#include "trace.h"

#include "choice.h"
#include "disk.h"
#include "user.h"
#include "words.h"

static const char *disk_name(u32 number)
{
	const struct disk *disk = disk_nth(number);

	return disk ? disk_config_of(disk)->name : "?";
}

static const char *op_name(u32 op, bool is_user)
{
	static const char *const disk_ops[] = { "read", "write", "flush", "discard",
						"write-zeroes" };
	static const char *const user_ops[] = { "read", "write", "flush", "discard",
						"write-zeroes" };

	if (op >= 5)
		return "?";
	return is_user ? user_ops[op] : disk_ops[op];
}

/* op | flags << 8 | nr << 32 */
static int io_text(const struct event *ev, bool is_user, char *out, size_t bytes)
{
	u32 flags = ev->d >> 8 & 0xffffff, nr = ev->d >> 32;
	const char *op = op_name(ev->d & 0xff, is_user);

	if (!nr)
		return snprintf(out, bytes, "%s %llu: %s", is_user ? "request" : "io", ev->b, op);
	return snprintf(out, bytes, "%s %llu: %s, sectors %llu + %u%s%s",
			is_user ? "request" : "io", ev->b, op, ev->c, nr, flags & 1 ? ", fua" : "",
			flags & 2 ? ", preflush" : "");
}

static const char *error_text(u64 error)
{
	return error ? errno_word((int)error) : "ok";
}

static void detail_text(const struct event *ev, char *out, size_t bytes)
{
	int used;

	switch (ev->kind) {
	case EVENT_SUBMIT:
		used = snprintf(out, bytes, "%s ", disk_name(ev->a));
		io_text(ev, false, out + used, bytes - used);
		break;
	case EVENT_COMPLETE:
		snprintf(out, bytes, "%s io %llu: %s", disk_name(ev->a), ev->b, error_text(ev->c));
		break;
	case EVENT_FAULT:
		if (ev->d)
			snprintf(out, bytes, "%s io %llu: trouble, %s", disk_name(ev->a), ev->b,
				 error_text(ev->c));
		else
			snprintf(out, bytes, "%s io %llu: layer of kind %llu", disk_name(ev->a),
				 ev->b, ev->c);
		break;
	case EVENT_REQUEST:
		io_text(ev, true, out, bytes);
		break;
	case EVENT_ACK:
		snprintf(out, bytes, "request %llu: %s", ev->b, error_text(ev->c));
		break;
	case EVENT_TIME:
		snprintf(out, bytes, "%llu ns", ev->b);
		break;
	case EVENT_CUT:
		snprintf(out, bytes, "power cut at boundary %llu", ev->b);
		break;
	case EVENT_CHOICE:
		snprintf(out, bytes, "%s %llu: %llu of %llu", choice_kind_name(ev->a), ev->b, ev->d,
			 ev->c);
		break;
	default:
		snprintf(out, bytes, "%u %016llx %llu", ev->a, ev->b, ev->c);
	}
}

char *trace_text(const struct event *ev, char out[TRACE_CHARS])
{
	int used = snprintf(out, TRACE_CHARS, "%8llu %14.6f ms  %-10s ", ev->seq, ev->time_ns / 1e6,
			    event_kind_name(ev->kind));

	detail_text(ev, out + used, TRACE_CHARS - used);
	return out;
}

static void write_line(const struct event *ev, void *ctx)
{
	char text[TRACE_CHARS];

	fprintf(ctx, "%s\n", trace_text(ev, text));
}

void trace_to(FILE *file)
{
	event_listen(file ? write_line : NULL, file);
}
