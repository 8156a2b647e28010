-- Segments of 512 KiB, more of them than recovery reads at a time: all are recovered, though
-- nobody had flushed them.
-- Claims: C2 C4
disk("ssd", 1048576 + 8 * 524288)
disk("hdd", "8M")
device{order=10, writeback_threshold=0}
for i = 0, 3 do
	for j = 0, 126 do write(4096 * (127 * i + j), "4k", "A" .. i) end
end
sleep "1s"
cut("now", {model="all"})
for i = 0, 3 do expect(4096 * 127 * i, 4096 * 127, "A" .. i) end
