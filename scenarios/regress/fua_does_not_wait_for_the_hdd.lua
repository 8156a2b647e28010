-- A FUA write is answered when the SSD has it, whatever the HDD is busy with for the
-- sake of a flush of others.
-- Claims: C3 C7
device{size="16M"}
workload{rw="write", bs="256k", size="4M"}
fault("hdd", {op="flush", latency="2s"})
local flusher = spawn(flush)
sleep "10ms"
local start = now()
fua(0, "4k", "A")
assert(now() - start < 1e9, "it waited for the HDD")
wait(flusher)
