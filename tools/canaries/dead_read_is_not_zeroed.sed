# SPDX-License-Identifier: GPL-2.0-only
# What was not read from a dead disk is what memory held.
# file: io.c
# scenario: dead/any_failing_io_is_final
# item: 4.2
# kind: dead
# survives: what a dead device read is never answered with success; this is a second line
s/^\t\tmemset\(io->data, 0, io->iter\.bi_size\);$/\t\t(void)0;/
