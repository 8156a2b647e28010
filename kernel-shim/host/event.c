// SPDX-License-Identifier: GPL-2.0-only
/*
 * The one event log: a digest over all events, and who listens to them.
 *
 * From: the whole shim and the harness.
 * To:   a listener (the timeline), reports.
 *
 * The digest is XXH3-128 over the events' fields in a fixed little layout, so it
 * does not depend on padding.
 */
#include "event.h"

#include <stdio.h>
#include <string.h>
#include <xxhash.h>

#include "clock.h"

static u64 nr_events, nr_boundaries, nr_runs;
static XXH3_state_t digest;
static bool has_digest;
static void (*listener)(const struct event *ev, void *ctx);
static void *listener_ctx;

static const char *const kind_names[NR_EVENT_KINDS] = {
#define X(id, name, boundary) [EVENT_##id] = name,
	EVENT_KINDS(X)
#undef X
};

static const u8 kind_is_boundary[NR_EVENT_KINDS] = {
#define X(id, name, boundary) [EVENT_##id] = boundary,
	EVENT_KINDS(X)
#undef X
};

/* Events gathered before they are hashed: one call per block, not per event. */
#define BATCH_EVENTS 32u
static u64 batch[BATCH_EVENTS][6];
static u32 nr_batched;

static void batch_flush(void)
{
	if (!has_digest) {
		XXH3_128bits_reset(&digest);
		has_digest = true;
	}
	if (nr_batched)
		XXH3_128bits_update(&digest, batch, nr_batched * sizeof(batch[0]));
	nr_batched = 0;
}

void event_begin(void)
{
	XXH3_128bits_reset(&digest);
	has_digest = true;
	nr_events = 0;
	nr_boundaries = 0;
	nr_batched = 0;
	nr_runs++;
}

u64 event_run(void)
{
	return nr_runs;
}

void event_log(enum event_kind kind, u32 a, u64 b, u64 c, u64 d)
{
	struct event ev = { .seq = nr_events++,
			    .time_ns = clock_now_ns(),
			    .kind = kind,
			    .a = a,
			    .b = b,
			    .c = c,
			    .d = d };
	u64 *words = batch[nr_batched];

	nr_boundaries += kind_is_boundary[kind];
	words[0] = (u64)kind << 32 | a;
	words[1] = ev.time_ns;
	words[2] = b;
	words[3] = c;
	words[4] = d;
	words[5] = ev.seq;
	if (++nr_batched == BATCH_EVENTS)
		batch_flush();
	if (listener)
		listener(&ev, listener_ctx);
}

u64 event_text(const char *text)
{
	u64 hash = 0xcbf29ce484222325ULL;

	while (*text)
		hash = (hash ^ (u8)*text++) * 0x100000001b3ULL;
	return hash;
}

u64 event_boundary(void)
{
	return nr_boundaries;
}

u64 event_count(void)
{
	return nr_events;
}

void event_digest(char out[EVENT_DIGEST_CHARS])
{
	XXH128_hash_t hash;

	batch_flush();
	hash = XXH3_128bits_digest(&digest);
	snprintf(out, EVENT_DIGEST_CHARS, "%016llx%016llx", (unsigned long long)hash.high64,
		 (unsigned long long)hash.low64);
}

const char *event_kind_name(u32 kind)
{
	return kind < NR_EVENT_KINDS ? kind_names[kind] : "?";
}

void event_listen(void (*fn)(const struct event *ev, void *ctx), void *ctx)
{
	listener = fn;
	listener_ctx = ctx;
}
