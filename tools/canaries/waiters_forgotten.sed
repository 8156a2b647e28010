# SPDX-License-Identifier: GPL-2.0-only
# Who waits for a range is never woken.
# file: range.c
# scenario: ordering/bypass_and_cache_race
# item: 4.13
# kind: wait
s/^\t\tqueue_work\(wb->wq, &pb->work\);$/\t\t(void)pb;/
