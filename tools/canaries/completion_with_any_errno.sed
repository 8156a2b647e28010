# SPDX-License-Identifier: GPL-2.0-only
# A request may end with any error.
# file: sim/completion.c
# test: completion_test
# kind: oracle
s/!error \|\| c->allowed_until/1 \|\| c->allowed_until/
