-- A segment whose checksum holds and whose metablocks make no sense is refused: not
-- aligned, beyond the backing device, if only with
-- its last sectors, or the same block twice.
-- Claims: C11 I1
disk("ssd", "2M")
disk("hdd", 4194304 + 2048)
device{order=5, segments=8}
local table = dm.table()
shutdown()
for _, sectors in ipairs{{3}, {8192}, {8200}, {1 << 40}, {16, 16}} do
	local body = ""
	for _, sector in ipairs(sectors) do
		body = body .. string.pack("<I8Bxxxxxxx", sector, 255)
	end
	body = body .. string.rep("\0", 3584 - #body) .. string.rep("x", 4096 * #sectors)
	poke("ssd", 1048576, string.pack("<I8I4B", 1, crc32c(body), #sectors))
	poke("ssd", 1048576 + 512, body)
	expect_error("EINVAL", dm.create, "wb", table)
	assert(log_contains("metablock: sector " .. sectors[1]), "the field is not named")
end
finish{readback=false}
