-- Two RAM buffers of one block, and disks that answer at once: a buffer is written and taken
-- again while a merge still copies the old block out of it, unless that is waited for.
-- Claims: C1 I4
disk("ssd", 1048576 + 16 * 8192, {model="null"})
disk("hdd", "1M", {model="null"})
device{order=4, nr_rambuf_pool=2, writeback_threshold=100}
local tasks = {}
for i = 1, 8 do
	tasks[i] = spawn(workload, {rw="randrw", rwmixread=40, bs="512", size="12k", iodepth=4,
		number_ios=80, tag="t" .. i})
end
for i = 1, 8 do wait(tasks[i]) end
