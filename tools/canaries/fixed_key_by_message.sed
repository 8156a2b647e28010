# SPDX-License-Identifier: GPL-2.0-only
# A message may change what the table alone may say.
# file: status.c
# scenario: lifecycle/bad_message_is_refused
# item: 4.6
s/!wb_args_is_fixed\(key\)/true/
