-- A superblock that records no sizes, as dm-writeboost 2.2 leaves it, fits disks of any size:
-- the log is recovered, and what is recorded of one disk alone is still held against it.
-- Claims: C2 C9 C11
disk("ssd", "2M")
disk("hdd", "4M")
device{order=5, segments=8}
write(0, "8k", "A")
flush()
local line = dm.table()
shutdown()
poke("ssd", 8, string.pack("<I8I8", 0, 4097))
expect_error("EINVAL", dm.create, "wb", line)
assert(log_contains("cache device had 4097 sectors"))
shutdown()
poke("ssd", 8, string.pack("<I8I8", 0, 0))
dm.create("wb", line)
expect(0, "8k", "A")
