// SPDX-License-Identifier: GPL-2.0-only
#include "judge.h"
#include "core/format.h"
#include "core/map.h"
