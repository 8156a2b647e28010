-- A suspend ends the waiting of barriers: it does not take the deadline of one.
-- Claims: C10 C7
device{barrier_deadline_ms=600000}
local syncer = spawn(function()
	write(0, "4k", "A")
	flush()
end)
sleep "5ms"
dm.suspend()
assert(now() < 1e9, "the suspend waited")
dm.resume()
wait(syncer)
