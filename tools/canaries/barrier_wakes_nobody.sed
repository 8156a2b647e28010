# SPDX-License-Identifier: GPL-2.0-only
# The flush daemon does not hear of barriers.
# file: barrier.c
# scenario: smoke/first_write
# item: 4.9
# kind: wait
/^void wb_barrier_add/,/^}/s/wake_up\(&wb->flush_wait\)/(void)0/
