/* SPDX-License-Identifier: GPL-2.0-only */
/* Time: see <linux/time64.h>. */
#ifndef _LINUX_TIME_H
#define _LINUX_TIME_H

#include <linux/time64.h>

#endif
