-- dm-writeboost 2.2 need not keep a record of what is written back: the log begins with the
-- oldest segment that a ring of this size can hold, and the record follows at once.
-- Claims: C2 C9
disk("ssd", "1152k")
disk("hdd", "4M")
device{order=5}
local line = dm.table()
shutdown()
for id = 9, 16 do
	local body = string.pack("<I8Bxxxxxxx", 8 * id, 255)
	body = body .. string.rep("\0", 3584 - #body) .. string.rep(string.char(64 + id), 4096)
	local slot = 1048576 + (id - 1) % 8 * 16384
	poke("ssd", slot, string.pack("<I8I4B", id, crc32c(body), 1))
	poke("ssd", slot + 512, body)
end
dm.create("wb", line)
assert(log_contains("recovered 8 segments, the newest has id 16"))
assert(string.unpack("<I8", peek("ssd", 2047 * 512, 512)) == 8, "the record did not follow")
finish{readback=false}
