-- A segment id that no device could have counted up to is refused, though it would fit its
-- slot: the next ids would come round to zero.
-- Claims: C11 I1
device{order=4, segments=8}
local table = dm.table()
shutdown()
for _, id in ipairs{(1 << 62) + 9, -8} do
	local slot = math.ult(0, id) and (id - 1) & 7
	local body = string.rep("\0", 3584)
	poke("ssd", 1048576 + 8192 * slot, string.pack("<i8I4B", id, crc32c(body), 0))
	poke("ssd", 1048576 + 8192 * slot + 512, body)
	expect_error("EINVAL", dm.create, "wb", table)
	assert(log_contains("segment header: id"), "the field is not named")
	assert(nr_ios("ssd", "write") == 0 and nr_ios("hdd", "write") == 0)
	poke("ssd", 1048576 + 8192 * slot, string.rep("\0", 512))
end
dm.create("wb", table)
