-- A log without a record begins with the oldest segment that a ring can hold; that one was
-- about to be overwritten, and may be torn. One whose header says something else the second
-- time, another id or another length, is passed over like a torn one, and the rest is taken.
-- It holds a clean copy, of which nothing is lost. The same if a record says that the log
-- begins there, for dm-writeboost 2.2 overwrites the slot of a segment before it records that.
-- Claims: C6 C9 I1
disk("ssd", "1152k")
disk("hdd", "4M")
device{order=5}
local line = dm.table()
shutdown()
for i, bit in ipairs{0, 96, 0} do
	for id = 9, 16 do
		local body = string.pack("<I8Bxxxxxxx", 8 * id, id == 9 and 0 or 255)
		body = body .. string.rep("\0", 3584 - #body) ..
			string.rep(string.char(64 + id), 4096)
		local slot = 1048576 + (id - 1) % 8 * 16384
		local header = string.pack("<I8I4B", id, crc32c(body), 1)
		poke("ssd", slot, header .. string.rep("\0", 512 - #header))
		poke("ssd", slot + 512, body)
	end
	poke("ssd", 2047 * 512, string.pack("<I8", i == 3 and 8 or 0) .. string.rep("\0", 504))
	fault("ssd", {op="read", from=2048, to=2049, nth=2, rot=bit})
	dm.create("wb", line)
	fault_clear("ssd")
	assert(log_contains("recovered 7 segments, the newest has id 16"))
	shutdown()
end
finish{readback=false}
