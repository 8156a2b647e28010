-- A suspend does not wait for the deadline of a barrier: neither one that is there nor
-- one that comes meanwhile.
-- Claims: C7 C10
device{order=5, segments=8, barrier_deadline_ms=3600000}
write(0, "4k", "A")
local barrier = spawn(flush)
sleep "1ms"
dm.suspend()
wait(barrier)
dm.resume()
expect(0, "4k", "A")
