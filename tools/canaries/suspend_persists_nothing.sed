# SPDX-License-Identifier: GPL-2.0-only
# A suspend leaves data in RAM buffers.
# file: target.c
# scenario: lifecycle/suspend_leaves_nothing_in_ram
# item: 4.1
# kind: flush
# in-test: yes
s/^\twb_persist\(wb\);$//
