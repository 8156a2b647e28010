-- SPDX-License-Identifier: GPL-2.0-only
-- Many lives, each cut short: what one has made durable, all later ones know.
-- Claims: C2 C4 C5 I2
device{order=4, segments=4}
for life = 1, 6 do
	workload{rw="randwrite", bsrange="512-4k", size="48k", iodepth=2, number_ios=12, fsync=5}
	if life < 6 then cut "now" end
end
cut "anywhere"
