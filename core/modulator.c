// SPDX-License-Identifier: GPL-2.0-only
/*
 * The modulator: writeback goes on in quiet hours, while the backing device is
 * busy for less than writeback_threshold per cent of the time.
 *
 * From: io.c and map.c, which report when I/O to the HDD begins and ends.
 * To:   writeback.c, which asks before each batch.
 *
 * We count our own I/O rather than read the disk's io_ticks, which stand still
 * during one long I/O and then jump (F9.1). Not covered: other users of the disk.
 */
#include <linux/jiffies.h>
#include <linux/math64.h>

#include "writeboost.h"

#define SAMPLE_NS NSEC_PER_SEC

/**
 * wb_busy_begin - an I/O to the backing device begins
 * @busy: the account
 *
 * Any context.
 */
void wb_busy_begin(struct wb_busy *busy)
{
	unsigned long flags;

	spin_lock_irqsave(&busy->lock, flags);
	if (!busy->nr_inflight++)
		busy->since = ktime_get();
	spin_unlock_irqrestore(&busy->lock, flags);
}

/**
 * wb_busy_end - and has ended
 * @busy: the account
 *
 * Any context.
 */
void wb_busy_end(struct wb_busy *busy)
{
	unsigned long flags;

	spin_lock_irqsave(&busy->lock, flags);
	if (!--busy->nr_inflight)
		busy->total_ns += ktime_to_ns(ktime_sub(ktime_get(), busy->since));
	spin_unlock_irqrestore(&busy->lock, flags);
}

static u64 busy_total_ns(struct wb_busy *busy, ktime_t now)
{
	unsigned long flags;
	u64 total_ns;

	spin_lock_irqsave(&busy->lock, flags);
	total_ns = busy->total_ns;
	if (busy->nr_inflight && ktime_after(now, busy->since))
		total_ns += ktime_to_ns(ktime_sub(now, busy->since));
	spin_unlock_irqrestore(&busy->lock, flags);
	return total_ns;
}

/**
 * wb_modulator_sample - measure the HDD's load, at most once a second
 * @wb: the device
 *
 * Called by the writeback daemon only.
 */
void wb_modulator_sample(struct wb_device *wb)
{
	ktime_t now = ktime_get();
	u64 elapsed_ns = ktime_to_ns(ktime_sub(now, wb->sample_time));
	u64 busy_ns, percent;

	if (elapsed_ns < SAMPLE_NS)
		return;
	busy_ns = busy_total_ns(&wb->busy, now);
	percent = div64_u64((busy_ns - wb->sample_busy_ns) * 100, elapsed_ns);
	wb->is_hdd_idle = percent < wb_param(wb, WB_WRITEBACK_THRESHOLD);
	wb->sample_time = now;
	wb->sample_busy_ns = busy_ns;
}

/**
 * wb_modulator_allows - may writeback go on that is not urgent?
 * @wb: the device
 *
 * A threshold of 0 means never, 100 always.
 *
 * Return: true if it may.
 */
bool wb_modulator_allows(struct wb_device *wb)
{
	unsigned int threshold = wb_param(wb, WB_WRITEBACK_THRESHOLD);

	return threshold == 100 || (threshold && wb->is_hdd_idle);
}
