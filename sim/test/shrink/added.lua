-- SPDX-License-Identifier: GPL-2.0-only
-- Many writes and a flush now and then. There is no cut: the harness adds it.
-- Claims: C2
device{order=4, segments=16}
workload{rw="randwrite", bs="4k", size="64k", iodepth=2, number_ios=64, fsync=8}
