-- Disks that answer at once: now it is the schedule alone that decides who is first, and
-- nobody is saved by the time that an I/O takes.
-- Claims: C1 C2 C7 C14
disk("ssd", 1048576 + 6 * 16384, {model="null"})
disk("hdd", "1M", {model="null"})
device{order=5, nr_rambuf_pool=math.random(2), writeback_threshold=100,
	read_cache_threshold=math.random(0, 4), write_around_mode=math.random(0, 1)}
local tasks = {}
for i = 1, 4 do
	tasks[i] = spawn(workload, {rw="randrw", bs="4k", size="64k", iodepth=3, number_ios=60,
		fsync=math.random(0, 9), tag="t" .. i})
end
for i = 1, 4 do wait(tasks[i]) end
