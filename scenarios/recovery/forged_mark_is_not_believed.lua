-- A header that says, under a checksum that holds, that it was flushed before it was written
-- was not written by this driver. Its word is not believed: no segment is taken unread, and
-- the log is one of dm-writeboost 2.2, behind which the record follows.
-- Claims: C6 C9 I1
disk("ssd", "1152k")
disk("hdd", "4M")
device{order=5}
local line = dm.table()
shutdown()
for id = 9, 16 do
	local metablocks = string.pack("<I8Bxxxxxxx", 8 * id, 255)
	local body = metablocks .. string.rep("\0", 3584 - #metablocks) ..
		string.rep(string.char(64 + id), 4096)
	local header = string.pack("<I8I4BxxxI8I4", id, crc32c(body), 1, id, crc32c(metablocks))
	local slot = 1048576 + (id - 1) % 8 * 16384
	poke("ssd", slot, header .. string.pack("<I4", crc32c(header)))
	poke("ssd", slot + 512, body)
end
fault("ssd", {op="read", from=2048 + 6 * 32 + 8, to=2048 + 6 * 32 + 16, errno="EIO"})
expect_error("EIO", dm.create, "wb", line)
fault_clear("ssd")
shutdown()
dm.create("wb", line)
assert(log_contains("recovered 8 segments, the newest has id 16"))
assert(string.unpack("<I8", peek("ssd", 2047 * 512, 512)) == 8, "the record did not follow")
finish{readback=false}
