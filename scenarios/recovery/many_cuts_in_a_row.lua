-- Ten lives of one device, each cut short: what a life has read or flushed, all later
-- ones know.
-- Claims: C2 C4 C5 C6 I2
device{order=4, segments=6}
for life = 1, 10 do
	workload{rw="randrw", bsrange="512-4k", size="32k", iodepth=2, number_ios=12, fsync=5}
	if life < 10 then cut "now" end
end
cut "anywhere"
