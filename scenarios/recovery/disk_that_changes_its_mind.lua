-- What no flush has covered is read twice: to replay it, and to write it once more. A disk
-- that gives back something else the second time is ill: nothing of that is written, and the
-- device is not activated. When the disk is well again, all is there.
-- Claims: C6 C8 C11 I1
local options = {order=4, segments=8}
device(options)
write(0, "4k", "A")
dm.remove()
-- The checksum, and the length: bytes 8 and 12 of the first header.
for i, bit in ipairs{64, 96} do
	fault("ssd", {op="read", from=2048, to=2049, nth=3, rot=bit})
	expect_error("EIO", device, options)
	fault_clear("ssd")
	assert(log_count("changes from one read to the next") == i)
end
device(options)
expect(0, "4k", "A")
