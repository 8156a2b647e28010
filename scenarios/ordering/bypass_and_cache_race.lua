-- Writes past the log and writes through it meet on the same blocks: each waits for the
-- other, and the last one that was answered is what counts.
-- Claims: C1 C7 I5
device{order=5, segments=8}
write(0, "4k", "A")
dm.message("wb", "write_around_mode 1")
write(0, "4k", "B")
expect(0, "4k", "B")
fault("hdd", {op="write", latency="50ms", times=1})
local around = spawn(write, "32k", "32k", "C")
sleep "1ms"
dm.message("wb", "write_around_mode 0")
local through = spawn(write, "60k", "4k", "D")
sleep "1ms"
dm.message("wb", "drop_caches")
wait(around)
wait(through)
dm.message("wb", "drop_caches")
read("32k", "32k")
