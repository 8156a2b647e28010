# SPDX-License-Identifier: GPL-2.0-only
# A read-ahead that a lower layer gives up kills the device.
# file: map.c
# scenario: dead/hints_do_not_kill
# item: 4.2
# kind: dead
s/^\tbio->bi_opf \&= ~\(REQ_RAHEAD \| REQ_FAILFAST_MASK\);$//
