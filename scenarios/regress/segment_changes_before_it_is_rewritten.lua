-- Recovery writes once more what no flush is known to have covered, from a second reading of
-- it. A disk that then says something else than before, be it another id, checksum or length,
-- is ill: nothing of that is written, the device does not come up, and with the disk in order
-- again everything is there.
-- Claims: C2 C6 C11 I1
device{order=5, segments=8}
local line = dm.table()
for i = 0, 3 do
	fua(i * 4096, "4k", "A")
end
local slot = 2048 + 3 * 32
local header = peek("ssd", slot * 512, 512)
for _, bit in ipairs{0, 64, 96} do
	shutdown()
	fault("ssd", {op="read", from=slot, to=slot + 1, nth=3, rot=bit})
	expect_error("EIO", dm.create, "wb", line)
	fault_clear("ssd")
	assert(log_contains("segment 4 changes from one read to the next"))
	assert(peek("ssd", slot * 512, 512) == header, "the change was written")
end
shutdown()
dm.create("wb", line)
expect(0, "16k", "A")
