-- Tasks that write one request after another, each to a range of its own, leave the same
-- contents whatever the disks, geometry, tunables and schedules are.
-- Claims: C1 C14
local block = vary{512, 512, 4096}
disk("ssd", "16M", {model=vary{"null", "sata", "nvme", "hdd"}, depth=vary{32, 1, 2},
	block=block, cache=vary{"64M", "4k", "64k"}})
disk("hdd", "4M", {model=vary{"null", "hdd", "sata"}, depth=vary{32, 1}, block=block})
device{order=vary{7, 4, 5, 10}, segments=vary{16, 1, 2, 3}, nr_rambuf_pool=vary{8, 1, 2},
	writeback_threshold=vary{0, 1, 100}, nr_max_batched_writeback=vary{32, 1, 3},
	read_cache_threshold=vary{0, 1, 127}, barrier_deadline_ms=vary{0, 1, 20},
	sync_data_interval=vary{0, 1}, write_around_mode=vary{0, 0, 0, 1}}

-- Requests are drawn by the task itself: the turns of the others do not shift them.
local tasks = {}
for i = 1, 4 do
	tasks[i] = spawn(workload, {rw="randrw", offset=512 * 1024 * i, size="256k",
		bs=({"4k", "8k", "20k", "4k"})[i], iodepth=1, number_ios=60, rwmixread=30,
		fsync=({0, 7, 3, 1})[i], fua=({5, 0, 0, 2})[i], tag="task" .. i,
		randseed=1000 * math.random(1, 1000000) + i})
end
for _ = 1, math.random(3) do
	sleep(vary{"1ms", "1us", "40ms"})
	local event = math.random(3)
	if event == 1 then dm.suspend() dm.resume()
	elseif event == 2 then dm.message("wb", "drop_caches")
	else dm.load("wb", dm.table()) dm.suspend() dm.resume() end
end
for i = 1, 4 do wait(tasks[i]) end
