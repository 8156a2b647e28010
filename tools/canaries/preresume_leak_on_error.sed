# SPDX-License-Identifier: GPL-2.0-only
# A failed activation keeps its memory, and the next one takes more.
# file: target.c
# scenario: lifecycle/failed_resume_may_be_repeated
# item: 4.1
# kind: unwinding
/^static int recover\(/,/^}/s/^\tfree_memory\(wb\);$//
