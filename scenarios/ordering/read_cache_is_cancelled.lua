-- A read is on its way into the cache when its block is overwritten past the log: what
-- was read is not kept.
-- Claims: C1
device{order=5, segments=8, read_cache_threshold=8, write_around_mode=1}
fault("hdd", {op="read", latency="100ms", times=1})
local reader = spawn(read, 0, "4k")
sleep "50us"
write(0, "4k", "A")
wait(reader)
expect(0, "4k", "A")
