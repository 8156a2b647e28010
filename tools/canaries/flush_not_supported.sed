# SPDX-License-Identifier: GPL-2.0-only
# Flushes are accepted only where the disks have a cache.
# file: target.c
# scenario: durability/write_through_ssd
# item: 4.4
# kind: barrier
# in-test: yes
s/ti->flush_supported = true;/ti->flush_supported = false;/
