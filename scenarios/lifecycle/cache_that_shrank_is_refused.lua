-- The size of the cache device is what it is when the table becomes active: one that shrank
-- since the table was loaded, to less than the log's beginning, is refused, and
-- nothing is written.
-- Claims: C11
disk("ssd", "4M")
disk("hdd", "4M")
dm.create("lin", "0 8192 linear /dev/ssd 0")
dm.create("wb", "0 8192 linear /dev/hdd 0")
dm.load("wb", "0 8192 writeboost /dev/hdd /dev/mapper/lin")
dm.load("lin", "0 2048 linear /dev/ssd 0")
dm.suspend("lin")
dm.resume("lin")
expect_error("EINVAL", dm.resume, "wb")
assert(log_contains("too small for one segment"))
assert(nr_ios("ssd", "write") == 0, "a refused disk was written")
