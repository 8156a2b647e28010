# SPDX-License-Identifier: GPL-2.0-only
# The last I/O of a group tells nobody.
# file: io.c
# scenario: smoke/first_write
# item: 4.12
# kind: completion
s/^\t\tcomplete\(&group->done\);$/\t\t;/
