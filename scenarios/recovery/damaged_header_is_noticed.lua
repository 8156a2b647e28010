-- A metablock that lost a bit on the medium has another checksum than its header says.
-- Nothing is applied of such a segment, though it was flushed, and nothing behind it.
-- Claims: I1
device{order=4, segments=16}
for i = 0, 5 do
	fua(i * 4096, "4k", "A")
end
dm.remove()
local metablock = 1048576 + 8192 * 3 + 512
poke("ssd", metablock, string.pack("<I8", 40 * 8))
device{order=4, segments=16}
assert(read(0, "12k") == "A", "what lies before it is lost")
assert(read("160k", "4k") == "zero", "it was applied")
finish{readback=false}
