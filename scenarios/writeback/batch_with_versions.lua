-- A batch holds several versions of a block, the newest of all is not durable yet: of
-- each sector the newest version of the batch reaches the HDD, and once.
-- Claims: C1 C2 C4 I5
device{order=6, segments=8}
for _, at in ipairs{8192, 0, 4096} do write(at, "4k", "A") end
flush()
write("2k", "4k", "B")
flush()
write("1k", "6k", "C")
flush()
write("1k", "6k", "D")
dm.message("wb", "writeback_threshold 100")
sleep "100ms"
local hdd = read(0, "12k", {dev="hdd"})
assert(hdd == "A,C,A", hdd)
dm.message("wb", "drop_caches")
hdd = read(0, "12k", {dev="hdd"})
assert(hdd == "A,D,A", hdd)
assert(dm.field(dm.status(), "nr_dirty") == 0)
