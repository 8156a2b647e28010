/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * dm-kcopyd: asynchronous copies and zeroing through a worker (F5.11, F5.12).
 */
#ifndef _LINUX_DM_KCOPYD_H
#define _LINUX_DM_KCOPYD_H

#include <linux/dm-io.h>
#include <linux/moduleparam.h>

#define DM_KCOPYD_MAX_REGIONS 8

#define DM_KCOPYD_IGNORE_ERROR 1
#define DM_KCOPYD_WRITE_SEQ 2

struct dm_kcopyd_throttle {
	unsigned int throttle; /* 0 … 100 per cent */
	unsigned int num_io_jobs;
	unsigned int io_period;
	unsigned int total_period;
	unsigned int last_jiffies;
};

#define DECLARE_DM_KCOPYD_THROTTLE_WITH_MODULE_PARM(name, description)             \
	static struct dm_kcopyd_throttle dm_kcopyd_throttle = { 100, 0, 0, 0, 0 }; \
	module_param_named(name, dm_kcopyd_throttle.throttle, uint, 0644);         \
	MODULE_PARM_DESC(name, description)

struct dm_kcopyd_client;

struct dm_kcopyd_client *dm_kcopyd_client_create(struct dm_kcopyd_throttle *throttle);
void dm_kcopyd_client_destroy(struct dm_kcopyd_client *kc);
void dm_kcopyd_client_flush(struct dm_kcopyd_client *kc);

/* @write_err: one bit per destination. In the client's worker: process context. */
typedef void (*dm_kcopyd_notify_fn)(int read_err, unsigned long write_err, void *context);

void dm_kcopyd_copy(struct dm_kcopyd_client *kc, struct dm_io_region *from, unsigned int num_dests,
		    struct dm_io_region *dests, unsigned int flags, dm_kcopyd_notify_fn fn,
		    void *context);
void dm_kcopyd_zero(struct dm_kcopyd_client *kc, unsigned int num_dests, struct dm_io_region *dests,
		    unsigned int flags, dm_kcopyd_notify_fn fn, void *context);
void *dm_kcopyd_prepare_callback(struct dm_kcopyd_client *kc, dm_kcopyd_notify_fn fn,
				 void *context);
void dm_kcopyd_do_callback(void *job, int read_err, unsigned long write_err);

#endif
