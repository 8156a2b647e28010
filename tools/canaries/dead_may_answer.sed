# SPDX-License-Identifier: GPL-2.0-only
# A request to a dead device may succeed.
# file: sim/dead.c
# test: completion_test
# kind: oracle
/^bool dead_answer\(/,/^}/{s/!\(at_submission \& 1\) \|\| //;s/if \(error == -EIO\)$/if (1)/}
