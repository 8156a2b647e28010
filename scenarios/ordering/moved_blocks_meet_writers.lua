-- Each write has a flush of its own, so the log is full of nearly empty segments, whose blocks
-- move to its end while they are read and written. Disks that answer at once leave it to
-- the schedule who comes first.
-- Claims: C1 C2 I4
disk("ssd", 1048576 + 24 * 32768, {model="null"})
disk("hdd", "1M", {model="null"})
device{order=6, nr_rambuf_pool=3, writeback_threshold=0}
local tasks = {}
for i = 1, 4 do
	tasks[i] = spawn(workload, {rw="randrw", rwmixread=30, bsrange="512-4k", size="48k",
		iodepth=2, number_ios=150, fsync=1, tag="t" .. i})
end
for i = 1, 4 do wait(tasks[i]) end
