# SPDX-License-Identifier: GPL-2.0-only
# The flush daemon parks before its buffers are empty.
# file: flush.c
# scenario: lifecycle/suspend_and_resume_keep_contents
# item: 4.1
# kind: wait
# survives: park is asked for after wb_persist() has waited for the last buffer, and dm lets nothing in then: who should park has no work
s/if \(has_work\(wb\)\)$/if (!kthread_should_park() \&\& has_work(wb))/
