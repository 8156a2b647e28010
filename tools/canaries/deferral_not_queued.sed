# SPDX-License-Identifier: GPL-2.0-only
# What map may not do itself, nobody does.
# file: defer.c
# scenario: ordering/merges_from_everywhere
# item: 4.12
# kind: completion
s/^\tqueue_work\(deferral == .*$/\t(void)wb;/
