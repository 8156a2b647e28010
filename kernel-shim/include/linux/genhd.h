/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_GENHD_H
#define _LINUX_GENHD_H

#include <linux/blkdev.h>

#endif
