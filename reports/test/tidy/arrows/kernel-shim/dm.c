// SPDX-License-Identifier: GPL-2.0-only
#include <linux/bio.h>
#include "disk.h"
#include "host/fiber.h"
#include "core/format.h"
#include <stdio.h>
