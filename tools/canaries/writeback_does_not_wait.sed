# SPDX-License-Identifier: GPL-2.0-only
# The HDD is flushed while the writes are in flight.
# file: copy.c
# scenario: writeback/crash_mid_writeback_loses_nothing
# item: 4.8
# kind: wait
s/^\tif \(wb_io_wait\(&other->writes\)\)$/\tif (0)/
