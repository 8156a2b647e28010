# SPDX-License-Identifier: GPL-2.0-only
# A refused table keeps its disks open.
# file: target.c
# scenario: lifecycle/bad_table_is_refused
# item: 4.6
# kind: unwinding
/^static void destroy/,/^}/s/^\tput_disks\(wb\);$//
