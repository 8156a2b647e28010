// SPDX-License-Identifier: GPL-2.0-only
#include "oracle.h"
#include <string.h>
#include "event.h"
