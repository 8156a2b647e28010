-- A read of the SSD fails at once, while the daemons are about to write to both disks: when
-- the reader has heard of it, nothing is written any more.
-- Claims: C7 C8
disk("ssd", 1048576 + 16 * 8192, {model="null"})
disk("hdd", "1M", {model="null"})
device{order=4, nr_rambuf_pool=4, writeback_threshold=100}
fault("ssd", {op="read", errno="EIO", nth=math.random(30)})
local tasks = {}
for i = 1, 6 do
	tasks[i] = spawn(workload, {rw="randrw", bs="4k", size="128k", iodepth=3, number_ios=60,
		fsync=5, may_fail=true})
end
for i = 1, 6 do wait(tasks[i]) end
dm.remove()
