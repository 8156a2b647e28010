-- The log is full of sparse segments, and the only RAM buffer is on its way to a slow SSD when
-- blocks are to move to the end of the log. They do not wait for it: fewer move, the rest is
-- written back, and that makes room.
-- Claims: C1 C2 C14 I3
disk("ssd", 1048576 + 24 * 32768)
disk("hdd", "1M", {model="null"})
device{order=6, nr_rambuf_pool=1, writeback_threshold=0}
fault("ssd", {op="write", latency="1ms"})
local tasks = {}
for i = 1, 4 do
	tasks[i] = spawn(workload, {rw="randwrite", bs="4k", size="64k", number_ios=100, fsync=1,
		tag="t" .. i})
end
for i = 1, 4 do wait(tasks[i]) end
assert(nr_ios("hdd", "write") > 0, "nothing was written back")
assert(not dm.field(dm.status(), "dead"))
