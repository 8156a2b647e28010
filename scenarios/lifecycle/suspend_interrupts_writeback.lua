-- A suspend comes while a batch of writeback begins: what was not copied stays in the log.
-- Claims: C9 I3 I10
device{order=4, segments=8}
write(0, "4k", "A")
fault("ssd", {op="flush", latency="50ms", times=1})
spawn(function() pcall(dm.message, "wb", "drop_caches") end)
sleep "20ms"
dm.suspend()
cut("now", {model="none"})
expect(0, "4k", "A")
