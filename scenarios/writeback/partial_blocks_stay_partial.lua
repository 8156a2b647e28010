-- Only some sectors of a block are in the log: only these are written back, and the HDD
-- keeps the others.
-- Claims: C1 I3
write(0, "8k", "A")
dm.message("wb", "drop_caches")
write("1k", "512", "B")
dm.message("wb", "drop_caches")
local hdd = read(0, "8k", {dev="hdd"})
assert(hdd == "A,B,A", hdd)
