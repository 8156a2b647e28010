// SPDX-License-Identifier: GPL-2.0-only
#include <cmocka.h>
#include "core/map.h"
