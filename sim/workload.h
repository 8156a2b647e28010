/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Many requests from one description, in fio's words.
 */
#ifndef SIM_WORKLOAD_H
#define SIM_WORKLOAD_H

#include "ints.h"
#include "user.h"

struct world;
struct world_device;
struct workload;

enum workload_pattern {
	WORKLOAD_READ,
	WORKLOAD_WRITE,
	WORKLOAD_RW,
	WORKLOAD_RANDREAD,
	WORKLOAD_RANDWRITE,
	WORKLOAD_RANDRW,
	WORKLOAD_TRIM,
	WORKLOAD_RANDTRIM,
	NR_WORKLOAD_PATTERNS,
};

extern const char *const workload_patterns[]; /* their names, ending with NULL */

struct workload_request {
	enum user_op op;
	u32 flags, nr_sectors;
	u64 sector, tag;
	u32 vec_shape;
};

/**
 * struct workload_spec - what to do; sizes in bytes
 * @list: these @number_ios requests in this order, instead of drawn ones; copied
 * @begin,@end: the part of the device that is used
 * @bs_min,@bs_max: size of a request, drawn between them in steps of @bs_min
 * @iodepth: requests in flight at once
 * @number_ios: how many requests; 0: as many as cover the part once
 * @rwmixread: per cent of requests that read, for RW and RANDRW
 * @fsync,@fdatasync: a flush after so many writes; 0: never
 * @fua_every: each so many-th write has FUA; 0: none
 * @thinktime_ns: wait of a slot between two requests
 * @randseed: draw from a generator of its own with this seed; 0: from the tape
 * @vec_shape: see struct user_io
 * @may_fail: errors do not end it
 * @watch: if not NULL, told of each request as it is sent; any context
 */
struct workload_spec {
	enum workload_pattern pattern;
	u64 begin, end;
	u64 bs_min, bs_max;
	u32 iodepth;
	u64 number_ios;
	u32 rwmixread;
	u64 fsync, fdatasync, fua_every;
	u64 thinktime_ns;
	u64 randseed;
	u32 vec_shape;
	u64 tag;
	bool may_fail;
	struct workload_request *list;
	void (*watch)(void *ctx, const struct user_io *io, u64 tag);
	void *watch_ctx;
};

struct workload_result {
	u64 nr_reads, nr_writes, nr_flushes, nr_trims, nr_errors;
	int first_error; /* negative errno */
};

/* Return: NULL, or what is wrong with it. @nr_sectors: of the device. */
const char *workload_check(const struct workload_spec *spec, u64 nr_sectors);

/**
 * workload_start - run @spec on @dev
 * @done: called once at its end, in any context; not after a power cut
 * Context: host stack, machine on. The caller destroys it, after @done or after a cut.
 */
struct workload *workload_start(struct world *w, struct world_device *dev,
				const struct workload_spec *spec, void (*done)(void *ctx),
				void *ctx);
const struct workload_result *workload_result(const struct workload *workload);
void workload_destroy(struct workload *workload);

#endif
