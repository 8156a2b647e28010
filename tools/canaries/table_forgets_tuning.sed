# SPDX-License-Identifier: GPL-2.0-only
# The table line does not say what a message has set.
# file: status.c
# scenario: lifecycle/table_recreates_the_device
# item: 4.6
# kind: policy
# in-test: yes
s/test_bit\(key, &set_keys\)/0/
