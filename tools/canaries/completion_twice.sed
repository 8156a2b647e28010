# SPDX-License-Identifier: GPL-2.0-only
# A request may be completed twice.
# file: sim/completion.c
# test: completion_test
# kind: oracle
# in-test: yes
/^bool completion_end\(/,/^}/{s/^\tif \(!i\) \{$/\tif (!i)\n\t\treturn true;\n\tif (!i) {/}
