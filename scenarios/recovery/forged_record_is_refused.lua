-- A superblock record that no device could have counted up to is refused; nothing changes.
-- Claims: C11 I1
device{order=4, segments=8}
local table = dm.table()
write(0, "4k", "A")
shutdown()
local was = peek("ssd", 2047 * 512, 512)
for _, id in ipairs{(1 << 62) + 1, -1} do
	poke("ssd", 2047 * 512, string.pack("<i8", id))
	expect_error("EINVAL", dm.create, "wb", table)
	assert(log_contains("superblock: record"), "the field is not named")
	assert(nr_ios("ssd", "write") == 0 and nr_ios("hdd", "write") == 0)
	shutdown()
end
poke("ssd", 2047 * 512, was)
expect(0, "4k", "A")
