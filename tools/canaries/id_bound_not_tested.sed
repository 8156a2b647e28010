# SPDX-License-Identifier: GPL-2.0-only
# Any number is taken for an id.
# file: recover.c
# scenario: recovery/forged_id_is_refused
# item: 4.10
# kind: bounds
s/id > WB_ID_MAX \|\| //
