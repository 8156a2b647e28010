# SPDX-License-Identifier: GPL-2.0-only
# A torn sector is reported as a lost write.
# file: sim/judge-text.c
# test: judge_test
# kind: oracle
s/info->kind == PAYLOAD_TORN\) \{/0) {/
