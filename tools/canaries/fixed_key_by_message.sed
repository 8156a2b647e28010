# SPDX-License-Identifier: GPL-2.0-only
# A message may change what the table alone may say.
# file: args.c
# scenario: lifecycle/bad_message_is_refused
# item: 4.6
# kind: bounds
s/is_message && keys\[i\]\.is_fixed/false/
