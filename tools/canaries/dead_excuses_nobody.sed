# SPDX-License-Identifier: GPL-2.0-only
# A request that died with its instance is blamed.
# file: sim/dead.c
# test: completion_test
# kind: oracle
/^bool dead_excuses\(/,/^}/{s/ \|\| at_submission >> 1 < d->nr_ended_dead//}
