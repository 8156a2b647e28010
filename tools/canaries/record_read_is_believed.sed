# SPDX-License-Identifier: GPL-2.0-only
# F6.7: the record that recovery reads is taken for durable.
# file: recover.c
# scenario: regress/recorded_is_not_yet_durable
# kind: flush
s/if \(!r && rec->start > 1\)/if (!r \&\& rec->record < rec->start - 1)/
