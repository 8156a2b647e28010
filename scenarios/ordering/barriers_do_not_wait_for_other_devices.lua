-- Devices share no disk and no log. While the log of one is full, because its HDD takes
-- its time over what makes a writeback durable, the other's barriers are answered as ever.
-- Claims: C3 C7
disk("ssd2", "8M")
disk("hdd2", "16M")
device{order=4, segments=2, writeback_threshold=0}
device{name="other", ssd="ssd2", hdd="hdd2"}
fault("hdd", {op="flush", latency="2s"})
local has_ended = false
local writer = spawn(function()
	workload{rw="write", bs="4k", size="128k"}
	has_ended = true
end)
sleep "50ms"
local start = now()
for i = 0, 7 do
	write(i * 4096, "4k", "A", {dev="other"})
	flush{dev="other"}
	fua(65536 + i * 4096, "4k", "B", {dev="other"})
end
assert(not has_ended and now() - start < 1e9, "it waited for the log of the other")
wait(writer)
