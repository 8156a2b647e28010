-- The sixteen counters: 8 for a write, 4 for a hit, 2 for on a buffer, 1 for a whole block,
-- added up. Then the segments that were sealed before they were full.
-- Claims: C14
device{order=5, segments=8}
local function count(i)
	local fields = {}
	for word in dm.status():gmatch("%S+") do fields[#fields + 1] = word end
	return tonumber(fields[10 + i + 1])
end
write(0, "4k", "A")
assert(count(8 + 1) == 1, "a write of a new block")
write("4k", "512", "B")
assert(count(8) == 1, "a write of a part of a new block")
write(0, "4k", "C")
assert(count(8 + 4 + 2 + 1) == 1, "an overwrite in the buffer")
write(512, "1k", "D")
assert(count(8 + 4 + 2) == 1, "a part of it")
read(0, "4k")
assert(count(4 + 2 + 1) == 1, "a read from the buffer")
read("64k", "4k")
read("64k", "512")
assert(count(1) == 1 and count(0) == 1, "reads of what is not cached")
assert(count(16) == 0)
flush()
assert(count(16) == 1, "a segment that was not full")
write(0, "4k", "E")
assert(count(8 + 4 + 1) == 1, "an overwrite of a block on the SSD")
flush()
read(0, "4k")
read(0, "2k")
assert(count(4 + 1) == 1 and count(4) == 1, "reads from the SSD")
dm.message("wb", "clear_stat")
for i = 0, 16 do assert(count(i) == 0, "clear_stat left something") end
