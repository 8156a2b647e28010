# SPDX-License-Identifier: GPL-2.0-only
# The door lets everybody in after death.
# file: io.c
# scenario: dead/any_failing_io_is_final
# item: 4.2
# kind: dead
# in-test: yes
s/is_live = door->state == WB_LIVE;/is_live = true;/
