# SPDX-License-Identifier: GPL-2.0-only
# A barrier is answered twice.
# file: barrier.c
# scenario: smoke/first_write
# item: 4.12
# kind: completion
# in-test: yes
/^static void answer/,/^}/s/^\twb_endio.*$/&\n&/
