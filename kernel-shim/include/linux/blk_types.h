/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The bio, block devices, operations and status codes (numbers as in 6.1, F1.49).
 */
#ifndef _LINUX_BLK_TYPES_H
#define _LINUX_BLK_TYPES_H

#include <linux/atomic.h>
#include <linux/bvec.h>
#include <linux/kdev_t.h>
#include <linux/list.h>
#include <linux/types.h>

struct bio;
struct bio_set;
struct gendisk;
struct request_queue;
struct completion;
struct disk;

typedef u8 __bitwise blk_status_t;
typedef __u32 __bitwise blk_opf_t;
typedef void(bio_end_io_t)(struct bio *);
typedef unsigned int blk_qc_t;

#define BLK_STS_OK ((blk_status_t)0)
#define BLK_STS_NOTSUPP ((blk_status_t)1)
#define BLK_STS_TIMEOUT ((blk_status_t)2)
#define BLK_STS_NOSPC ((blk_status_t)3)
#define BLK_STS_TRANSPORT ((blk_status_t)4)
#define BLK_STS_TARGET ((blk_status_t)5)
#define BLK_STS_NEXUS ((blk_status_t)6)
#define BLK_STS_MEDIUM ((blk_status_t)7)
#define BLK_STS_PROTECTION ((blk_status_t)8)
#define BLK_STS_RESOURCE ((blk_status_t)9)
#define BLK_STS_IOERR ((blk_status_t)10)
#define BLK_STS_DM_REQUEUE ((blk_status_t)11)
#define BLK_STS_AGAIN ((blk_status_t)12)
#define BLK_STS_DEV_RESOURCE ((blk_status_t)13)
#define BLK_STS_ZONE_RESOURCE ((blk_status_t)14)
#define BLK_STS_ZONE_OPEN_RESOURCE ((blk_status_t)15)
#define BLK_STS_ZONE_ACTIVE_RESOURCE ((blk_status_t)16)
#define BLK_STS_OFFLINE ((blk_status_t)17)

/**
 * struct block_device - a whole disk (there are no partitions)
 * @bd_nr_sectors: size, may change while open (F3.9)
 * @bd_openers: descriptors and tables that hold it; I/O without any is a finding
 * @bd_in_flight, @bd_io_ticks, @bd_stamp: I/O accounting (F9.1)
 */
struct block_device {
	sector_t bd_start_sect;
	sector_t bd_nr_sectors;
	dev_t bd_dev;
	int bd_openers;
	bool bd_read_only;
	struct gendisk *bd_disk;
	struct request_queue *bd_queue;
	void *bd_holder;
	unsigned long bd_ios[4], bd_sectors[4];
	u64 bd_nsecs[4];
	unsigned long bd_io_ticks, bd_stamp;
	unsigned int bd_in_flight;
};

#define bdev_whole(bdev) (bdev)
#define bdev_kobj(bdev) NULL

enum req_op {
	REQ_OP_READ = 0,
	REQ_OP_WRITE = 1,
	REQ_OP_FLUSH = 2,
	REQ_OP_DISCARD = 3,
	REQ_OP_SECURE_ERASE = 5,
	REQ_OP_WRITE_ZEROES = 9,
	REQ_OP_ZONE_OPEN = 10,
	REQ_OP_ZONE_CLOSE = 11,
	REQ_OP_ZONE_FINISH = 12,
	REQ_OP_ZONE_APPEND = 13,
	REQ_OP_ZONE_RESET = 15,
	REQ_OP_ZONE_RESET_ALL = 17,
	REQ_OP_DRV_IN = 34,
	REQ_OP_DRV_OUT = 35,
	REQ_OP_LAST = 36,
};

#define REQ_OP_BITS 8
#define REQ_OP_MASK ((blk_opf_t)((1 << REQ_OP_BITS) - 1))
#define REQ_FLAG_BITS 24

enum req_flag_bits {
	__REQ_FAILFAST_DEV = REQ_OP_BITS,
	__REQ_FAILFAST_TRANSPORT,
	__REQ_FAILFAST_DRIVER,
	__REQ_SYNC,
	__REQ_META,
	__REQ_PRIO,
	__REQ_NOMERGE,
	__REQ_IDLE,
	__REQ_INTEGRITY,
	__REQ_FUA,
	__REQ_PREFLUSH,
	__REQ_RAHEAD,
	__REQ_BACKGROUND,
	__REQ_NOWAIT,
	__REQ_CGROUP_PUNT,
	__REQ_POLLED,
	__REQ_ALLOC_CACHE,
	__REQ_SWAP,
	__REQ_DRV,
	__REQ_NOUNMAP,
	__REQ_NR_BITS,
};

#define REQ_FAILFAST_DEV ((blk_opf_t)(1U << __REQ_FAILFAST_DEV))
#define REQ_FAILFAST_TRANSPORT ((blk_opf_t)(1U << __REQ_FAILFAST_TRANSPORT))
#define REQ_FAILFAST_DRIVER ((blk_opf_t)(1U << __REQ_FAILFAST_DRIVER))
#define REQ_FAILFAST_MASK (REQ_FAILFAST_DEV | REQ_FAILFAST_TRANSPORT | REQ_FAILFAST_DRIVER)
#define REQ_SYNC ((blk_opf_t)(1U << __REQ_SYNC))
#define REQ_META ((blk_opf_t)(1U << __REQ_META))
#define REQ_PRIO ((blk_opf_t)(1U << __REQ_PRIO))
#define REQ_NOMERGE ((blk_opf_t)(1U << __REQ_NOMERGE))
#define REQ_IDLE ((blk_opf_t)(1U << __REQ_IDLE))
#define REQ_INTEGRITY ((blk_opf_t)(1U << __REQ_INTEGRITY))
#define REQ_FUA ((blk_opf_t)(1U << __REQ_FUA))
#define REQ_PREFLUSH ((blk_opf_t)(1U << __REQ_PREFLUSH))
#define REQ_RAHEAD ((blk_opf_t)(1U << __REQ_RAHEAD))
#define REQ_BACKGROUND ((blk_opf_t)(1U << __REQ_BACKGROUND))
#define REQ_NOWAIT ((blk_opf_t)(1U << __REQ_NOWAIT))
#define REQ_POLLED ((blk_opf_t)(1U << __REQ_POLLED))
#define REQ_ALLOC_CACHE ((blk_opf_t)(1U << __REQ_ALLOC_CACHE))
#define REQ_SWAP ((blk_opf_t)(1U << __REQ_SWAP))
#define REQ_DRV ((blk_opf_t)(1U << __REQ_DRV))
#define REQ_NOUNMAP ((blk_opf_t)(1U << __REQ_NOUNMAP))

enum stat_group { STAT_READ, STAT_WRITE, STAT_DISCARD, STAT_FLUSH, NR_STAT_GROUPS };

/*
 * What the shim knows of a bio's life; F5.17, F7.32. A bio whose canary is not
 * BIO_CANARY was freed or never initialised.
 */
#define BIO_CANARY 0x62696f21u

enum bio_life {
	BIO_LIFE_NEW, /* belongs to whoever made it */
	BIO_LIFE_SUBMITTED, /* on its way */
	BIO_LIFE_ENDED, /* bi_end_io was called */
};

struct bio {
	struct bio *bi_next;
	struct block_device *bi_bdev;
	blk_opf_t bi_opf;
	unsigned short bi_flags;
	unsigned short bi_ioprio;
	blk_status_t bi_status;
	atomic_t __bi_remaining;
	struct bvec_iter bi_iter;
	blk_qc_t bi_cookie;
	bio_end_io_t *bi_end_io;
	void *bi_private;
	unsigned short bi_vcnt;
	unsigned short bi_max_vecs;
	atomic_t __bi_cnt;
	struct bio_vec *bi_io_vec;
	struct bio_set *bi_pool;

	u32 shim_canary;
	u32 shim_life; /* enum bio_life */
	bio_end_io_t *shim_ended_by; /* the bi_end_io of the last bio_endio() */

	struct bio_vec bi_inline_vecs[];
};

#define BIO_RESET_BYTES offsetof(struct bio, bi_max_vecs)
#define BIO_MAX_SECTORS (UINT_MAX >> SECTOR_SHIFT)

enum {
	BIO_NO_PAGE_REF,
	BIO_CLONED,
	BIO_BOUNCED,
	BIO_QUIET,
	BIO_CHAIN,
	BIO_REFFED,
	BIO_BPS_THROTTLED,
	BIO_TRACE_COMPLETION,
	BIO_CGROUP_ACCT,
	BIO_QOS_THROTTLED,
	BIO_QOS_MERGED,
	BIO_REMAPPED,
	BIO_ZONE_WRITE_LOCKED,
	BIO_FLAG_LAST,
};

#ifndef SECTOR_SHIFT
#define SECTOR_SHIFT 9
#endif
#ifndef SECTOR_SIZE
#define SECTOR_SIZE (1 << SECTOR_SHIFT)
#endif
#define PAGE_SECTORS_SHIFT (PAGE_SHIFT - SECTOR_SHIFT)
#define PAGE_SECTORS (1 << PAGE_SECTORS_SHIFT)

static inline enum req_op bio_op(const struct bio *bio)
{
	return (enum req_op)(bio->bi_opf & REQ_OP_MASK);
}

static inline bool op_is_write(blk_opf_t op)
{
	return (op & 1) != 0;
}

static inline bool op_is_flush(blk_opf_t op)
{
	return (op & (REQ_FUA | REQ_PREFLUSH)) != 0;
}

static inline bool op_is_sync(blk_opf_t op)
{
	return (op & REQ_OP_MASK) == REQ_OP_READ || (op & (REQ_SYNC | REQ_FUA | REQ_PREFLUSH));
}

static inline bool op_is_discard(blk_opf_t op)
{
	return (op & REQ_OP_MASK) == REQ_OP_DISCARD;
}

static inline bool op_is_zone_mgmt(enum req_op op)
{
	return op == REQ_OP_ZONE_RESET || op == REQ_OP_ZONE_OPEN || op == REQ_OP_ZONE_CLOSE ||
	       op == REQ_OP_ZONE_FINISH;
}

static inline int op_stat_group(enum req_op op)
{
	if (op_is_discard((blk_opf_t)op))
		return STAT_DISCARD;
	return op_is_write((blk_opf_t)op);
}

#endif
