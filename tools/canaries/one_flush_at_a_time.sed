# SPDX-License-Identifier: GPL-2.0-only
# All devices together flush one disk at a time.
# file: barrier.c
# scenario: ordering/barriers_do_not_wait_for_other_devices
# item: 4.9
# kind: wait
s/^#include "writeboost.h"$/&\n\nstatic DEFINE_MUTEX(flush_mutex);/
s/^#include <linux\/jiffies.h>$/&\n#include <linux\/mutex.h>/
s/^\tr = (wb_io_sync\(wb, WB_[A-Z]*, REQ_OP_WRITE \| REQ_PREFLUSH, .*\));$/\tmutex_lock(\&flush_mutex);\n\tr = \1;\n\tmutex_unlock(\&flush_mutex);/
