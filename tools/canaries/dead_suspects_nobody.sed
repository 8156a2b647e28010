# SPDX-License-Identifier: GPL-2.0-only
# A disk that failed leaves RAM beyond doubt.
# file: sim/dead.c
# test: completion_test
# kind: oracle
s/^\t\td->has_failed_io = true;$/\t\t;/
