-- The newest header says that a segment was flushed, but its slot is empty: the medium lost it.
-- It is not taken on trust: the run ends before it, and what lies behind is cleared, for good.
-- Claims: C6 I1 I2
device{order=4, segments=16}
local line = dm.table()
for i = 0, 9 do
	fua(i * 4096, "4k", "A")
end
shutdown()
poke("ssd", 1048576 + 5 * 8192, string.rep("\0", 512))
for _ = 1, 2 do
	dm.create("wb", line)
	assert(log_contains("recovered 5 segments, the newest has id 5"))
	shutdown()
end
finish{readback=false}
