# SPDX-License-Identifier: GPL-2.0-only
# A batch may have no segment.
# file: args.c
# scenario: lifecycle/bad_message_is_refused
# item: 4.6
# kind: bounds
s/number < keys\[i\]\.min \|\| //
