-- The log is full of sparse segments, whose blocks are on their way to its end, when somebody
-- calls for drop_caches: no more blocks move, all is written back, and the call ends.
-- Claims: C1 C2 C10 I3
disk("ssd", 1048576 + 32 * 32768)
device{order=6, writeback_threshold=0}
fault("ssd", {op="read", latency="5ms"})
local load = spawn(workload, {rw="randwrite", bs="4k", size="128k", number_ios=200, fsync=1})
for round = 1, 3 do
	local nr = nr_ios("ssd", "read")
	for _ = 1, 500 do -- a dead device reads no more
		if nr_ios("ssd", "read") > nr then break end
		sleep "200us"
	end
	dm.message("wb", "drop_caches")
end
wait(load)
fault_clear("ssd")
dm.message("wb", "drop_caches")
assert(nr_ios("hdd", "write") > 0)
