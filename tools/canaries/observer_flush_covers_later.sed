# SPDX-License-Identifier: GPL-2.0-only
# I3: a flush covers what completed after its submission.
# file: sim/observer-log.c
# test: observer_test
# kind: oracle
s/slot->completed \&\& slot->completed < flush_order/slot->completed/
