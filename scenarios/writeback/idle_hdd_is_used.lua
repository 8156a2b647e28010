-- When the HDD is idle after it was busy, writeback goes on.
-- Claims: C14
device{order=5, segments=32, writeback_threshold=50}
workload{rw="randread", bs="4k", size="1M", iodepth=4, number_ios=20}
write(0, "4k", "A")
flush()
sleep "30s"
assert(dm.field(dm.status(), "nr_dirty") == 0, "the HDD is idle, nothing is written back")
