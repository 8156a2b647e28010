# SPDX-License-Identifier: GPL-2.0-only
# Whoever waits for a group of I/Os goes on at once.
# file: io.c
# scenario: smoke/first_write
# item: 4.12
# kind: wait
s/^\t\twait_for_completion_io\(.*$/\t\t;/
