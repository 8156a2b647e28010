# SPDX-License-Identifier: GPL-2.0-only
# A discard may be as large as it likes.
# file: target.c
# scenario: lifecycle/limits_are_those_of_both_disks
# item: 4.5
# kind: bounds
s/^\twb_limit_discards\(.*$//
