-- drop_caches waits for writeback, which a suspend stops: then it ends, too.
-- Claims: C10
device{order=4, segments=8, nr_max_batched_writeback=1}
for i = 0, 3 do write(4096 * i, "4k", "A") end
flush()
fault("hdd", {op="write", latency="50ms"})
local drop = spawn(function() pcall(dm.message, "wb", "drop_caches") end)
sleep "1ms"
dm.suspend()
wait(drop)
dm.resume()
fault_clear("hdd")
expect(0, "16k", "A")
