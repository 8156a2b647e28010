-- One RAM buffer of one block, and disks that answer at once: a buffer is written and taken
-- again while somebody still copies out of it, unless that is waited for.
-- Claims: C1 I4
disk("ssd", 1048576 + 16 * 8192, {model="null"})
disk("hdd", "1M", {model="null"})
device{order=4, nr_rambuf_pool=1, writeback_threshold=100}
local tasks = {}
for i = 1, 8 do
	tasks[i] = spawn(workload, {rw="randrw", rwmixread=70, bs="4k", size="16k", iodepth=4,
		number_ios=40, tag="t" .. i})
end
for i = 1, 8 do wait(tasks[i]) end
