/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One request of a user on its way: judged before and after, counted, and its
 * memory pooled.
 */
#ifndef SIM_REQUEST_H
#define SIM_REQUEST_H

#include "ints.h"
#include "judge.h"
#include "user.h"

struct world;
struct world_device;

/**
 * struct request - what the words and workloads submit
 * @tag: of a write's payload: up to six letters, see tag_of()
 * @done: called once, in the completing context, after judgement; not after a cut
 */
struct request {
	struct user_io io;
	struct judge_request judged;
	struct judge *judge;
	struct world *world;
	u64 tag;
	void (*done)(struct request *req);
	void *priv;
};

#define REQUEST_MAX_BYTES (64u << 20)

/**
 * request_submit - judge it and send it on its way
 * @dev: the device, or NULL: then @req->io.dev names a disk, and nobody judges
 * A write's buffer is filled here. Context: as user_submit().
 */
void request_submit(struct world *w, struct world_device *dev, struct request *req);

/* Buffers of a request: page-aligned, kept for the next one of that size. */
void *buffer_get(u64 bytes);
void buffer_put(void *buf, u64 bytes);
void buffer_drop_all(void);

/* "A" … "SIXCHR" to the number in the payload and back; 0: not such a text. */
u64 tag_of(const char *text);
#define TAG_CHARS 7
char *tag_text(u64 tag, char out[TAG_CHARS]);

/* Read all that was ever written to @dev and let the judge compare. False: a finding. */
bool request_read_back(struct world *w, struct world_device *dev);

#endif
