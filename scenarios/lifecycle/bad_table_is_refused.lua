-- A bad argument is refused with a text that names it, before any disk is touched.
-- Claims: C11
local bad = {
	["/dev/hdd"] = "Backing and cache device expected",
	["/dev/hdd /dev/nowhere"] = "Cannot open the cache device",
	["/dev/nowhere /dev/ssd"] = "Cannot open the backing device",
	["/dev/hdd /dev/ssd 1 x"] = "argument",
	["/dev/hdd /dev/ssd 2 no_such_key 1"] = "Unknown key",
	["/dev/hdd /dev/ssd 2 segment_size_order 3"] = "Invalid segment_size_order, 4 to 10",
	["/dev/hdd /dev/ssd 2 segment_size_order 11"] = "Invalid segment_size_order, 4 to 10",
	["/dev/hdd /dev/ssd 2 writeback_threshold 101"] = "Invalid writeback_threshold",
	["/dev/hdd /dev/ssd 2 nr_rambuf_pool x"] = "Invalid nr_rambuf_pool",
}
for args, text in pairs(bad) do
	expect_error(text, dm.create, "wb", "0 32768 writeboost " .. args)
end
assert(nr_ios("ssd", "write") == 0 and nr_ios("hdd", "write") == 0)
assert(not log_contains("dm_put_device call missing"), "a refused table keeps its disks")
