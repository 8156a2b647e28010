/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_GCD_H
#define _LINUX_GCD_H

#include <linux/math.h>

#endif
