# SPDX-License-Identifier: GPL-2.0-only
# Recovery believes that a flush makes up for an earlier one that failed.
# file: recover.c
# scenario: regress/failed_flush_is_not_redeemed
# item: 4.10
# kind: flush
s/if \(!rec->has_mark\)/if (true)/
