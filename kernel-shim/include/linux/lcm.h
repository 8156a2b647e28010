/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_LCM_H
#define _LINUX_LCM_H

#include <linux/math.h>

#endif
