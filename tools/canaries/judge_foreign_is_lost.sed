# SPDX-License-Identifier: GPL-2.0-only
# Contents of nobody are reported as a lost write.
# file: sim/judge-text.c
# test: judge_test
# kind: oracle
s/info->kind == PAYLOAD_FOREIGN\) \{/0) {/
