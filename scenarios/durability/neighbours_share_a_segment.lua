-- Barriers of several tasks within barrier_deadline_ms are answered together: one segment,
-- one flush.
-- Claims: C2 C14
device{order=6, segments=16, barrier_deadline_ms=100}
local tasks = {}
for i = 1, 4 do
	tasks[i] = spawn(function()
		write(8192 * i, "4k", "A")
		flush()
	end)
	sleep "2ms"
end
for i = 1, 4 do wait(tasks[i]) end
assert(dm.field(dm.status(), "current_id") == 2, "more than one segment")
assert(now() < 1e9, "the deadline was missed")
