# SPDX-License-Identifier: GPL-2.0-only
# Each attempt without memory is a line of log.
# file: io.c
# scenario: dead/no_memory_says_little
# item: 4.2
# kind: dead
s/DMWARN_LIMIT/DMWARN/
