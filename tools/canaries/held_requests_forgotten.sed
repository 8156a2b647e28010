# SPDX-License-Identifier: GPL-2.0-only
# Requests held back until death are never answered.
# file: io.c
# scenario: dead/death_is_told_when_nobody_submits
# item: 4.2
# kind: completion
s/^\twhile \(\(bio = bio_list_pop\(held\)\)\)$/\twhile (0 \&\& (bio = bio_list_pop(held)))/
