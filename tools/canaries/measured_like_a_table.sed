# SPDX-License-Identifier: GPL-2.0-only
# Integrity measurement is handed what nobody has defined for it: the tunables of a table.
# file: status.c
# scenario: lifecycle/nothing_is_measured
# item: 4.6
# kind: policy
/^void wb_status/,/^}/s/else if \(type == STATUSTYPE_TABLE\)/else/
