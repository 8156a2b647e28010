-- Two segments hold different sectors of one block, as dm-writeboost 2.2 leaves them, which
-- has brought the older ones to the backing device. Writing both back mixes nothing up.
-- Claims: C1 I1
disk("ssd", 1048576 + 4 * 16384)
disk("hdd", "1M")
device{order=5, writeback_threshold=0}
shutdown()
local function forge(id, bits, data)
	local body = string.pack("<I8Bxxxxxxx", 8, bits)
	body = body .. string.rep("\0", 3584 - #body) .. data
	local at = 1048576 + 16384 * (id - 1)
	poke("ssd", at, string.pack("<I8I4B", id, crc32c(body), 1))
	poke("ssd", at + 512, body)
end
local old, new = string.rep("o", 2048), string.rep("n", 2048)
forge(1, 0xf0, string.rep("\0", 2048) .. old)
forge(2, 0x0f, new .. string.rep("\0", 2048))
poke("hdd", 4096 + 2048, old)
dm.message("wb", "drop_caches")
assert(peek("hdd", 4096, 2048) == new, "the newer sectors are not what was written")
assert(peek("hdd", 4096 + 2048, 2048) == old, "the older sectors are not what was written")
finish{readback=false}
