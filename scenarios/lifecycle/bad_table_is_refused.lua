-- A bad argument is refused with a text that names it, before any disk is touched.
-- Claims: C11
disk("small", "512k")
disk("hdd", "16M")
disk("ssd", 1048576 + 8192)
local bad = {
	["/dev/hdd"] = "Backing and cache device expected",
	["/dev/hdd /dev/nowhere"] = "Cannot open the cache device",
	["/dev/nowhere /dev/ssd"] = "Cannot open the backing device",
	["/dev/hdd /dev/ssd 1 x"] = "argument",
	["/dev/hdd /dev/ssd 2 no_such_key 1"] = "Unknown key",
	["/dev/hdd /dev/ssd 1 writeback_threshold"] = "must come in pairs",
	["/dev/hdd /dev/ssd 4 writeback_threshold 1"] = "Invalid number of optional arguments",
	["/dev/hdd /dev/ssd 2 writeback_threshold 1 nr_rambuf_pool 1"] =
		"Invalid number of optional arguments",
	["/dev/hdd /dev/hdd"] = "Backing and cache device are the same",
	["/dev/small /dev/ssd"] = "Backing device is smaller than the table says",
	["/dev/hdd /dev/small"] = "Cache device is too small",
}
-- Each key, one below and one above what it takes, and no number at all.
local keys = {writeback_threshold={0, 100}, nr_max_batched_writeback={1, 32},
	update_sb_record_interval={0, 3600}, sync_data_interval={0, 3600},
	read_cache_threshold={0, 127}, write_around_mode={0, 1}, nr_read_cache_cells={1, 2048},
	segment_size_order={4, 10}, nr_rambuf_pool={1, 256}, barrier_deadline_ms={0, 3600000}}
for key, bounds in pairs(keys) do
	for _, value in ipairs{bounds[1] - 1, bounds[2] + 1, "x", ""} do
		bad["/dev/hdd /dev/ssd 2 " .. key .. " " .. value] = value == "" and "argument" or
			"Invalid " .. key .. ", " .. bounds[1] .. " to " .. bounds[2]
	end
end
for args, text in pairs(bad) do
	expect_error(text, dm.create, "wb", "0 32768 writeboost " .. args)
end
expect_error("EINVAL", dm.create, "wb",
	"0 32768 writeboost /dev/hdd /dev/ssd 2 segment_size_order 10")
assert(log_contains("too small for one segment"), "the reason is not named")
assert(nr_ios("ssd", "write") == 0 and nr_ios("hdd", "write") == 0)
assert(not log_contains("dm_put_device call missing"), "a refused table keeps its disks")
