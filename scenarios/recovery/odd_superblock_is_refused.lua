-- Every field of superblock and record is checked: an order that no driver writes, a record
-- that is no id. Nothing is written; put back as it was, the device is recovered.
-- Claims: C11 I1
disk("ssd", "2M")
disk("hdd", "4M")
device{order=5, segments=8}
write(0, "8k", "A")
flush()
local line = dm.table()
shutdown()
local function refused_with(sector, offset, bytes, text)
	local before = peek("ssd", 512 * sector, 512)
	poke("ssd", 512 * sector + offset, bytes)
	expect_error("EINVAL", dm.create, "wb", line)
	assert(log_contains(text), text)
	assert(nr_ios("ssd", "write") == 0 and nr_ios("hdd", "write") == 0, "it was written")
	poke("ssd", 512 * sector, before)
	shutdown()
end
for _, order in ipairs{1, 3, 11, 255} do
	refused_with(0, 4, string.char(order), "order " .. order .. " is not within 4 ... 10")
end
refused_with(2047, 0, string.pack("<I8", (1 << 62) + 1), "is no segment id")
dm.create("wb", line)
expect(0, "8k", "A")
