-- SPDX-License-Identifier: GPL-2.0-only
-- Sixty requests of all kinds, then power is lost anywhere.
-- Claims: C2 C4
device{order=4, segments=6}
workload{rw="randrw", bsrange="512-8k", size="96k", iodepth=2, number_ios=60, fsync=7, fua=9,
	rwmixread=20}
cut "anywhere"
