-- The layout of 2013 has a lap number where a checksum is now, and the length before it. Such
-- a log is not taken for an empty one; neither is a ring in which no checksum holds.
-- Claims: C11
disk("ssd", "1152k")
disk("hdd", "4M")
device{order=5}
local line = dm.table()
shutdown()
local function forge(length_and_lap, ids)
	for _, id in ipairs(ids) do
		local slot = 1048576 + (id - 1) % 8 * 16384
		poke("ssd", slot, string.pack("<I8I4B", id, length_and_lap(id), 0))
	end
end
forge(function(id) return 3 | ((id - 1) // 8 + 1) << 8 end, {1, 2, 3})
expect_error("EINVAL", dm.create, "wb", line)
assert(log_contains("layout of 2013"))
shutdown()
forge(function() return 0xdeadbeef end, {9, 10, 11, 12, 13, 14, 15, 16})
expect_error("EINVAL", dm.create, "wb", line)
assert(log_contains("none of the segments up to 16 has a valid checksum"))
shutdown()
-- A lap number that fits, but no length before it: that is no log of 2013.
forge(function(id) return ((id - 1) // 8 + 1) << 8 end, {9, 10, 11, 12, 13, 14, 15, 16})
expect_error("EINVAL", dm.create, "wb", line)
assert(log_count("layout of 2013") == 1, "taken for the layout of 2013")
assert(nr_ios("ssd", "write") == 0, "it was written")
finish{readback=false}
