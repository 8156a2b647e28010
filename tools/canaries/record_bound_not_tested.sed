# SPDX-License-Identifier: GPL-2.0-only
# Any number is taken for a record.
# file: recover.c
# scenario: recovery/forged_record_is_refused
# item: 4.10
# kind: bounds
s/rec->record > WB_ID_MAX/0/
