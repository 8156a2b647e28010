-- A cache device that has shrunk or grown since it was formatted is refused, with both
-- sizes, and not changed: its log would be a ring of another length.
-- Claims: C11
disk("ssd", "4M")
disk("hdd", "4M")
dm.create("part", "0 4096 linear /dev/ssd 0")
dm.create("wb", "0 8192 writeboost /dev/hdd /dev/mapper/part 2 segment_size_order 5")
write(0, "4k", "A")
dm.remove()
for _, sectors in ipairs{4064, 4128} do
	dm.load("part", "0 " .. sectors .. " linear /dev/ssd 0")
	dm.suspend("part")
	dm.resume("part")
	local before = nr_ios("ssd", "write")
	expect_error("EINVAL", dm.create, "wb", "0 8192 writeboost /dev/hdd /dev/mapper/part")
	assert(log_contains("cache device had 4096 sectors, this one has " .. sectors))
	assert(nr_ios("ssd", "write") == before, "a refused cache was written")
end
finish{readback=false}
