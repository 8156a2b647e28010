-- While the old block is read for a merge, the block is written as a whole: the newer
-- copy is what the merge takes.
-- Claims: C1
device{order=4, segments=8}
write(0, "4k", "A")
flush()
fault("ssd", {op="read", latency="100ms", times=1})
local merge = spawn(write, "1k", "512", "B")
sleep "1ms"
write(0, "4k", "C")
flush()
wait(merge)
expect(0, "1k", "C")
expect("1k", "512", "B")
expect(1536, 2560, "C")
