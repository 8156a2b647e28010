# SPDX-License-Identifier: GPL-2.0-only
# Recovery reads all data of the log, as if nothing had ever been flushed.
# file: recover.c
# scenario: recovery/flushed_segments_are_not_read
# item: 4.10
# kind: policy
s/return id >= rec->trusted_from \&\& /return false \&\& /
