// SPDX-License-Identifier: GPL-2.0-only
/*
 * The "recorder" target: linear, and it writes down every call that device-mapper
 * makes. Options and messages make it misbehave in all the ways that the interface
 * permits.
 *
 *	0 1024 recorder /dev/x NAME [OPTION...]
 *
 *	max_io_len=N accept=N flush_bios=N discard_bios=N zeroes_bios=N no_flush
 *	flush_supported discards_supported fail_ctr=ERRNO fail_preresume=TIMES
 *	flags		callbacks print dm_suspended, noflush and post_suspending
 *	ends		end_ios are written down too (when they come is the disk's affair)
 *	quiet		nor are maps
 *	sectors=N	iterate_devices reports N sectors
 *
 * Messages, each an answer to the next bios: remap, kill, requeue, end-requeue,
 * error=ERRNO (end_io changes the status), hold (submit nothing until "release"),
 * inline (end the bio in map). "release" lets the held bios go to the device, and
 * "release ANSWER" sets another answer first; "flush-error=ERRNO" fails empty flushes
 * only; "block=MS" keeps the message running; "fail=ERRNO" fails it; "event" calls
 * dm_table_event.
 */
#include <linux/bio.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/spinlock.h>

#include "conformance.h"

#define DM_MSG_PREFIX "recorder"

enum answer {
	ANSWER_REMAP,
	ANSWER_KILL,
	ANSWER_REQUEUE,
	ANSWER_END_REQUEUE,
	ANSWER_ERROR,
	ANSWER_HOLD,
	ANSWER_INLINE,
};

struct recorder {
	struct dm_dev *dev;
	char name[8];
	enum answer answer;
	int error, flush_error;
	unsigned int accept_sectors;
	unsigned int nr_preresume_failures;
	bool with_flags, with_ends, is_quiet;
	sector_t reported_sectors;
	spinlock_t lock;
	struct bio_list held; /* under lock */
};

#define PER_BIO_MAGIC 0x6d61726b

struct per_bio {
	u32 magic;
	u32 nr_sectors;
	sector_t sector;
};

/* --- the log --- */

static DEFINE_SPINLOCK(log_lock);
static char log_text[2048];
static size_t log_len_bytes;

void conf_record(const char *fmt, ...)
{
	unsigned long flags;
	va_list args;

	spin_lock_irqsave(&log_lock, flags);
	if (log_len_bytes)
		log_len_bytes +=
			scnprintf(log_text + log_len_bytes, sizeof(log_text) - log_len_bytes, " ");
	va_start(args, fmt);
	log_len_bytes +=
		vscnprintf(log_text + log_len_bytes, sizeof(log_text) - log_len_bytes, fmt, args);
	va_end(args);
	spin_unlock_irqrestore(&log_lock, flags);
}

size_t conf_record_take(char *out, size_t len_bytes)
{
	unsigned long flags;
	size_t taken;

	spin_lock_irqsave(&log_lock, flags);
	log_text[log_len_bytes] = '\0';
	taken = scnprintf(out, len_bytes, "%s", log_text);
	log_len_bytes = 0;
	spin_unlock_irqrestore(&log_lock, flags);
	return taken;
}

static void record_call(struct dm_target *ti, const char *call)
{
	struct recorder *rec = ti->private;

	if (rec->with_flags)
		conf_record("%s:%s(%d%d%d)", rec->name, call, dm_suspended(ti),
			    dm_noflush_suspending(ti), dm_post_suspending(ti));
	else
		conf_record("%s:%s", rec->name, call);
}

/* --- life --- */

static int parse_option(struct dm_target *ti, struct recorder *rec, const char *word)
{
	unsigned int n;

	if (sscanf(word, "max_io_len=%u", &n) == 1)
		return dm_set_target_max_io_len(ti, n);
	if (sscanf(word, "accept=%u", &rec->accept_sectors) == 1)
		return 0;
	if (sscanf(word, "flush_bios=%u", &ti->num_flush_bios) == 1)
		return 0;
	if (sscanf(word, "discard_bios=%u", &ti->num_discard_bios) == 1)
		return 0;
	if (sscanf(word, "zeroes_bios=%u", &ti->num_write_zeroes_bios) == 1)
		return 0;
	if (sscanf(word, "fail_preresume=%u", &rec->nr_preresume_failures) == 1)
		return 0;
	if (sscanf(word, "fail_ctr=%u", &n) == 1)
		return -(int)n;
	if (sscanf(word, "sectors=%u", &n) == 1)
		rec->reported_sectors = n;
	else if (!strcmp(word, "no_flush"))
		ti->num_flush_bios = 0;
	else if (!strcmp(word, "flush_supported"))
		ti->flush_supported = true;
	else if (!strcmp(word, "discards_supported"))
		ti->discards_supported = true;
	else if (!strcmp(word, "flags"))
		rec->with_flags = true;
	else if (!strcmp(word, "ends"))
		rec->with_ends = true;
	else if (!strcmp(word, "quiet"))
		rec->is_quiet = true;
	else
		return -EINVAL;
	return 0;
}

static int parse_words(struct dm_target *ti, struct recorder *rec, unsigned int argc, char **argv)
{
	unsigned int i;
	int r;

	strscpy(rec->name, argv[1], sizeof(rec->name));
	for (i = 2; i < argc; i++) {
		r = parse_option(ti, rec, argv[i]);
		if (r) {
			ti->error = "Bad option";
			return r;
		}
	}
	r = dm_get_device(ti, argv[0], dm_table_get_mode(ti->table), &rec->dev);
	if (r)
		ti->error = "Device lookup failed";
	return r;
}

static int recorder_ctr(struct dm_target *ti, unsigned int argc, char **argv)
{
	struct recorder *rec;
	int r;

	if (argc < 2) {
		ti->error = "Invalid argument count";
		return -EINVAL;
	}
	rec = kzalloc(sizeof(*rec), GFP_KERNEL);
	if (!rec)
		return -ENOMEM;
	spin_lock_init(&rec->lock);
	bio_list_init(&rec->held);
	rec->reported_sectors = ti->len;
	ti->num_flush_bios = 1;
	ti->per_io_data_size = sizeof(struct per_bio);
	r = parse_words(ti, rec, argc, argv);
	if (r) {
		conf_record("%s:ctr-failed", rec->name);
		kfree(rec);
		return r;
	}
	ti->private = rec;
	record_call(ti, "ctr");
	return 0;
}

static void recorder_dtr(struct dm_target *ti)
{
	struct recorder *rec = ti->private;

	record_call(ti, "dtr");
	dm_put_device(ti, rec->dev);
	kfree(rec);
}

static void recorder_presuspend(struct dm_target *ti)
{
	record_call(ti, "presuspend");
}

static void recorder_presuspend_undo(struct dm_target *ti)
{
	record_call(ti, "presuspend_undo");
}

static void recorder_postsuspend(struct dm_target *ti)
{
	record_call(ti, "postsuspend");
}

static int recorder_preresume(struct dm_target *ti)
{
	struct recorder *rec = ti->private;

	record_call(ti, "preresume");
	if (!rec->nr_preresume_failures)
		return 0;
	rec->nr_preresume_failures--;
	return -ENODATA;
}

static void recorder_resume(struct dm_target *ti)
{
	record_call(ti, "resume");
}

/* --- I/O --- */

static void record_bio(struct dm_target *ti, const char *call, struct bio *bio,
		       const struct per_bio *pb)
{
	static const char *const ops[] = { [REQ_OP_READ] = "read",
					   [REQ_OP_WRITE] = "write",
					   [REQ_OP_DISCARD] = "discard",
					   [REQ_OP_WRITE_ZEROES] = "zeroes" };
	struct recorder *rec = ti->private;

	if (rec->is_quiet)
		return;
	conf_record("%s:%s(%s%s%s,%llu+%u)", rec->name, call, ops[bio_op(bio)],
		    bio->bi_opf & REQ_PREFLUSH ? ",preflush" : "",
		    bio->bi_opf & REQ_FUA ? ",fua" : "", (unsigned long long)pb->sector,
		    pb->nr_sectors);
}

static void remap(struct dm_target *ti, struct bio *bio)
{
	struct recorder *rec = ti->private;

	bio_set_dev(bio, rec->dev->bdev);
	bio->bi_iter.bi_sector = dm_target_offset(ti, bio->bi_iter.bi_sector);
}

static int answer_map(struct dm_target *ti, struct bio *bio)
{
	struct recorder *rec = ti->private;
	unsigned long flags;

	switch (READ_ONCE(rec->answer)) {
	case ANSWER_KILL:
		return DM_MAPIO_KILL;
	case ANSWER_REQUEUE:
		return DM_MAPIO_REQUEUE;
	case ANSWER_HOLD:
		spin_lock_irqsave(&rec->lock, flags);
		bio_list_add(&rec->held, bio);
		spin_unlock_irqrestore(&rec->lock, flags);
		return DM_MAPIO_SUBMITTED;
	case ANSWER_INLINE:
		bio_endio(bio);
		return DM_MAPIO_SUBMITTED;
	default:
		remap(ti, bio);
		return DM_MAPIO_REMAPPED;
	}
}

static int recorder_map(struct dm_target *ti, struct bio *bio)
{
	struct recorder *rec = ti->private;
	struct per_bio *pb = dm_per_bio_data(bio, sizeof(*pb));
	bool by_submitter = READ_ONCE(conf_submitter) == current;

	if (rec->accept_sectors && bio_sectors(bio) > rec->accept_sectors)
		dm_accept_partial_bio(bio, rec->accept_sectors);
	pb->magic = PER_BIO_MAGIC;
	pb->sector = bio->bi_iter.bi_sector;
	pb->nr_sectors = bio_sectors(bio);
	record_bio(ti, by_submitter ? "map" : "worker-map", bio, pb);
	if (rec->flush_error && (bio->bi_opf & REQ_PREFLUSH)) {
		bio->bi_status = errno_to_blk_status(-rec->flush_error);
		bio_endio(bio);
		return DM_MAPIO_SUBMITTED;
	}
	return answer_map(ti, bio);
}

static int recorder_end_io(struct dm_target *ti, struct bio *bio, blk_status_t *error)
{
	struct recorder *rec = ti->private;
	struct per_bio *pb = dm_per_bio_data(bio, sizeof(*pb));

	if (pb->magic != PER_BIO_MAGIC)
		conf_record("%s:end-of-a-stranger", rec->name);
	else if (rec->with_ends)
		record_bio(ti, "end", bio, pb);
	if (rec->answer == ANSWER_END_REQUEUE)
		return DM_ENDIO_REQUEUE;
	if (rec->answer == ANSWER_ERROR)
		*error = errno_to_blk_status(-rec->error);
	return DM_ENDIO_DONE;
}

static void release_held(struct dm_target *ti, enum answer answer)
{
	struct recorder *rec = ti->private;
	struct bio_list bios = BIO_EMPTY_LIST;
	struct bio *bio;

	spin_lock_irq(&rec->lock);
	rec->answer = answer;
	bio_list_merge(&bios, &rec->held);
	bio_list_init(&rec->held);
	spin_unlock_irq(&rec->lock);
	while ((bio = bio_list_pop(&bios)) != NULL) {
		remap(ti, bio);
		dm_submit_bio_remap(bio, NULL);
	}
}

/* --- messages, status, limits --- */

static int answer_of(const char *word)
{
	static const char *const words[] = {
		[ANSWER_REMAP] = "remap",     [ANSWER_KILL] = "kill",
		[ANSWER_REQUEUE] = "requeue", [ANSWER_END_REQUEUE] = "end-requeue",
		[ANSWER_HOLD] = "hold",	      [ANSWER_INLINE] = "inline",
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(words); i++)
		if (words[i] && !strcmp(words[i], word))
			return i;
	return -EINVAL;
}

static int recorder_message(struct dm_target *ti, unsigned int argc, char **argv, char *result,
			    unsigned int maxlen)
{
	struct recorder *rec = ti->private;
	int answer = answer_of(argv[0]);
	unsigned int n;

	if (answer >= 0) {
		WRITE_ONCE(rec->answer, answer);
	} else if (sscanf(argv[0], "error=%u", &n) == 1) {
		rec->error = n;
		rec->answer = ANSWER_ERROR;
	} else if (sscanf(argv[0], "flush-error=%u", &n) == 1) {
		rec->flush_error = n;
	} else if (!strcmp(argv[0], "release")) {
		answer = argc > 1 ? answer_of(argv[1]) : ANSWER_REMAP;
		if (answer < 0)
			return -EINVAL;
		release_held(ti, answer);
	} else if (sscanf(argv[0], "block=%u", &n) == 1) {
		msleep(n);
	} else if (!strcmp(argv[0], "event")) {
		dm_table_event(ti->table);
	} else if (sscanf(argv[0], "fail=%u", &n) == 1) {
		return -(int)n;
	} else {
		return -EINVAL;
	}
	return 0;
}

static void recorder_status(struct dm_target *ti, status_type_t type, unsigned int status_flags,
			    char *result, unsigned int maxlen)
{
	struct recorder *rec = ti->private;
	unsigned int sz = 0;

	switch (type) {
	case STATUSTYPE_INFO:
		DMEMIT("%s begin %llu len %llu", rec->name, (unsigned long long)ti->begin,
		       (unsigned long long)ti->len);
		break;
	case STATUSTYPE_TABLE:
		DMEMIT("%s %s ", rec->dev->name, rec->name);
		break;
	case STATUSTYPE_IMA:
		*result = '\0';
		break;
	}
}

static int recorder_iterate_devices(struct dm_target *ti, iterate_devices_callout_fn fn, void *data)
{
	struct recorder *rec = ti->private;

	return fn(ti, rec->dev, 0, rec->reported_sectors, data);
}

struct target_type conf_recorder_target = {
	.name = "recorder",
	.version = { 1, 2, 3 },
	.module = THIS_MODULE,
	.ctr = recorder_ctr,
	.dtr = recorder_dtr,
	.map = recorder_map,
	.end_io = recorder_end_io,
	.presuspend = recorder_presuspend,
	.presuspend_undo = recorder_presuspend_undo,
	.postsuspend = recorder_postsuspend,
	.preresume = recorder_preresume,
	.resume = recorder_resume,
	.message = recorder_message,
	.status = recorder_status,
	.iterate_devices = recorder_iterate_devices,
};
