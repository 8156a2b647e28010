# SPDX-License-Identifier: GPL-2.0-only
# Of several versions in a batch the oldest reaches the HDD.
# file: collect.c
# scenario: writeback/batch_with_versions
# item: 4.8
# kind: id
s/x->id > y->id \? -1 : 1/x->id < y->id ? -1 : 1/
