/* SPDX-License-Identifier: GPL-2.0-only */
#include <linux/types.h>
#include "sim/event.h"
#include <stdint.h>
