-- Disks that cannot be a cache and its backing device are refused, each for its own reason:
-- one disk twice, too small for the table, for the superblock, for one segment.
-- Claims: C11
disk("ssd", "8M")
disk("hdd", "4M")
disk("tiny", "1M")
disk("small", "1088k")
expect_error("are the same", dm.create, "wb", "0 8192 writeboost /dev/hdd /dev/hdd")
expect_error("smaller than the table says", dm.create, "wb", "0 8200 writeboost /dev/hdd /dev/ssd")
expect_error("Cache device is too small", dm.create, "wb", "0 8192 writeboost /dev/hdd /dev/tiny")
expect_error("Invalid number of optional arguments", dm.create, "wb",
	"0 8192 writeboost /dev/hdd /dev/ssd x")
expect_error("Invalid number of optional arguments", dm.create, "wb",
	"0 8192 writeboost /dev/hdd /dev/ssd 2 writeback_threshold")
expect_error("EINVAL", dm.create, "wb",
	"0 8192 writeboost /dev/hdd /dev/small 2 segment_size_order 8")
assert(log_contains("too small for one segment of order 8"))
assert(nr_ios("hdd", "write") == 0 and nr_ios("ssd", "write") == 0, "a refused disk was written")
dm.create("wb", "0 8192 writeboost /dev/hdd /dev/small 2 segment_size_order 7")
write(0, "4k", "A")
expect(0, "4k", "A")
