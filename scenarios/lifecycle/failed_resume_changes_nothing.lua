-- A table that its own disks refuse is loaded over a live one: the resume fails, no disk
-- has changed, and the first table brings everything back.
-- Claims: C1 C10 C11
device{order=5, segments=8}
local line = dm.table()
write(0, "8k", "A")
dm.load("wb", "0 8192 writeboost /dev/hdd /dev/ssd 2 segment_size_order 6")
dm.suspend()
local function nr()
	return nr_ios("ssd", "write") + nr_ios("ssd", "flush") + nr_ios("hdd", "write")
end
local before = nr()
expect_error("EINVAL", dm.resume)
assert(nr() == before, "a resume that failed wrote to a disk")
dm.load("wb", line)
dm.resume()
expect(0, "8k", "A")
