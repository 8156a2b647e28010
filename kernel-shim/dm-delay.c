// SPDX-License-Identifier: GPL-2.0-only
/*
 * delay: bios wait before they go down (F8.7).
 *
 *   0 204800 delay <dev> <off> <ms> [<wdev> <woff> <wms> [<fdev> <foff> <fms>]]
 *
 * map ─► list of delayed bios ─► timer ─► worker ─► lower device
 */
#include <linux/device-mapper.h>
#include <linux/jiffies.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

enum delay_class { DELAY_READ, DELAY_WRITE, DELAY_FLUSH, NR_DELAY_CLASSES };

struct delay_leg {
	struct dm_dev *dev;
	sector_t start;
	unsigned int delay_ms;
	unsigned int nr_held;
};

struct delay {
	struct timer_list timer;
	struct mutex timer_lock;
	struct workqueue_struct *wq;
	struct work_struct work;
	spinlock_t lock; /* held, nr_held, may_delay */
	struct list_head held;
	bool may_delay;
	unsigned int argc;
	struct delay_leg legs[NR_DELAY_CLASSES];
};

struct delayed_bio {
	struct delay *delay;
	struct delay_leg *leg;
	struct list_head list;
	unsigned long expires;
};

/* --- release --- */

static void delay_timer(struct timer_list *t)
{
	struct delay *dc = from_timer(dc, t, timer);

	queue_work(dc->wq, &dc->work);
}

static void arm_timer(struct delay *dc, unsigned long expires)
{
	mutex_lock(&dc->timer_lock);
	if (!timer_pending(&dc->timer) || time_before(expires, dc->timer.expires))
		mod_timer(&dc->timer, expires);
	mutex_unlock(&dc->timer_lock);
}

static void take_due(struct delay *dc, bool is_all, struct bio_list *due, bool *is_more,
		     unsigned long *next)
{
	struct delayed_bio *d, *n;
	unsigned long flags;

	*is_more = false;
	spin_lock_irqsave(&dc->lock, flags);
	list_for_each_entry_safe(d, n, &dc->held, list) {
		if (is_all || time_after_eq(jiffies, d->expires)) {
			list_del(&d->list);
			d->leg->nr_held--;
			bio_list_add(due, dm_bio_from_per_bio_data(d, sizeof(*d)));
		} else if (!*is_more || time_before(d->expires, *next)) {
			*is_more = true;
			*next = d->expires;
		}
	}
	spin_unlock_irqrestore(&dc->lock, flags);
}

static void release(struct delay *dc, bool is_all)
{
	struct bio_list due = BIO_EMPTY_LIST;
	unsigned long next = 0;
	struct bio *bio;
	bool is_more;

	take_due(dc, is_all, &due, &is_more, &next);
	if (is_more)
		arm_timer(dc, next);
	while ((bio = bio_list_pop(&due)))
		dm_submit_bio_remap(bio, NULL);
}

static void delay_work(struct work_struct *work)
{
	release(container_of(work, struct delay, work), false);
}

/* --- construction --- */

static int parse_leg(struct dm_target *ti, struct delay_leg *leg, char **argv)
{
	unsigned long long start;
	char rest;
	int ret;

	if (sscanf(argv[1], "%llu%c", &start, &rest) != 1) {
		ti->error = "Invalid device sector";
		return -EINVAL;
	}
	if (sscanf(argv[2], "%u%c", &leg->delay_ms, &rest) != 1) {
		ti->error = "Invalid delay";
		return -EINVAL;
	}
	leg->start = start;
	ret = dm_get_device(ti, argv[0], dm_table_get_mode(ti->table), &leg->dev);
	if (ret) {
		leg->dev = NULL;
		ti->error = "Device lookup failed";
	}
	return ret;
}

static void delay_destroy(struct dm_target *ti, struct delay *dc)
{
	unsigned int i;

	if (dc->wq)
		destroy_workqueue(dc->wq);
	del_timer_sync(&dc->timer);
	for (i = 0; i < NR_DELAY_CLASSES; i++) {
		if (dc->legs[i].dev)
			dm_put_device(ti, dc->legs[i].dev);
	}
	mutex_destroy(&dc->timer_lock);
	kfree(dc);
}

/* Three arguments serve all, six: the second triple writes and flushes. */
static int parse_legs(struct dm_target *ti, struct delay *dc, unsigned int argc, char **argv)
{
	unsigned int i, nr = argc / 3;
	int ret = 0;

	for (i = 0; i < NR_DELAY_CLASSES && !ret; i++)
		ret = parse_leg(ti, &dc->legs[i], argv + 3 * min(i, nr - 1));
	return ret;
}

static int delay_ctr(struct dm_target *ti, unsigned int argc, char **argv)
{
	struct delay *dc;
	int ret;

	if (argc != 3 && argc != 6 && argc != 9) {
		ti->error = "Requires exactly 3, 6 or 9 arguments";
		return -EINVAL;
	}
	dc = kzalloc(sizeof(*dc), GFP_KERNEL);
	if (!dc) {
		ti->error = "Cannot allocate context";
		return -ENOMEM;
	}
	timer_setup(&dc->timer, delay_timer, 0);
	INIT_WORK(&dc->work, delay_work);
	INIT_LIST_HEAD(&dc->held);
	mutex_init(&dc->timer_lock);
	spin_lock_init(&dc->lock);
	dc->may_delay = true;
	dc->argc = argc;
	ret = parse_legs(ti, dc, argc, argv);
	if (!ret) {
		dc->wq = alloc_workqueue("kdelayd", WQ_MEM_RECLAIM, 0);
		ret = dc->wq ? 0 : -EINVAL;
	}
	if (ret) {
		delay_destroy(ti, dc);
		return ret;
	}
	ti->num_flush_bios = 1;
	ti->num_discard_bios = 1;
	ti->accounts_remapped_io = true;
	ti->per_io_data_size = sizeof(struct delayed_bio);
	ti->private = dc;
	return 0;
}

static void delay_dtr(struct dm_target *ti)
{
	delay_destroy(ti, ti->private);
}

/* --- bios --- */

static struct delay_leg *leg_of(struct delay *dc, struct bio *bio)
{
	if (bio_data_dir(bio) != WRITE)
		return &dc->legs[DELAY_READ];
	return &dc->legs[bio->bi_opf & REQ_PREFLUSH ? DELAY_FLUSH : DELAY_WRITE];
}

static int hold(struct delay *dc, struct delay_leg *leg, struct bio *bio)
{
	struct delayed_bio *d = dm_per_bio_data(bio, sizeof(*d));
	unsigned long flags, expires;

	spin_lock_irqsave(&dc->lock, flags);
	if (!leg->delay_ms || !dc->may_delay) {
		spin_unlock_irqrestore(&dc->lock, flags);
		return DM_MAPIO_REMAPPED;
	}
	d->delay = dc;
	d->leg = leg;
	d->expires = expires = jiffies + msecs_to_jiffies(leg->delay_ms);
	leg->nr_held++;
	list_add_tail(&d->list, &dc->held);
	spin_unlock_irqrestore(&dc->lock, flags);
	arm_timer(dc, expires);
	return DM_MAPIO_SUBMITTED;
}

static int delay_map(struct dm_target *ti, struct bio *bio)
{
	struct delay *dc = ti->private;
	struct delay_leg *leg = leg_of(dc, bio);

	bio_set_dev(bio, leg->dev->bdev);
	bio->bi_iter.bi_sector = leg->start + dm_target_offset(ti, bio->bi_iter.bi_sector);
	return hold(dc, leg, bio);
}

static void delay_presuspend(struct dm_target *ti)
{
	struct delay *dc = ti->private;
	unsigned long flags;

	spin_lock_irqsave(&dc->lock, flags);
	dc->may_delay = false;
	spin_unlock_irqrestore(&dc->lock, flags);
	del_timer_sync(&dc->timer);
	release(dc, true);
}

static void delay_resume(struct dm_target *ti)
{
	struct delay *dc = ti->private;

	dc->may_delay = true;
}

static void delay_status(struct dm_target *ti, status_type_t type, unsigned int status_flags,
			 char *result, unsigned int maxlen)
{
	struct delay *dc = ti->private;
	unsigned int i;
	size_t sz = 0;

	result[0] = '\0';
	if (type == STATUSTYPE_INFO)
		DMEMIT("%u %u %u", dc->legs[DELAY_READ].nr_held, dc->legs[DELAY_WRITE].nr_held,
		       dc->legs[DELAY_FLUSH].nr_held);
	for (i = 0; type == STATUSTYPE_TABLE && i < dc->argc / 3; i++)
		DMEMIT("%s%s %llu %u", i ? " " : "", dc->legs[i].dev->name,
		       (unsigned long long)dc->legs[i].start, dc->legs[i].delay_ms);
}

static int delay_iterate_devices(struct dm_target *ti, iterate_devices_callout_fn fn, void *data)
{
	struct delay *dc = ti->private;
	int i, ret = 0;

	for (i = 0; i < NR_DELAY_CLASSES && !ret; i++)
		ret = fn(ti, dc->legs[i].dev, dc->legs[i].start, ti->len, data);
	return ret;
}

struct target_type dm_delay_target = {
	.name = "delay",
	.version = { 1, 3, 0 },
	.features = DM_TARGET_PASSES_INTEGRITY,
	.ctr = delay_ctr,
	.dtr = delay_dtr,
	.map = delay_map,
	.presuspend = delay_presuspend,
	.resume = delay_resume,
	.status = delay_status,
	.iterate_devices = delay_iterate_devices,
};
