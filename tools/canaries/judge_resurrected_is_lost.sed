# SPDX-License-Identifier: GPL-2.0-only
# An old version that came back is reported as a lost write.
# file: sim/judge-text.c
# test: judge_test
# kind: oracle
s/^\t\} else if \(info->kind == PAYLOAD_INTACT\) \{$/\t} else if (0) {/
