// SPDX-License-Identifier: GPL-2.0-only
#include "run.h"
#include <stdio.h>
