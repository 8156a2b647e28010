-- drop_caches waits for writeback. A suspend lets one that has begun come to its end; on a
-- suspended device nothing is written back, so another one ends at once, with an error.
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
write(0, "4k", "B")
dm.suspend()
expect_error("EBUSY", dm.message, "wb", "drop_caches")
dm.resume()
fault_clear("hdd")
expect(0, "4k", "B")
expect("4k", "12k", "A")
