# SPDX-License-Identifier: GPL-2.0-only
# The log grows without a flush for as long as nobody asks for one.
# file: flush.c
# scenario: recovery/tail_is_bounded
# item: 4.10
# kind: flush
s/>= FLUSH_SECTORS/>= 1ULL << 60/
