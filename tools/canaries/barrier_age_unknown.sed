# SPDX-License-Identifier: GPL-2.0-only
# The deadline counts from whenever it was set last.
# file: barrier.c
# scenario: durability/barrier_meets_its_deadline
# item: 4.9
# kind: barrier
s/^\t\t\twb->barrier_since = jiffies;$/\t\t\t;/
