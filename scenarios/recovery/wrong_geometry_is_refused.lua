-- A cache formatted with one segment size is not opened with another, nor over another
-- backing device; nothing of it is changed.
-- Claims: C11
disk("ssd", "4M")
disk("hdd", "4M")
disk("other", "8M")
device{order=5, segments=8}
write(0, "4k", "A")
dm.remove()
local before = nr_ios("ssd", "write")
expect_error("EINVAL", dm.create, "x", "0 8192 writeboost /dev/hdd /dev/ssd 2 segment_size_order 6")
expect_error("EINVAL", dm.create, "y", "0 16384 writeboost /dev/other /dev/ssd")
assert(nr_ios("ssd", "write") == before, "a refused cache was written")
dm.create("wb", "0 8192 writeboost /dev/hdd /dev/ssd")
expect(0, "4k", "A")
