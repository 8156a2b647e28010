/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Device numbers: 12 bits major, 20 bits minor.
 */
#ifndef _LINUX_KDEV_T_H
#define _LINUX_KDEV_T_H

#include <linux/kernel.h>
#include <linux/types.h>

#define MINORBITS 20
#define MINORMASK ((1U << MINORBITS) - 1)

#define MAJOR(dev) ((unsigned int)((dev) >> MINORBITS))
#define MINOR(dev) ((unsigned int)((dev)&MINORMASK))
#define MKDEV(ma, mi) ((dev_t)(((unsigned int)(ma) << MINORBITS) | (unsigned int)(mi)))

#define print_dev_t(buf, dev) sprintf((buf), "%u:%u\n", MAJOR(dev), MINOR(dev))

/* Writes "major:minor" and yields @buf. */
#define format_dev_t(buf, dev)                                   \
	({                                                       \
		sprintf((buf), "%u:%u", MAJOR(dev), MINOR(dev)); \
		(buf);                                           \
	})

#endif
