# SPDX-License-Identifier: GPL-2.0-only
# Segments that were sealed before they were full are not counted.
# file: rambuf.c
# scenario: lifecycle/counters_tell_each_case
# item: 4.6
# kind: count
s/wb->nr_partial \+= .*;/;/
