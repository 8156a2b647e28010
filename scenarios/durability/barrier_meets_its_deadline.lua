-- A barrier waits for company, but not longer than barrier_deadline_ms, the time to write
-- and flush aside.
-- Claims: C2 C7
device{order=5, segments=8, barrier_deadline_ms=5}
write(0, "4k", "A")
local begin = now()
flush()
assert(now() - begin < 100000000, "the deadline was missed")
local writes = nr_ios("ssd", "write")
local first = spawn(fua, 0, "4k", "B")
sleep "2ms"
fua("4k", "4k", "C")
wait(first)
assert(nr_ios("ssd", "write") == writes + 1, "no company was waited for")
