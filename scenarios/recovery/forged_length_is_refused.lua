-- A header that claims more blocks than a segment has is refused, whatever its checksum.
-- Claims: C6 C11 I1
device{order=4, segments=8}
local table = dm.table()
shutdown()
poke("ssd", 1048576, string.pack("<I8I4B", 1, 0, 200))
expect_error("EINVAL", dm.create, "wb", table)
assert(log_contains("length 200"), "the message does not name the field")
assert(nr_ios("ssd", "write") == 0 and nr_ios("hdd", "write") == 0)
finish{readback=false}
