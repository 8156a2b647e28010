# SPDX-License-Identifier: GPL-2.0-only
# What was split is over with its first piece when it is tried again.
# file: io.c
# scenario: regress/split_request_is_tried_again_whole
# item: 4.2
# kind: dead
s/^\tatomic_set\(&bio->__bi_remaining, 1\);$//
