-- If the SSD died now, how old would the oldest write be that dies with it? With writeback
-- never, as old as the first one; with writeback all the time, a few seconds at most under
-- load, and nothing once it has caught up.
-- Claims: C2
device{order=4, segments=16, writeback_threshold=0}
assert(exposure() == 0)
write(0, "4k", "A")
flush()
sleep "10s"
assert(exposure() >= 10000000000, "a write on the SSD alone is not exposed")
dm.message("wb", "writeback_threshold 100")
for round = 1, 4 do
	workload{rw="randwrite", bsrange="512-4k", size="48k", iodepth=2, number_ios=12, fsync=4,
		thinktime="10ms"}
	assert(exposure() < 5000000000, "writeback stays behind")
end
dm.message("wb", "writeback_threshold 0")
write("4k", "4k", "B")
assert(exposure() > 0)
dm.message("wb", "drop_caches")
assert(exposure() == 0, "something of what drop_caches wrote back is not on the HDD")
