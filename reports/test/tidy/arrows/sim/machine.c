// SPDX-License-Identifier: GPL-2.0-only
#include "core/writeboost.h"
#include <linux/bio.h>
