/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_PARAM_H
#define _LINUX_PARAM_H

#include "../../clock.h"

#ifndef HZ
#define HZ CLOCK_HZ
#endif

#endif
