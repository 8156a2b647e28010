# SPDX-License-Identifier: GPL-2.0-only
# Each unexpected errno asks for a report.
# file: io.c
# scenario: dead/unknown_errno_warns_once
# item: 4.2
# kind: dead
s/!atomic_xchg\(&wb->door\.has_warned, true\)/true/
