/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Counters of a block device, advanced only when an I/O starts or ends (F9.1).
 */
#ifndef _LINUX_PART_STAT_H
#define _LINUX_PART_STAT_H

#include <linux/blkdev.h>

#define __part_stat_ios bd_ios
#define __part_stat_sectors bd_sectors
#define __part_stat_nsecs bd_nsecs
#define __part_stat_io_ticks bd_io_ticks

/* part_stat_read(bdev, io_ticks), part_stat_read(bdev, ios[STAT_READ]) … */
#define part_stat_read(part, field) READ_ONCE((part)->__part_stat_##field)
#define part_in_flight(part) READ_ONCE((part)->bd_in_flight)

#endif
