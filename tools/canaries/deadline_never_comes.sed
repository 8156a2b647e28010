# SPDX-License-Identifier: GPL-2.0-only
# The flush daemon sleeps on when a barrier has waited long enough.
# file: barrier.c
# scenario: durability/barrier_meets_its_deadline
# item: 4.9
# kind: barrier
s/^\treturn timeout;$/\treturn MAX_SCHEDULE_TIMEOUT;/
