# SPDX-License-Identifier: GPL-2.0-only
# A report does not say which flush covered a write.
# file: sim/oracle-text.c
# test: oracle_test
# kind: oracle
s/durable by flush %" PRIu64, past->durable_by/durable"/
