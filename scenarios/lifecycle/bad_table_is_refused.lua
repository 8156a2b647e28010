-- A bad argument is refused with a text that names it, before any disk is touched.
-- Claims: C11
local bad = {
	["/dev/hdd"] = "argument",
	["/dev/hdd /dev/nowhere"] = "dev",
	["/dev/hdd /dev/ssd 1 x"] = "argument",
	["/dev/hdd /dev/ssd 2 no_such_key 1"] = "Unknown key",
	["/dev/hdd /dev/ssd 2 segment_size_order 3"] = "segment_size_order",
	["/dev/hdd /dev/ssd 2 segment_size_order 11"] = "segment_size_order",
	["/dev/hdd /dev/ssd 2 writeback_threshold 101"] = "writeback_threshold",
	["/dev/hdd /dev/ssd 2 nr_rambuf_pool x"] = "nr_rambuf_pool",
}
for args, text in pairs(bad) do
	expect_error("EINVAL", dm.create, "wb", "0 32768 writeboost " .. args)
end
assert(nr_ios("ssd", "write") == 0 and nr_ios("hdd", "write") == 0)
