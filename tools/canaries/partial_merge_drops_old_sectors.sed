# SPDX-License-Identifier: GPL-2.0-only
# A partial write hides the other sectors of a dirty block.
# file: append.c
# scenario: ordering/small_writes_merge
# item: 4.7
# kind: merge
# in-test: yes
s/^\t\tvalid \|= old->valid;$//
