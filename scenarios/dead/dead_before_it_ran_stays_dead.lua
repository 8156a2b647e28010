-- A device that dies while it is activated is not activated by another try: not the same
-- table, resumed again. A new table is.
-- Claims: C8 C10
disk("ssd", "2M")
disk("hdd", "4M")
local line = "0 8192 writeboost /dev/hdd /dev/ssd 2 segment_size_order 7"
dm.create("wb", "0 8192 linear /dev/hdd 0")
dm.load("wb", line)
fault("ssd", {op="read", errno="EIO", nth=1})
dm.suspend()
expect_error("EIO", dm.resume)
fault_clear("ssd")
local before = nr_ios("ssd", "read")
expect_error("EIO", dm.resume)
assert(nr_ios("ssd", "read") == before, "it tried again")
dm.load("wb", line)
dm.resume()
write(0, "4k", "A")
expect(0, "4k", "A")
